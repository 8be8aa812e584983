"""What of a year is offered to the next one: found, moved on by a year, and copied by the service of its own room."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from awards.closing.readiness import Year
from campaigns.campaigns.classes import years_later
from thiduakt.documents.carrying_over import carried_over
from thiduakt.school.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tick. `made`: what was already copied of it, now or some other day, and is not copied twice."""

    key: str
    source: Any
    name: str  # as it will be called
    days: tuple[date, ...] = ()  # as they will be
    made: Any = None

    @property
    def days_told(self) -> str:
        return " – ".join(f"{day:%d/%m/%Y}" for day in self.days)


@dataclass(frozen=True, slots=True)
class Carrier:
    """One group of ticks. `rule`: the permission of the service that copies, asked there once more."""

    kind: str
    title: str
    rule: str
    find: Callable[[Year], Iterator[Item]]
    copy: Callable[[Any, Year, User, datetime], Any]  # (source, its year, actor, at): the new row
    note: str = field(default="")


def later(day: date) -> date:
    return years_later(day, 1)


def moved(name: str, year: int) -> str:
    """The years that a name tells, one year on; a name that tells none stays."""
    found = carried_over([("subject", name)], since=year, year=year + 1, standings={})
    return next((one.proposal for one in found if one.proposal), name)
