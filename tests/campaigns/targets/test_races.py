"""Two people at one target at the same moment: one of the two waits, and is told."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.targets.models import Progress, Target
from campaigns.targets.services.reporting import check_progress, report_progress
from tests.documents.test_services_races import one_after_the_other
from thiduakt.audit.models import AuditEvent

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 10, 5)


def test_of_two_who_report_at_once_one_is_told(target, group_head, principal, at):
    told = {"as_of": DAY, "at": at}
    refusals = one_after_the_other(
        lambda: report_progress(target, value=Decimal(12), actor=group_head, **told),
        lambda: report_progress(target, value=Decimal(15), actor=principal, **told),
    )

    assert len(refusals) == 1
    assert "vừa có người sửa" in refusals[0]
    assert [one.value for one in Progress.objects.all()] == [12]


def test_of_two_who_check_at_once_one_is_told(target, group_head, member, secretary, at):
    progress = report_progress(target, as_of=DAY, value=Decimal(18), actor=group_head, at=at).progress
    refusals = one_after_the_other(
        lambda: check_progress(progress, "accept", version=1, actor=member, at=at),
        lambda: check_progress(progress, "return", reason="Thiếu ảnh.", version=1, actor=secretary, at=at),
    )

    assert len(refusals) == 1
    assert Target.objects.get().state == "ACHIEVED"
    assert AuditEvent.objects.filter(verb__startswith="target_report.").count() == 1
