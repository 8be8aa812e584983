"""One good post for every route of the exemplars."""

from typing import Any

from django.urls import reverse

from campaigns.exemplars.enums import ExemplarState, Whose
from tests.factories.exemplars import ExemplarFactory, agreed, exemplar_of
from tests.reliability.world import Post, World, a_person, by, today
from thiduakt.ledger.enums import HolderKind


def recognised(world: World) -> Any:
    return ExemplarFactory(school=world.school, state=ExemplarState.RECOGNISED)


def fostered(world: World) -> Any:
    return ExemplarFactory(school=world.school, state=ExemplarState.FOSTERING)


def of_the_teacher(world: World) -> Any:
    return exemplar_of(HolderKind.PERSON, world.teacher.person, state=ExemplarState.RECOGNISED)


def consented(world: World) -> Post:
    return Post(world.teacher, reverse("exemplars:consent", args=[of_the_teacher(world).pk, "person"]), {})


def published(world: World) -> Post:
    return Post(world.principal, reverse("exemplars:step", args=[recognised(world).pk, "publish"]), {})


TOLD = {"title": "Cô giáo trẻ", "kind": "PERSON", "found_on": today, "story": "Nhặt được của rơi."}
EXEMPLAR_POSTS = {
    "exemplars:propose": by("principal", "exemplars:propose", holder_kind="PERSON", person=a_person, **TOLD),
    "exemplars:edit": by("principal", "exemplars:edit", recognised, version=1, **TOLD),
    "exemplars:note": by("principal", "exemplars:note", fostered, day=today, text="Dự giờ."),
    "exemplars:replicate": by("principal", "exemplars:replicate", recognised, place="Tổ bé", day=today),
    "exemplars:consent": consented,
    "exemplars:withdraw": by(
        "teacher", "exemplars:withdraw", lambda world: agreed(of_the_teacher(world), Whose.PERSON, world.teacher)
    ),
    "exemplars:step": published,
}  # fmt: skip
