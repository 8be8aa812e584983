"""Báo cáo của trường dùng thử: the report on the first half of 2023, drafted and not yet sent on."""

from datetime import date, datetime

from campaigns.plans.models import Plan
from campaigns.reporting.enums import ReportKind
from campaigns.reporting.services.reports import start_report
from thiduakt.school.models import User

DAY = date(2023, 6, 5)


def load(at: datetime) -> None:
    """Onto the school of `demo.load`, after everything that a report tells of."""
    secretary = User.objects.get(username="thuky")
    if plan := Plan.objects.filter(school=secretary.school_id, year=2023).order_by("pk").first():
        start_report(
            plan, kind=ReportKind.MIDTERM, year=2022, starts_on=date(2023, 1, 1), ends_on=date(2023, 5, 31), dated_on=DAY,
            actor=secretary, at=at,
        )  # fmt: skip
