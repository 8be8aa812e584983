"""Bỏ phiếu: whether a candidate has passed, always of all members of the council and never of those present.

NĐ 98/2023/NĐ-CP, Điều 30.7; a written opinion of an absent member counts, a blank or invalid ballot does not agree.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from django.core.exceptions import ValidationError

MORE_THAN = "more than "


@dataclass(frozen=True, slots=True)
class Threshold:
    """Which share of all members has to agree: at least so much, or more than that."""

    share: Fraction
    strictly: bool = False

    @classmethod
    def read(cls, told: str) -> Self:
        """`2/3`, `more than 1/2`."""
        return cls(Fraction(told.removeprefix(MORE_THAN)), told.startswith(MORE_THAN))

    @classmethod
    def of_percent(cls, percent: Decimal | int) -> Self:
        return cls(Fraction(percent) / 100)


def has_passed(agreed: int, members: int, threshold: Threshold) -> bool:
    """`agreed` with the written opinions among them. Exact, in whole numbers: no share is ever rounded."""
    if not 0 <= agreed <= members or members == 0:
        raise ValidationError("Số phiếu đồng ý không được lớn hơn tổng số thành viên hội đồng.")
    have, wanted = agreed * threshold.share.denominator, members * threshold.share.numerator
    return have > wanted if threshold.strictly else have >= wanted


def check_council(members: int) -> None:
    """Thông tư 52/2020/TT-BGDĐT, Điều 11; 28/2020, Điều 12; 32/2020, Điều 12."""
    if members % 2 == 0:
        raise ValidationError("Hội đồng thi đua, khen thưởng phải có số thành viên là số lẻ.")
