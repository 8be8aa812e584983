"""One good post for every route of judging."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import Duty, RoundState, Verdict
from nominations.judging.models import Appeal, CriteriaSet, Entry, Judge, Round, Submission
from tests.factories.documents import DocumentFactory
from tests.factories.judging import (
    CriteriaSetFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    RoundFactory,
    SolutionFactory,
    SubmissionFactory,
    recognised,
    sheet,
)
from tests.reliability.world import Post, World, by, in_a_month, today
from thiduakt.permissions import Role
from thiduakt.school.models import User

WHY = "Giải pháp chưa nêu được điểm mới so với năm trước."


def rules(world: World) -> CriteriaSet:
    made = CriteriaSetFactory(school=world.school)
    CriterionFactory(criteria_set=made)
    return made


def made(world: World, state: str = RoundState.DRAFT, **told: Any) -> Round:
    """Judged by the teacher in the chair; a solution was submitted since."""
    first, last = world.today - timedelta(days=5), world.today + timedelta(days=5)
    turn = RoundFactory(school=world.school, criteria_set=rules(world), state=state, opens_on=first, closes_on=last, **told)
    JudgeFactory(round=turn, person=world.teacher.person, duty=Duty.CHAIR)
    SolutionFactory(school=world.school)
    return turn


def judged(world: World) -> Round:
    return made(world, RoundState.OPEN)


def judge(world: World) -> Judge:
    return made(world).judges.get()


def entry_of(turn: Round, **told: Any) -> Entry:
    state = SolutionState.REFUSED if told.get("verdict") == Verdict.REFUSED else SolutionState.IN_JUDGING
    solution = SolutionFactory(school=turn.school, state=state)
    entry: Entry = EntryFactory(round=turn, solution=solution, **told)
    sheet(turn.judges.get(), entry, 8)
    return entry


def unjudged(world: World) -> Entry:
    turn = judged(world)
    return EntryFactory(round=turn, solution=SolutionFactory(school=world.school, state=SolutionState.IN_JUDGING))


def marked(world: World) -> Post:
    turn = judged(world)
    held = sheet(turn.judges.get(), EntryFactory(round=turn))
    points = {f"points-{turn.criteria_set.criteria.get().pk}": "8,5"}
    return Post(world.teacher, reverse("judging:sheet", args=[held.pk]), {**points, "agrees": "True", "gui": "1"})


def ruled(world: World) -> Post:
    turn = made(world, RoundState.COUNTED)
    entry = entry_of(turn)
    typed = {f"verdict-{entry.pk}": "REFUSED", f"reason-{entry.pk}": WHY}
    return Post(world.principal, reverse("judging:results", args=[turn.pk]), typed)


def stepped(world: World) -> Post:
    return Post(world.secretary, reverse("judging:step", args=[made(world).pk, "open"]))


def over(world: World) -> Round:
    """Concluded today, with one solution recognised."""
    turn = made(world, RoundState.CONCLUDED, concluded_on=world.today)
    entry_of(turn, verdict=Verdict.RECOGNISED)
    return turn


def refused(world: World) -> Entry:
    return entry_of(made(world, RoundState.CONCLUDED, concluded_on=world.today), verdict=Verdict.REFUSED, reason=WHY)


def appealed(world: World) -> Appeal:
    entry = refused(world)
    return Appeal.objects.create(entry=entry, person=entry.solution.person, reason=WHY, sent_at=timezone.now())


def own_appeal(world: World) -> Post:
    entry, author = refused(world), world.user(Role.TEACHER)
    entry.solution.authors.update(person=author.person)
    return Post(author, reverse("judging:appeal_add", args=[entry.pk]), {"reason": WHY})


def revoked(world: World) -> Entry:
    """Recognised by a decision that another paper took back."""
    entry = over(world).entries.get()
    Entry.objects.filter(pk=entry.pk).update(revoked_by=DocumentFactory(school=world.school, dated_on=world.today))
    return entry


def sent_up(world: World) -> Submission:
    return SubmissionFactory(solution=recognised(SolutionFactory(school=world.school)))


def ready(world: World) -> Any:
    solution: Solution = recognised(SolutionFactory(school=world.school))
    return solution.pk


def colleague(world: World) -> Any:
    user: User = world.user(Role.TEACHER)
    return user.person_id


JUDGING_POSTS: dict[str, Callable[[World], Post]] = {
    "judging:criteria_add": by("secretary", "judging:criteria_add", name="Hướng dẫn chấm"),
    "judging:criteria_sample": by("secretary", "judging:criteria_sample"),
    "judging:criteria_edit": by("secretary", "judging:criteria_edit", rules, name="Hướng dẫn khác"),
    "judging:criteria_copy": by("secretary", "judging:criteria_copy", rules),
    "judging:criteria_discard": by("secretary", "judging:criteria_discard", rules),
    "judging:add": by("secretary", "judging:add", name="Đợt chấm", opens_on=today, closes_on=in_a_month),
    "judging:edit": by("secretary", "judging:edit", made, name="Đợt chấm khác"),
    "judging:discard": by("secretary", "judging:discard", made),
    "judging:step": stepped,
    "judging:invite": by("secretary", "judging:invite", made, person=colleague, duty="MEMBER"),
    "judging:release": by("secretary", "judging:release", judge),
    "judging:extend": by("secretary", "judging:extend", judged, until=in_a_month, reason="Chờ người đi công tác."),
    "judging:take_in": by("secretary", "judging:take_in", judged),
    "judging:put_back": by("secretary", "judging:put_back", unjudged, reason="Nộp nhầm năm học."),
    "judging:sheet": marked,
    "judging:results": ruled,
    "judging:minutes": by("secretary", "judging:minutes", over),
    "judging:decision": by("secretary", "judging:decision", over),
    "judging:appeal_add": own_appeal,
    "judging:refuse_revoked": by("principal", "judging:refuse_revoked", revoked, reason=WHY),
    "judging:appeal": by("principal", "judging:appeal", appealed, verdict="RECOGNISED", answer=WHY),
    "judging:rejudge": by("principal", "judging:rejudge", appealed, people=lambda world: [colleague(world)]),
    "judging:send_up": by(
        "secretary", "judging:send_up", solutions=lambda world: [ready(world)], level="co_so", sent_on=today,
        paper="Tờ trình số 12/TTr-MNGB",
    ),
    "judging:answer": by(
        "secretary", "judging:answer", sent_up, verdict="RECOGNISED", decision_number="812/QĐ-UBND", decided_on=today,
        issuer="UBND quận Long Biên",
    ),
    "judging:take_back": by("secretary", "judging:take_back", sent_up),
}  # fmt: skip
