"""How much of it presses: what is late, what these days ask, what comes after; many alike are one line."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from .task import Task

SOON = timedelta(days=7)
FOLDED_FROM = 3  # alike; of what may wait sooner
FOLDED_LATER = 2
MOST = 30  # of one line: more than anybody does in a day


@dataclass(frozen=True, slots=True)
class Line:
    """Tasks of one label within a part, the most urgent first."""

    tasks: list[Task]
    is_folded: bool

    @property
    def label(self) -> str:
        return self.tasks[0].label

    @property
    def count(self) -> int:
        return len(self.tasks)

    @property
    def shown(self) -> list[Task]:
        return self.tasks[:MOST]

    @property
    def left(self) -> int:
        return max(self.count - MOST, 0)


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    title: str
    lead: str
    lines: list[Line]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)


def in_parts(tasks: list[Task], waited_for: Collection[str], today: date) -> list[Part]:
    """Those that hold anything. `tasks` come in the order of urgency, and keep it."""
    last = today + SOON
    late = [task for task in tasks if task.due and task.due < today]
    soon = [task for task in tasks if (today <= task.due <= last if task.due else task.label in waited_for)]
    pressing = {id(task) for task in (*late, *soon)}
    later = [task for task in tasks if id(task) not in pressing]
    until = f"Đến hạn từ nay đến hết ngày {last:%d/%m/%Y}"
    told = (
        ("late", "Đã quá hạn", "", _lines(late, FOLDED_FROM)),
        ("soon", "Làm trong tuần", f"{until}, hoặc có người đang chờ thầy/cô.", _lines(soon, FOLDED_FROM)),
        ("later", "Làm sau", "Chưa đến hạn, chưa có ai phải chờ.", _lines(later, FOLDED_LATER)),
    )
    return [Part(key, title, lead, lines) for key, title, lead, lines in told if lines]


def _lines(tasks: list[Task], folded_from: int) -> list[Line]:
    alike: dict[str, list[Task]] = {}
    for task in tasks:
        alike.setdefault(task.label, []).append(task)
    return [Line(rows, len(rows) >= folded_from) for rows in alike.values()]
