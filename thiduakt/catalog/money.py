"""Mức tiền thưởng: the coefficient of an honor times the base salary of the decision's day, and what is paid of several.

NĐ 152/2025/NĐ-CP, Điều 49; of the decrees before it only the rounding is known (NĐ 91/2017,
Điều 68.2). All sums are whole đồng; no binary fraction ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.core.exceptions import ValidationError

UNIT = 10_000  # đồng: “làm tròn số lên hàng chục nghìn đồng”


class Rounding(StrEnum):
    """Two readings of the same sentence are in use; the school follows its accountant."""

    UP = "up"
    NEAREST = "nearest"


ROUNDINGS = {Rounding.UP: ROUND_CEILING, Rounding.NEAREST: ROUND_HALF_UP}


def base_salary(on: date, history: Mapping[date, int]) -> int:
    """Lương cơ sở in force that day; `history` gives each amount by its first day."""
    days = [day for day in history if day <= on]
    if not days:
        raise ValidationError(f"Chưa có mức lương cơ sở của ngày {on:%d/%m/%Y} trong danh mục.")
    return history[max(days)]


def amount(coefficient: Decimal, base: int, rounding: Rounding = Rounding.UP) -> int:
    """`amount(Decimal("0.3"), 2_340_000)` is 710.000 đồng."""
    tens_of_thousands = (coefficient * base / UNIT).quantize(Decimal(1), rounding=ROUNDINGS[rounding])
    return int(tens_of_thousands) * UNIT


@dataclass(frozen=True, slots=True)
class Award:
    """One line of a decision, as far as money asks."""

    holder: str
    code: str
    is_title: bool  # danh hiệu thi đua; otherwise hình thức khen thưởng
    period: str
    amount: int
    merit: str = ""  # what it is given for: two forms for one merit are not paid twice


@dataclass(frozen=True, slots=True)
class Payment:
    award: Award
    amount: int
    reason: str  # why nothing is paid; empty where it is


def payments(awards: Sequence[Award]) -> list[Payment]:
    """What is paid of each, in the order given: of the titles of one period the highest only; a title and a form both."""
    reasons = [_why_not(place, awards) for place in range(len(awards))]
    return [Payment(award, 0 if reason else award.amount, reason) for award, reason in zip(awards, reasons, strict=True)]


def _why_not(place: int, awards: Sequence[Award]) -> str:
    """Of equal sums the first in the list is paid. A form whose merit is not told is nobody's rival."""
    award = awards[place]
    if not any(
        (other.holder, other.period, other.is_title) == (award.holder, award.period, award.is_title)
        and (award.is_title or (award.merit and other.merit == award.merit))
        and (other.amount > award.amount or (other.amount == award.amount and before < place))
        for before, other in enumerate(awards)
    ):
        return ""
    if award.is_title:
        return "Cùng thời điểm, cùng thời gian đạt danh hiệu: chỉ nhận mức tiền thưởng cao nhất."
    return "Một thành tích chỉ nhận một hình thức khen thưởng."
