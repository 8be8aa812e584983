"""A round that is judged today, as the pages of it find it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import RoundState, Verdict
from nominations.judging.models import Appeal, CriteriaSet, Entry, Round, Sheet, Submission
from tests.factories.judging import (
    CriteriaSetFactory,
    CriterionFactory,
    EntryFactory,
    SolutionFactory,
    SubmissionFactory,
    judged_round,
    recognised,
    sheet,
)
from tests.nominations.judging.conftest import WHY
from thiduakt.school.models import School, User

LIST = "/cham-sang-kien/"


def address(name: str, *args: object) -> str:
    return reverse(f"judging:{name}", args=args)


def days() -> dict[str, object]:
    today = timezone.localdate()
    return {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=5)}


@pytest.fixture
def judged(school: School, principal: User, teacher: User, author: User) -> Round:
    """Being judged now by the principal, who has sent the sheet, and the teacher, who has not."""
    turn = judged_round(school, principal.person, teacher.person, **days())
    solution = SolutionFactory(school=school, person=author.person, name="Vườn cổ tích của bé", state="IN_JUDGING")
    entry = EntryFactory(round=turn, solution=solution)
    chair, other = turn.judges.order_by("pk")
    sheet(chair, entry, 8)
    sheet(other, entry)
    return turn


@pytest.fixture
def counted(judged: Round) -> Round:
    waiting = Sheet.objects.get(sent_at__isnull=True)
    waiting.marks.create(criterion=judged.criteria_set.criteria.get(), points=9)
    Sheet.objects.filter(pk=waiting.pk).update(sent_at=timezone.now(), agrees=True)
    Round.objects.filter(pk=judged.pk).update(state=RoundState.COUNTED)
    return Round.objects.get(pk=judged.pk)


@pytest.fixture
def concluded(counted: Round) -> Round:
    Entry.objects.update(verdict=Verdict.REFUSED, reason=WHY)
    Solution.objects.filter(state=SolutionState.IN_JUDGING).update(state=SolutionState.REFUSED)
    Round.objects.filter(pk=counted.pk).update(state=RoundState.CONCLUDED, concluded_on=timezone.localdate())
    return Round.objects.get(pk=counted.pk)


@pytest.fixture
def appeal(concluded: Round, author: User) -> Appeal:
    entry = concluded.entries.get()
    return Appeal.objects.create(entry=entry, person=author.person, reason=WHY, sent_at=timezone.now())


@pytest.fixture
def rules(school: School) -> CriteriaSet:
    rules = CriteriaSetFactory(school=school)
    CriterionFactory(criteria_set=rules)
    return rules


@pytest.fixture
def above(school: School) -> Submission:
    return SubmissionFactory(solution=recognised(SolutionFactory(school=school, name="Góc đọc sách")))
