"""One good post for every route of contests, and for saying who is kin."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from tests.factories.contests import ContestFactory, CriterionFactory, EntryFactory, JudgeFactory, kin, sheet
from tests.factories.targets import upload
from tests.reliability.world import Post, World, by, in_a_month, today
from thiduakt.files.storage import store


def made(world: World, state: str = ContestState.DRAFT, *, days: int = 30, **told: Any) -> Contest:
    """Taking entries since yesterday, for so many days."""
    first = world.today - timedelta(days=40)
    contest = ContestFactory(
        school=world.school, state=state, opens_on=first, closes_on=world.today + timedelta(days=days), **told
    )
    CriterionFactory(contest=contest)
    return contest


def opened(world: World) -> Contest:
    return made(world, ContestState.OPEN)


def own_entry(world: World) -> Any:
    return EntryFactory(contest=opened(world), author=world.teacher.person)


def own_file(world: World) -> Any:
    return own_entry(world).files.create(
        original_name="bai.pdf", content_type="application/pdf", size=4, sha256=store(b"%PDF", folder="contests"),
        uploaded_by=world.teacher, uploaded_at=timezone.now(),
    )  # fmt: skip


def judge(world: World) -> Any:
    return JudgeFactory(contest=opened(world))


def waiting_sheet(world: World) -> Any:
    contest = made(world, ContestState.JUDGING, days=-1)
    return sheet(JudgeFactory(contest=contest, person=world.teacher.person), EntryFactory(contest=contest))


def marked(world: World) -> Post:
    held = waiting_sheet(world)
    points = {f"points-{held.judge.contest.criteria.get().pk}": "8,5"}
    return Post(world.teacher, reverse("contests:sheet", args=[held.pk]), {**points, "gui": "1"})


def awarded(world: World) -> Post:
    contest = made(world, ContestState.RESULT, days=-1, send_up=1)
    entry = EntryFactory(contest=contest)
    sheet(JudgeFactory(contest=contest), entry, 9)
    told = {f"prize-{entry.pk}": "Giải Nhất", f"chosen-{entry.pk}": "on"}
    return Post(world.principal, reverse("contests:result", args=[contest.pk]), told)


def counted(world: World) -> Contest:
    contest = made(world, ContestState.RESULT, days=-1)
    sheet(JudgeFactory(contest=contest), EntryFactory(contest=contest), 9)
    return contest


def stepped(world: World) -> Post:
    return Post(world.principal, reverse("contests:step", args=[made(world).pk, "open"]))


def own_kin(world: World) -> Any:
    return kin(world.teacher, world.clerk)


CONTEST_POSTS: dict[str, Callable[[World], Post]] = {
    "contests:add": by("principal", "contests:add", name="Hội thi", opens_on=today, closes_on=in_a_month),
    "contests:edit": by("principal", "contests:edit", made, name="Hội thi khác"),
    "contests:discard": by("principal", "contests:discard", made),
    "contests:step": stepped,
    "contests:invite": by("principal", "contests:invite", opened, person=lambda world: world.secretary.person_id),
    "contests:judge_release": by("principal", "contests:judge_release", judge),
    "contests:enter": by("teacher", "contests:enter", opened, title="Giờ học toán", files=lambda world: upload()),
    "contests:entry_edit": by("teacher", "contests:entry_edit", own_entry, title="Giờ học khác"),
    "contests:entry_withdraw": by("teacher", "contests:entry_withdraw", own_entry),
    "contests:file_remove": by("teacher", "contests:file_remove", own_file),
    "contests:sheet": marked,
    "contests:result": awarded,
    "contests:minutes": by("principal", "contests:minutes", counted),
    "school:kin": by("teacher", "school:kin", relative=lambda world: world.clerk.person_id, relation="chị ruột"),
    "school:kin_withdraw": by("teacher", "school:kin_withdraw", own_kin),
}
