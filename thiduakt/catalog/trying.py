"""Whether the conditions of a row can be asked at all: one that cannot would break every page that asks by it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from thiduakt.eligibility import Facts, Standard
from thiduakt.eligibility.conditions import QUESTIONS
from thiduakt.eligibility.facts import Collective, Initiative, ReceivedHonor, SubjectKind
from thiduakt.eligibility.inquiry import Inquiry

from .asking import NUMBERS, PICKED, RATINGS, parts_of
from .models import Honor
from .rulebook import rulebook, standard_of

LARGEST = 100
YEAR, BEFORE = 2024, range(2014, 2025)


def check_conditions(row: Honor) -> None:
    """Raises ValidationError. The numbers are whole: years, times, people, and a percentage that is counted with."""
    for condition in row.conditions:
        for _, part in parts_of(condition):
            if part.get("test") not in QUESTIONS or not all(_fits(name, value) for name, value in part.items()):
                raise _unfit(part)
    _try(row)


def _fits(name: str, value: Any) -> bool:
    if name in NUMBERS:
        return type(value) is int and 0 <= value <= LARGEST
    if name in PICKED:
        return value in PICKED[name][1]
    return name != "among" or (bool(value) and set(value) <= set(RATINGS))


def _try(row: Honor) -> None:
    """Asked of one who has everything and of one who has nothing, beside the other honors of the day."""
    if row.regime is None:
        return
    standard = standard_of(row, row.regime)
    book = rulebook(row.school_id, on=row.valid_from, regime=row.regime.code)
    book = replace(book, standards={**book.standards, row.code: standard})
    for facts in _examples(standard):
        for condition in standard.conditions:
            try:
                Inquiry(facts, standard, book).ask(condition)
            except (KeyError, TypeError, ValueError, ValidationError) as error:
                raise _unfit({"text": condition.text}) from error


def _examples(standard: Standard) -> Iterator[Facts]:
    codes = sorted(standard.leans_on())
    for kind in SubjectKind:
        nobody = Facts(
            kind, YEAR, on=date(YEAR + 1, 6, 15), recruited_on=date(2000, 9, 1), registered=False, investigation_open=False,
            ratings={}, discipline=(), initiatives=(), honors=(), leave=(), collective=Collective(1, 1, 0, 0, 0, ()),
        )  # fmt: skip
        yield nobody
        yield replace(
            nobody,
            ratings=dict.fromkeys(BEFORE, "HTXS"),
            initiatives=tuple(Initiative(period=year, level="toan_quoc") for year in BEFORE),
            honors=tuple(ReceivedHonor(code=code, period=year) for code in codes for year in BEFORE),
        )


def _unfit(part: Mapping[str, Any]) -> ValidationError:
    text = str(part.get("text", "")).rstrip(".")
    mend = "thầy/cô ghi số năm, số lần, số lượng, tỷ lệ bằng số nguyên, và chọn mức, cấp, xếp loại trong danh sách"
    return ValidationError(f"Hệ thống không xét được theo điều kiện “{text}”: {mend}.")
