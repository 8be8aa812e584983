"""Ngày làm việc: from Monday to Friday. Holidays move with the moon and by decree: whoever sets a day adds theirs."""

from datetime import date, timedelta

SATURDAY = 5


def last_of(first: date, count: int) -> date:
    """The day on which `count` working days have passed, the first among them where it is one."""
    day, passed = first, int(first.weekday() < SATURDAY)
    while passed < count:
        day += timedelta(days=1)
        passed += day.weekday() < SATURDAY
    return day


def first_of(last: date, count: int) -> date:
    """The day from which `count` working days lead up to the last, both counted."""
    day, passed = last, int(last.weekday() < SATURDAY)
    while passed < count:
        day -= timedelta(days=1)
        passed += day.weekday() < SATURDAY
    return day


def days_between(first: date, last: date) -> int:
    """Working days from the first to the last, both counted."""
    return sum((first + timedelta(days=step)).weekday() < SATURDAY for step in range((last - first).days + 1))
