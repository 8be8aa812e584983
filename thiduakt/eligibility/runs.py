"""Years in a row: how many, up to when, and whether a year that breaks them is known at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .findings import Finding, met, not_met, to_look_at
from .periods import period_name

LONGEST_LIFE = 60  # years at work: no run is looked for further back


@dataclass(frozen=True, slots=True)
class Run:
    """Years in a row, oldest first. `broken_by` is a year whose answer is not known, or that leave may explain."""

    years: tuple[int, ...]
    broken_by: int | None = None
    beyond: int = 0  # years that would join the run if the broken year were bridged

    def finding(self, times: int, have: str, missing: str) -> Finding:
        lacking = times - len(self.years)
        if lacking <= 0:
            return met(have)
        if self.broken_by is not None and len(self.years) + self.beyond >= times:
            return to_look_at(f"{have} Năm học {period_name(self.broken_by)} cần người xem.", missing.format(lacking))
        return not_met(have, missing.format(lacking))


def never(year: int) -> bool | None:
    return False


def run_up_to(
    last: int,
    held: Callable[[int], bool | None],
    *,
    since: int = 0,
    excused: Callable[[int], bool | None] = never,
) -> Run:
    """The run that ends in `last`. `excused` tells whether leave explains a year in which nothing was held."""
    since = max(since, last - LONGEST_LIFE)
    years: list[int] = []
    while last - len(years) >= since and held(last - len(years)):
        years.append(last - len(years))
    gap = last - len(years)
    if gap < since or (held(gap) is False and excused(gap) is False):
        return Run(tuple(reversed(years)))
    beyond = 0
    for year in range(gap, since - 1, -1):
        answer = held(year)
        if answer is False and excused(year) is False:
            break
        beyond += answer is not False
    return Run(tuple(reversed(years)), gap, beyond)


def names_of(years: Iterable[int]) -> str:
    return ", ".join(period_name(year) for year in years)
