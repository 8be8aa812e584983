"""Năm học as a number: its first calendar year, so that periods can be counted and compared."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError

# A school year runs from 1 September to 31 August.
FIRST_MONTH = 9
SUMMER = 6  # the titles of a school year are decided in May, before it
YEARS = range(1945, 2101)  # in which a date or a school year is no slip of the hand


def read_period(text: object) -> int:
    """`"2022-2023"` is 2022. Raises ValidationError for anything else."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{4})", text) if isinstance(text, str) else None
    if not match or int(match[2]) != int(match[1]) + 1 or int(match[1]) not in YEARS:
        raise ValidationError(f"Năm học “{short(text)}” phải ghi như 2022-2023.")
    return int(match[1])


def short(value: object) -> str:
    """What was given, as an error may repeat it: one short line, whatever came."""
    return " ".join(str(value).encode("utf-8", "replace").decode().split())[:60]


def period_name(period: int) -> str:
    return f"{period}-{period + 1}"


def first_day(period: int) -> date:
    return date(period, FIRST_MONTH, 1)


def last_day(period: int) -> date:
    return date(period + 1, FIRST_MONTH - 1, 31)


def first_year_reviewed(came_on: date) -> int:
    """Whose titles are decided where somebody came on that day; who comes in summer brings the old year's along."""
    return came_on.year if came_on.month >= SUMMER else came_on.year - 1


def whole_months(since: date, until: date) -> int:
    """Full months from one day to the other: 01/10 to 31/05 are seven, to 01/06 eight; 31/08 to 30/06 are ten."""
    months = (until.year - since.year) * 12 + until.month - since.month
    is_last_day = (until + timedelta(days=1)).month != until.month
    return months - (until.day < since.day and not is_last_day)
