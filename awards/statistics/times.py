"""Kịp thời: days from the merit to the reward, part by part of the way. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from .enums import Step


@dataclass(frozen=True, slots=True)
class Way:
    """What one honor went through: the day of each station, None where the books do not know it.

    `earned_on`: when the merit was complete, see `earned`.
    """

    holder: str
    honor: str
    earned_on: date | None
    handed_in_on: date | None
    heard_on: date | None
    decided_on: date
    handed_on: date | None = None
    paid_on: date | None = None

    def ends(self, step: Step) -> tuple[date | None, date | None]:
        return {
            Step.WHOLE: (self.earned_on, self.decided_on),
            Step.TOLD: (self.earned_on, self.handed_in_on),
            Step.HEARD: (self.handed_in_on, self.heard_on),
            Step.DECIDED: (self.heard_on, self.decided_on),
            Step.HANDED: (self.decided_on, self.handed_on),
            Step.PAID: (self.decided_on, self.paid_on),
        }[step]

    def days(self, step: Step) -> int | None:
        """None where one end is not known; what is written in the wrong order took no day."""
        since, until = self.ends(step)
        return max((until - since).days, 0) if since and until else None


@dataclass(frozen=True, slots=True)
class StepSum:
    """Of how many honors the days are known; the median in tenths of a day, the longest in days."""

    step: Step
    count: int
    middle: int
    longest: int

    @property
    def median_told(self) -> str:
        """“12,5”"""
        whole, tenths = divmod(self.middle, 10)
        return f"{whole},{tenths}" if tenths else str(whole)


def earned(*ends: date | None, handed_in_on: date | None) -> date | None:
    """The first day that is known: of the merit itself, of the contest, of the campaign, the last of the school year.

    What was handed in before its end was complete when it was handed in.
    """
    known = next((day for day in ends if day), None)
    return min(filter(None, (known, handed_in_on)), default=None)


def sums(ways: Sequence[Way]) -> list[StepSum]:
    """Steps of which no day is known are left out."""
    found = ((step, [days for way in ways if (days := way.days(step)) is not None]) for step in Step)
    return [StepSum(step, len(days), round(10 * median(days)), max(days)) for step, days in found if days]


def longest(ways: Iterable[Way], *, most: int, order: Callable[[Way], str] = lambda way: way.holder) -> list[Way]:
    """Who waited longest for the decision, the longest first."""
    known = [way for way in ways if way.days(Step.WHOLE) is not None]
    return sorted(known, key=lambda way: (-(way.days(Step.WHOLE) or 0), order(way)))[:most]
