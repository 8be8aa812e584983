"""What all the forms are made of: rows that know what belongs to them, columns that know what fits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

TO_CHECK = "[CẦN ĐỐI CHIẾU]"
Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the form prints it. Without `belongs` it counts nothing: a heading, or what the books do not tell."""

    label: str
    code: str = ""
    unit: str = ""
    depth: int = 0
    belongs: Test | None = None

    @property
    def is_heading(self) -> bool:
        return not self.code


@dataclass(frozen=True, slots=True)
class Part:
    """One column: its sub-heading, empty where its group has but one column."""

    title: str
    fits: Test


@dataclass(frozen=True, slots=True)
class Group:
    """Columns under one heading, and the number that the form gives them."""

    title: str
    number: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`cells`: the total, then each column; None: not told by the books."""

    row: Row
    cells: tuple[int | None, ...]

    @property
    def is_heading(self) -> bool:
        return self.row.is_heading

    @property
    def is_open(self) -> bool:
        """To be filled in by hand."""
        return not self.row.is_heading and self.row.belongs is None


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is filled. `stubs`: the heads before the total; `over`: the heading above all groups."""

    key: str
    title: str
    unit: str
    stubs: tuple[str, ...]
    total: str  # the number of the total's column: "1", "1=(2+3+4)"
    over: str
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return f"{self.key}.N/BNV-TĐKT"

    @property
    def parts(self) -> list[Part]:
        return [part for group in self.groups for part in group.parts]

    @property
    def letters(self) -> list[str]:
        """What stands in the row of numbers below the heads of the stubs: A, B, C, then the total's."""
        return [*("ABC"[: len(self.stubs)]), self.total]

    def stub_cells(self, line: Line) -> list[str]:
        told = [line.row.label, line.row.code, line.row.unit]
        return told[: len(self.stubs)]


def filled(rows: Iterable[Row], groups: Sequence[Group], counted: Sequence[tuple[Any, int]]) -> tuple[Line, ...]:
    """`counted`: what is counted, and how many of each; what fits no column is in no total."""
    parts = [part for group in groups for part in group.parts]
    return tuple(Line(row, _cells(row, parts, counted)) for row in rows)


def _cells(row: Row, parts: Sequence[Part], counted: Sequence[tuple[Any, int]]) -> tuple[int | None, ...]:
    if row.belongs is None:
        return (None,) * (len(parts) + 1)
    held = [(one, count) for one, count in counted if row.belongs(one)]
    cells = [sum(count for one, count in held if part.fits(one)) for part in parts]
    return (sum(cells), *cells)


def everything(_: Any) -> bool:
    return True
