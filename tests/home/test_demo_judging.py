"""The two rounds of judging of the demo school: one concluded, one in which sheets are missing."""

import pytest
from django.utils import timezone

from nominations.judging.enums import RoundState
from nominations.judging.models import Round, Submission
from nominations.judging.queries import counted_sheets, result
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import initiatives, judging, registrations

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_one_round_is_concluded_and_one_is_being_judged():
    at = timezone.now()
    demo.load(at)
    demo_history.load(at)
    for room in (registrations, initiatives, judging):
        room.load(at)

    over, judged = Round.objects.get(state=RoundState.CONCLUDED), Round.objects.get(state=RoundState.OPEN)
    lines = result(over)
    assert len(lines) == 3
    assert all(line.passes for line in lines)
    sheets = counted_sheets(judged)
    assert 0 < sum(sheet.sent_at is not None for sheet in sheets) < len(sheets)
    assert all(row.verdict == "RECOGNISED" for row in Submission.objects.all())
