"""A table of figures and the chart beside it: the page, the sheet and the paper show the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thiduakt.documents.paper import Bar, Chart
from thiduakt.excel import Value

Row = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Table:
    """`key` names it in an address. The first column says what a row is of; `note`: what it counts, and what it cannot."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    chart: Chart | None = None

    @property
    def has_numbers(self) -> bool:
        """Whether any row counts anything at all."""
        return any(cell for row in self.rows for cell in row[1:] if isinstance(cell, int))


def bars(title: str, values: Iterable[tuple[str, int]], *, unit: str) -> Chart | None:
    """One bar a row, as long as its share of the greatest; None where there is nothing to compare."""
    told = [(label, value) for label, value in values if value]
    most = max((value for _, value in told), default=0)
    drawn = (Bar(label, f"{value} {unit}", max(1, 100 * value // most)) for label, value in told)
    return Chart(title, tuple(drawn)) if len(told) > 1 else None
