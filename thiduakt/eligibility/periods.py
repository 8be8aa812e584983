"""Năm học as a number: its first calendar year, so that periods can be counted and compared."""

import re
from datetime import date

from django.core.exceptions import ValidationError

# A school year runs from 1 September to 31 August.
FIRST_MONTH = 9


def read_period(text: str) -> int:
    """`"2022-2023"` is 2022. Raises ValidationError for anything else."""
    match = re.fullmatch(r"(\d{4})-(\d{4})", text if isinstance(text, str) else "")
    if not match or int(match[2]) != int(match[1]) + 1:
        raise ValidationError(f"Năm học “{text}” phải ghi như 2022-2023.")
    return int(match[1])


def period_name(period: int) -> str:
    return f"{period}-{period + 1}"


def first_day(period: int) -> date:
    return date(period, FIRST_MONTH, 1)


def last_day(period: int) -> date:
    return date(period + 1, FIRST_MONTH - 1, 31)


def whole_months(since: date, until: date) -> int:
    """Full months from one day to the other: 01/10 to 31/05 are seven, to 01/06 eight."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (until.day < since.day)
