"""Chấm sáng kiến của trường dùng thử: the round of 2022–2023 as it ended, and one of today in which sheets are missing."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import Duty, RoundState, Verdict
from nominations.judging.models import CriteriaSet, Entry, Judge, Mark, Round, Sheet, Submission
from nominations.judging.services.criteria import add_sample
from nominations.judging.services.marking import mark
from nominations.judging.services.rounds import add_round, invite, take_step
from thiduakt.ledger.enums import InitiativeLevel
from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.models import User

PAST = 2022
BEGAN, ENDED = date(2023, 4, 3), date(2023, 4, 21)
COUNCIL = {"hieutruong": Duty.CHAIR, "thuky": Duty.SECRETARY, "phohieutruong": Duty.MEMBER, "totruong": Duty.EXPERT}
GIVEN = (
    ("34.5", "22", "12", "17.5"),
    ("33", "21.5", "12.5", "18"),
    ("35", "22.5", "11.5", "17"),
    ("31.5", "20", "13", "16"),
)


def load(at: datetime) -> None:
    """Onto the solutions of the demo."""
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person__group")}
    secretary = users["thuky"]
    rules = add_sample(actor=secretary, at=at)
    _past(rules, users)
    _present(rules, users, at)


def _past(rules: CriteriaSet, users: dict[str, User]) -> None:
    """Past the services: nobody judged here in 2023. What a judge or kin wrote somebody else judged, as always."""
    solutions = Solution.objects.filter(school=rules.school, year=PAST, state=SolutionState.RECOGNISED)
    turn = Round.objects.create(
        school=rules.school, year=PAST, name=f"Chấm sáng kiến năm học {year_name(PAST)}", criteria_set=rules,
        opens_on=BEGAN, closes_on=ENDED, state=RoundState.CONCLUDED, concluded_on=ENDED, created_by=users["thuky"].person,
    )  # fmt: skip
    judges = [Judge.objects.create(round=turn, person=users[who].person, duty=duty) for who, duty in COUNCIL.items()]
    moment = timezone.make_aware(datetime.combine(ENDED, datetime.min.time()))
    criteria = list(rules.criteria.all())
    for solution in solutions.order_by("pk"):
        entry = Entry.objects.create(
            round=turn, solution=solution, verdict=Verdict.RECOGNISED, concluded_by=users["hieutruong"]
        )
        own = set(solution.authors.values_list("person", flat=True))
        for judge, given in zip(judges, GIVEN, strict=True):
            if judge.person_id in own:
                continue
            sheet = Sheet.objects.create(judge=judge, entry=entry, agrees=True, sent_at=moment, version=2)
            pairs = zip(criteria, given, strict=True)
            Mark.objects.bulk_create(Mark(sheet=sheet, criterion=one, points=Decimal(points)) for one, points in pairs)
        _sent_up(solution)


def _sent_up(solution: Solution) -> None:
    """What the ledger has as recognised by a superior was sent there."""
    kept = solution.ledger_initiative
    if kept is None or kept.level == InitiativeLevel.SCHOOL or kept.decided_on is None:
        return
    Submission.objects.create(
        school=solution.school, solution=solution, level=kept.level, sent_on=min(date(2023, 5, 12), kept.decided_on),
        paper="Tờ trình về việc đề nghị công nhận sáng kiến", verdict=Verdict.RECOGNISED, issuer=kept.issuer,
        decision_number=kept.decision_number, decided_on=kept.decided_on,
    )  # fmt: skip


def _present(rules: CriteriaSet, users: dict[str, User], at: datetime) -> None:
    """Being judged: the head of a tổ has sent the sheet, the others have not."""
    today, secretary = timezone.localdate(at), users["thuky"]
    year = year_on(today)
    values = {
        "year": year, "name": f"Chấm sáng kiến năm học {year_name(year)}", "council": "", "criteria_set": rules,
        "opens_on": today, "closes_on": today + timedelta(days=10), "agreement": "TWO_THIRDS", "counts_closed_out": True,
        "appeal_days": 5,
    }  # fmt: skip
    turn = add_round(values, actor=secretary, at=at)
    for who, duty in COUNCIL.items():
        invite(turn, users[who].person, duty, actor=secretary, at=at)
    take_step(turn, "open", actor=secretary, at=at)
    expert = users["totruong"]
    for sheet in Sheet.objects.filter(judge__round=turn, judge__person=expert.person).select_related("judge__round"):
        points = {one.pk: Decimal(value) for one, value in zip(rules.criteria.all(), GIVEN[0], strict=True)}
        mark(sheet, points, agrees=True, is_sent=True, version=1, actor=expert, at=at)
