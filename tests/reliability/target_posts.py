"""One good post for every route of targets, and of the appendix that is made from them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from campaigns.targets.models import Evidence, Progress, Target
from campaigns.targets.services.assignment import attach_assignment
from campaigns.targets.services.reporting import report_progress
from tests.factories.school import GroupFactory
from tests.factories.targets import TargetFactory, upload
from tests.reliability.world import Post, World, by, in_a_month, today

KEPT = {
    "name": "Tổ chức hội thi", "measure": "NUMBER", "value": "2", "unit": "hội thi", "starts_on": today,
    "due_on": in_a_month, "owner": lambda world: f"nguoi-{world.teacher.person_id}",
}  # fmt: skip


def a_target(world: World) -> Target:
    days = {"starts_on": world.today - timedelta(days=30), "due_on": world.today + timedelta(days=30)}
    return TargetFactory(school=world.school, year=world.today.year, **days)


def reported(world: World) -> Progress:
    """By the principal, so that the secretary checks it."""
    told = {"as_of": world.today, "value": 12, "files": [upload()]}
    return report_progress(a_target(world), **told, actor=world.principal, at=world.at).progress


def evidence(world: World) -> Evidence:
    return reported(world).evidence.get()


def with_open_target(world: World) -> Any:
    group = GroupFactory(school=world.school)
    TargetFactory(school=world.school, group=group)
    return group


def planned(world: World) -> Any:
    plan = world.plan()
    TargetFactory(school=world.school, plan=plan)
    return plan


def with_appendix(world: World) -> Any:
    return attach_assignment(planned(world), actor=world.principal, at=world.at)


def checked(world: World) -> Post:
    progress = reported(world)
    return Post(world.secretary, f"{reverse('targets:check', args=[progress.pk, 'accept'])}?lan={progress.version}")


def concluded(world: World) -> Post:
    address = reverse("targets:settle", args=[a_target(world).pk, "miss"])
    return Post(world.principal, address, {"reason": "Thiếu phòng học."})


TARGET_POSTS: dict[str, Callable[[World], Post]] = {
    "targets:make": by("principal", "targets:make", **KEPT),
    "targets:edit": by("principal", "targets:edit", a_target, **KEPT),
    "targets:remove": by("principal", "targets:remove", a_target),
    "targets:settle": concluded,
    "targets:report": by("principal", "targets:report", a_target, value="12", as_of=today, files=lambda world: upload()),
    "targets:check": checked,
    "targets:evidence_remove": by("principal", "targets:evidence_remove", evidence),
    "targets:assign_checker": by(
        "principal", "targets:assign_checker", with_open_target, checker=lambda world: world.secretary.person_id
    ),
    "targets:assignment_attach": by("principal", "targets:assignment_attach", planned),
    "documents:appendix_drop": by("principal", "documents:appendix_drop", with_appendix, title="Phân công thực hiện"),
}  # fmt: skip
