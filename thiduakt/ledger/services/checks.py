"""What the services of this room ask alike."""

from datetime import date

from django.core.exceptions import ValidationError

from thiduakt.ledger.years import OLDEST, year_on
from thiduakt.vietnamese import one_line


def check_year(year: int, today: date) -> None:
    """No school year that is still to begin."""
    present = year_on(today)
    if not OLDEST <= year <= present:
        raise ValidationError({"year": f"Năm học phải bắt đầu từ {OLDEST} đến {present}."})


def reason_given(reason: str) -> str:
    """What the log keeps of why a row was changed."""
    told = one_line(reason)
    if not told:
        raise ValidationError({"reason": "Thầy/cô cần ghi lý do."})
    return told
