"""Xếp hạng: totals, ties and who is knocked out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from thiduakt.marks import total_of


class Scored(Protocol):
    """An item of a sheet, as far as ranking asks."""

    pk: int
    is_compulsory: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """`rank`: None where a point is still missing, or where somebody is knocked out."""

    total: Decimal
    is_complete: bool
    failed: tuple[int, ...]  # keys of the compulsory items without a point
    rank: int | None = None


def standings(items: Sequence[Scored], marks: Mapping[int, Mapping[int, Decimal | None]]) -> dict[int, Standing]:
    """By subject; `marks`: subject -> item -> points of the council. Equals share a rank, and the next one is left out."""
    found = {}
    for subject, given in marks.items():
        points = [given.get(item.pk) for item in items]
        failed = tuple(item.pk for item in items if item.is_compulsory and given.get(item.pk) == 0)
        total = total_of(points)
        found[subject] = Standing(total, bool(points) and None not in points, failed)
    totals = sorted((one.total for one in found.values() if one.is_complete and not one.failed), reverse=True)
    return {
        subject: Standing(one.total, one.is_complete, one.failed, totals.index(one.total) + 1)
        if one.is_complete and not one.failed
        else one
        for subject, one in found.items()
    }
