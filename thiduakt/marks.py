"""What judges give and what comes of it: exact means, who may not judge whose work. Pure; the sheets are each room's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import models

HUNDREDTH = Decimal("0.01")


class Aggregation(models.TextChoices):
    MEAN = "MEAN", "trung bình cộng của các giám khảo"
    TRIMMED = "TRIMMED", "bỏ điểm cao nhất và thấp nhất rồi lấy trung bình (từ 3 giám khảo)"


class Asked(Protocol):
    """A criterion, as far as its points are looked at."""

    pk: int
    max_points: Decimal


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sheets a judge has sent, of how many."""

    judge: Any
    sent: int
    count: int

    @property
    def is_done(self) -> bool:
        return self.sent == self.count


def average(totals: Sequence[Decimal], aggregation: str = Aggregation.MEAN) -> Fraction | None:
    """Over the judges who could mark. With fewer than three nobody is the highest and another the lowest to leave out."""
    if not totals:
        return None
    if aggregation == Aggregation.TRIMMED and len(totals) >= 3:
        totals = sorted(totals)[1:-1]
    return sum((Fraction(total) for total in totals), Fraction(0)) / len(totals)


def total_of(points: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in points if value is not None), Decimal(0))


def rounded(score: Fraction) -> Decimal:
    """To a hundredth, as it is printed; who stands before whom is decided by the exact score."""
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(HUNDREDTH, ROUND_HALF_UP)


def points_told(points: Decimal) -> str:
    """8,5 and 8, not 8,50 and 8,00."""
    return f"{points.normalize():f}".replace(".", ",")


def score_told(score: Fraction | None) -> str:
    return "chưa có điểm" if score is None else points_told(rounded(score))


def barred(judges: Mapping[int, int], authors: Mapping[int, set[int]], kin: Mapping[int, set[int]]) -> set[tuple[int, int]]:
    """(judge, work) where the judge, or kin of the judge, is among its authors.

    `judges`: their people, `authors`: the people of each work, `kin`: of each person of `judges`; all by their keys.
    """
    closed = {judge: kin[person] | {person} for judge, person in judges.items()}
    return {(judge, work) for work, people in authors.items() for judge, own in closed.items() if people & own}


def check_points(criteria: Iterable[Asked], points: Mapping[int, Decimal | None], *, is_sent: bool) -> None:
    """`points` by criterion, at most what each gives, to a tenth; of a sheet that is sent all of them."""
    lacking = 0
    for one in criteria:
        value = points.get(one.pk)
        if value is None:
            lacking += 1
            continue
        if not 0 <= value <= one.max_points:
            raise ValidationError({f"points-{one.pk}": f"“{one}”: điểm từ 0 đến {points_told(one.max_points)}."})
        if value != value.quantize(Decimal("0.1")):
            raise ValidationError({f"points-{one.pk}": f"“{one}”: điểm có nhiều nhất một chữ số sau dấu phẩy."})
    if is_sent and lacking:
        raise ValidationError(f"Còn {lacking} tiêu chí chưa có điểm, chưa gửi được.")
