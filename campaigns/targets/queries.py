"""What the pages of targets count and sort."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaigns.plans.models import Plan

from .enums import TargetState
from .models import Target

MONTHS = range(1, 13)
OLDER = 20  # plans that one has followed, each in the place of the one before


@dataclass
class Tally:
    """Of a month, or of a tổ: how many are due, and how they stand."""

    label: str
    achieved: int = 0
    running: int = 0
    late: int = 0
    missed: int = 0
    dropped: int = 0
    key: int | None = None

    @property
    def count(self) -> int:
        return self.achieved + self.running + self.late + self.missed + self.dropped

    def add(self, target: Target, day: date) -> None:
        name = {
            TargetState.ACHIEVED: "achieved",
            TargetState.MISSED: "missed",
            TargetState.DROPPED: "dropped",
        }.get(TargetState(target.state), "late" if target.is_overdue(day) else "running")
        setattr(self, name, getattr(self, name) + 1)


@dataclass
class YearOfTargets:
    months: list[Tally] = field(default_factory=lambda: [Tally(f"Tháng {month}") for month in MONTHS])
    groups: dict[int | None, Tally] = field(default_factory=dict)
    whole: Tally = field(default_factory=lambda: Tally("Cả năm"))


def year_of_targets(targets: Iterable[Target], day: date) -> YearOfTargets:
    """By the month they are due in, and by the tổ they are with: that of the person, where one was given them."""
    year = YearOfTargets()
    for target in targets:
        group = target.group or (target.person.group if target.person else None)
        key = group.pk if group else None
        tally = year.groups.setdefault(key, Tally(str(group) if group else "Không thuộc tổ nào", key=key))
        for counted in (year.months[target.due_on.month - 1], tally, year.whole):
            counted.add(target, day)
    return year


def plan_and_older(plan: Plan) -> Sequence[int]:
    """The plan and those it has taken the place of: their targets go on."""
    keys, older = [plan.pk], plan.document.replaces
    while older and len(keys) < OLDER:
        keys.append(older.pk)
        older = older.replaces
    return keys
