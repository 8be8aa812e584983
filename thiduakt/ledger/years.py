"""Năm học, known by its first calendar year."""

from datetime import date

from thiduakt.eligibility.periods import FIRST_MONTH

OLDEST = 1945


def year_on(day: date) -> int:
    """The school year that a day lies in: it runs from September to August."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_name(year: int) -> str:
    """As it is printed, with the dash of a span: 2022–2023."""
    return f"{year}–{year + 1}"


def read_year(text: str) -> int | None:
    """What an address asks for; None where that is no year."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return year if OLDEST <= year <= 2100 else None
