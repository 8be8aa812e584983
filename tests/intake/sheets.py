"""Sheets as schools make them, read by one kind without a file: what becomes of each row."""

from collections.abc import Sequence
from datetime import UTC, datetime

from thiduakt.intake.enums import RowStatus
from thiduakt.intake.kinds.base import Context, Kind, Line
from thiduakt.intake.lines import Understanding, filled_down, resolved
from thiduakt.intake.workbooks import head_at
from thiduakt.intake.workbooks.reading import Sheet
from thiduakt.school.models import User

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def read(
    kind: Kind, actor: User, heads: Sequence[str], *rows: Sequence[object], chosen: dict[int, str] | None = None
) -> list[Line]:
    """The lines of `rows`, numbered from 2 as they stand below the head."""
    columns = head_at(Sheet("Trang tính", [list(heads)]), 1, kind.fields).columns
    understanding = Understanding(kind, columns)
    numbered = filled_down((number, list(row)) for number, row in enumerate(rows, start=2))
    lines = [understanding.line(number, cells, (chosen or {}).get(number, "")) for number, cells in numbered]
    resolved(lines, kind, Context(actor.school, actor, AT))
    return lines


def written(
    kind: Kind, actor: User, heads: Sequence[str], *rows: Sequence[object], chosen: dict[int, str] | None = None
) -> dict[str, int]:
    lines = read(kind, actor, heads, *rows, chosen=chosen)
    assert RowStatus.LOOK not in statuses(lines), [line.messages for line in lines]
    return kind.write([line for line in lines if line.status == RowStatus.VALID], actor=actor, at=AT)


def statuses(lines: Sequence[Line]) -> list[RowStatus]:
    return [line.status for line in lines]
