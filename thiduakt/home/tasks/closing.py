"""What the end of a year asks of the principal: to close the year that is over, where anybody was judged in it."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from awards.closing.enums import ClosingState
from awards.closing.models import YearClosing
from awards.closing.readiness import Year, too_early
from nominations.dossiers.models import Review
from thiduakt.ledger.years import year_on
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {"close": "Khép năm thi đua đã qua"}


def closing_tasks(user: User, at: datetime) -> Iterator[Task]:
    """Of the last two years: older ones were over before the school kept them here."""
    today = timezone.localdate(at)
    if not may(user, "year.close", on=today):
        return
    near = (year_on(today) - 1, year_on(today))
    judged = set(Review.objects.filter(school=user.school_id, year__in=near).values_list("year", flat=True))
    if not judged:
        return
    closed = YearClosing.objects.filter(school=user.school_id, state=ClosingState.CLOSED, year__in=near)
    for number in sorted(judged - set(closed.values_list("year", flat=True))):
        year = Year(user.school, number)
        if not too_early(year, today):
            detail = f"năm học kết thúc ngày {year.last_day:%d/%m/%Y}"
            url, row = reverse("closing:year", args=[number]), YearClosing(year=number)
            yield Task(URGES["close"], str(row), detail, url, row.state, row.get_state_display())
