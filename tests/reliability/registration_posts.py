"""One good post for every route of registering for the year's titles."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from campaigns.registrations.models import GroupList, Registration, Round
from campaigns.registrations.services.consolidating import lock_list
from campaigns.registrations.services.rounds import close_round, confirm_round
from campaigns.registrations.services.writing import enter_for
from tests.factories.registrations import SOME, make_registration, make_round
from tests.factories.school import GroupFactory, UserFactory
from tests.reliability.world import Post, World, by, in_a_month
from thiduakt.permissions import Role
from thiduakt.school.models import User

CHOSEN = {"titles": ["LDTT"], "awards": [], "initiative": "Trò chơi dân gian", "lam": "gui"}


def drafted(world: World) -> Round:
    return make_round(principal=world.principal, at=world.at, state="DRAFT")


def opened(world: World) -> Round:
    return make_round(principal=world.principal, at=world.at)


def closed(world: World) -> Round:
    make_registration(turn := opened(world), world.teacher, world.at)
    return close_round(turn, actor=world.principal, at=world.at)


def confirmed(world: World) -> Registration:
    confirm_round(closed(world), version=1, actor=world.principal, at=world.at)
    return Registration.objects.get(state="CONFIRMED")


def kept(world: World) -> Registration:
    return make_registration(opened(world), world.teacher, world.at, send=False)


def asked(world: World) -> Registration:
    return enter_for(opened(world), world.teacher.person, SOME, version=0, actor=world.clerk, at=world.at)


def head(world: World) -> User:
    roles = [Role.GROUP_HEAD, Role.TEACHER]
    return UserFactory(school=world.school, group=GroupFactory(school=world.school), roles=roles)


def of_a_group(world: World) -> tuple[User, GroupList, Registration]:
    """A head, the list of the own tổ, and what somebody there has sent."""
    leader = head(world)
    member = UserFactory(school=world.school, group=leader.person.group, roles=[Role.TEACHER])
    registration = make_registration(opened(world), member, world.at)
    return leader, GroupList.objects.get(group=leader.group_id), registration


def with_the_form(sender: str, route: str) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        return Post(getattr(world, sender), reverse(route, args=[opened(world).pk]), CHOSEN)

    return post


def of_the_own_group(world: World) -> Post:
    leader = head(world)
    address = reverse("registrations:write_group", args=[opened(world).pk, leader.group_id])
    return Post(leader, address, CHOSEN | {"titles": ["TTLDTT"]})


def of_the_school(world: World) -> Post:
    address = reverse("registrations:write_school", args=[opened(world).pk])
    return Post(world.principal, address, CHOSEN | {"titles": ["TTLDTT"]})


def for_somebody(world: World) -> Post:
    address = reverse("registrations:enter_for", args=[opened(world).pk, world.teacher.person_id])
    return Post(world.clerk, address, CHOSEN)


def locked(world: World) -> Post:
    leader, row, _ = of_a_group(world)
    return Post(leader, reverse("registrations:lock", args=[row.pk]), {"version": row.version})


def reopened(world: World) -> Post:
    leader, row, _ = of_a_group(world)
    lock_list(row, version=row.version, actor=leader, at=world.at)
    return Post(leader, reverse("registrations:reopen", args=[row.pk]), {"reason": "Còn người gửi thêm"})


def given_back(world: World) -> Post:
    leader, _, registration = of_a_group(world)
    told = {"flagged": ["initiative"], "reason": "Ghi rõ tên sáng kiến định làm.", "until": world.day(5)}
    return Post(leader, reverse("registrations:give_back", args=[registration.pk]), told)


def taken(world: World) -> Post:
    registration = kept(world)
    told = {"action": "send", "version": registration.version}
    return Post(world.teacher, reverse("registrations:step", args=[registration.pk]), told)


def photograph(world: World) -> Any:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(drawn, "JPEG")
    return SimpleUploadedFile("phieu.jpg", drawn.getvalue(), content_type="image/jpeg")


def reminded(world: World) -> Post:
    return Post(world.principal, reverse("registrations:remind", args=[opened(world).pk]))


REGISTRATION_POSTS = {
    "registrations:round_add": by("principal", "registrations:round_add", name="Đợt hai"),
    "registrations:round_edit": by("principal", "registrations:round_edit", drafted, name="Đợt hai"),
    "registrations:round_step": by("principal", "registrations:round_step", drafted, action="open"),
    "registrations:confirm": by("principal", "registrations:confirm", closed),
    "registrations:extend": by(
        "principal", "registrations:extend", opened, person=lambda world: world.teacher.person_id, until=in_a_month,
        reason="Nằm viện.",
    ),
    "registrations:write_own": with_the_form("teacher", "registrations:write_own"),
    "registrations:write_group": of_the_own_group,
    "registrations:write_school": of_the_school,
    "registrations:enter_for": for_somebody,
    "registrations:remind": reminded,
    "registrations:lock": locked,
    "registrations:reopen": reopened,
    "registrations:give_back": given_back,
    "registrations:step": taken,
    "registrations:paper": by("clerk", "registrations:paper", asked, file=photograph),
    "registrations:gap": by("principal", "registrations:gap", confirmed, reason="Nghỉ ốm dài."),
    "registrations:draft_paper": by("principal", "registrations:draft_paper", opened),
}  # fmt: skip
