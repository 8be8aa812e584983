"""One sheet sent from two windows, two entries at the same moment: one waits for the other."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import pytest

from campaigns.contests.models import Entry, JudgeSheet
from campaigns.contests.services.entries import enter
from campaigns.contests.services.judging import mark
from tests.documents.test_consulting_races import at_once
from tests.factories.contests import ContestFactory, EntryFactory, judged_contest, sheet

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2023, 9, 10, 2, tzinfo=UTC)


def test_a_sheet_sent_from_two_windows_at_once_is_sent_once(transactional_db, school, teacher):
    contest = judged_contest(school, teacher.person)
    held, criterion = sheet(contest.judges.get(), EntryFactory(contest=contest)), contest.criteria.get()
    sends = [
        partial(mark, held, {criterion.pk: Decimal(points)}, is_sent=True, version=1, actor=teacher, at=AT)
        for points in (5, 9)
    ]

    refusals = at_once(*sends)

    assert len(refusals) == 1
    stored = JudgeSheet.objects.get()
    assert stored.version == 2
    assert stored.marks.count() == 1


def test_two_entries_at_once_get_two_numbers(transactional_db, school, teacher, group_head):
    contest = ContestFactory(school=school, state="OPEN")

    refusals = at_once(*(partial(enter, contest, {"title": "Giờ học"}, actor=user, at=AT) for user in (teacher, group_head)))

    assert refusals == []
    assert len(set(Entry.objects.values_list("number", flat=True))) == 2
