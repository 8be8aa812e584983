"""The two contests of the demo school: one told, with the entry for the district; one being judged."""

import pytest
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.contests.queries import counted_sheets, result
from thiduakt.home import demo
from thiduakt.home.demo_year import contests
from thiduakt.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_one_contest_is_told_and_one_is_being_judged():
    at = timezone.now()
    demo.load(at)
    contests.load(at)

    told, judged = Contest.objects.get(state=ContestState.CLOSED), Contest.objects.get(state=ContestState.JUDGING)
    lines = result(told)
    assert [line.place for line in lines] == ["1", "đồng hạng 2", "đồng hạng 2", "4"]
    assert [line.entry.number for line in lines if line.entry.is_chosen] == [417]
    sheets = counted_sheets(judged)
    assert 0 < sum(sheet.sent_at is not None for sheet in sheets) < len(sheets)
    assert not Notice.objects.filter(kind__contains="CONTEST").exists()
