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


def least(counted_of: int, threshold: Threshold) -> int:
    """The fewest votes that pass: 5 of 8 for more than a half, 6 of 8 for two thirds, 8 of 9 for 80%."""
    needed = -(-counted_of * threshold.share.numerator // threshold.share.denominator)
    return needed if has_passed(min(needed, counted_of), counted_of, threshold) else needed + 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """`needed` of `counted_of` votes: of all who could have voted, or of those present, as the rule says."""

    needed: int
    counted_of: int
    agreed: int
    passed_as: str = "THÔNG QUA"

    @property
    def has_passed(self) -> bool:
        return self.agreed >= self.needed

    @property
    def line(self) -> str:
        """“Cần 8/9 phiếu, đạt 7/9: KHÔNG THÔNG QUA (thiếu 1)”."""
        of = self.counted_of
        told = self.passed_as if self.has_passed else f"KHÔNG {self.passed_as} (thiếu {self.needed - self.agreed})"
        return f"Cần {self.needed}/{of} phiếu, đạt {self.agreed}/{of}: {told}"
