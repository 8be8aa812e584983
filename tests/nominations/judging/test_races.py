"""One sheet sent from two windows, a ledger written to twice, two appeals at the same moment: one waits for the other."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import RoundState, Verdict
from nominations.judging.models import Appeal, Entry, Round, Sheet
from nominations.judging.services.appeals import send_appeal
from nominations.judging.services.marking import mark
from tests.documents.test_consulting_races import at_once
from tests.factories.documents import DocumentFactory
from tests.factories.judging import EntryFactory, SolutionFactory, judged_round, sheet
from tests.nominations.judging.conftest import WHY
from thiduakt.documents.services.issuing import issue_document
from thiduakt.ledger.models import Initiative

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2024, 4, 20, 2, tzinfo=UTC)


@pytest.fixture
def concluded(transactional_db, school, principal, teacher):
    turn = judged_round(school, principal.person, state=RoundState.CONCLUDED, concluded_on=date(2024, 4, 19))
    solution = SolutionFactory(school=school, person=teacher.person, state=SolutionState.IN_JUDGING)
    sheet(turn.judges.get(), EntryFactory(round=turn, solution=solution), 8)
    return turn


def test_a_sheet_sent_from_two_windows_at_once_is_sent_once(transactional_db, school, teacher):
    turn = judged_round(school, teacher.person)
    held, criterion = sheet(turn.judges.get(), EntryFactory(round=turn)), turn.criteria_set.criteria.get()
    sends = [
        partial(mark, held, {criterion.pk: Decimal(points)}, agrees=True, is_sent=True, version=1, actor=teacher, at=AT)
        for points in (5, 9)
    ]

    refusals = at_once(*sends)

    assert len(refusals) == 1
    stored = Sheet.objects.get()
    assert stored.version == 2
    assert stored.marks.count() == 1


def test_the_ledger_is_written_once_where_two_issue_at_once(concluded, principal, clerk):
    decision = DocumentFactory(school=concluded.school, kind="QĐ", state="SIGNED", signer=principal.person)
    Entry.objects.update(verdict=Verdict.RECOGNISED, decision=decision, roll=1)
    late = {"issued_on": date(2023, 10, 5), "at": AT + timedelta(days=90), "reason": "Vào sổ muộn."}

    refusals = at_once(*[partial(issue_document, decision, actor=clerk, **late)] * 2)

    assert refusals == []
    assert Initiative.objects.count() == 1
    assert Solution.objects.get().ledger_initiative == Initiative.objects.get()


def test_two_appeals_at_once_are_one(concluded, teacher):
    Entry.objects.update(verdict=Verdict.REFUSED, reason=WHY)
    Solution.objects.update(state=SolutionState.REFUSED)
    entry = Entry.objects.select_related("round").get()

    refusals = at_once(*(partial(send_appeal, entry, reason=WHY, actor=teacher, at=AT) for _ in range(2)))

    assert len(refusals) == 1
    assert Appeal.objects.count() == 1
    assert Round.objects.get().state == RoundState.CONCLUDED
