"""Reading a batch: its rows out of the file, understood, settled, and kept with what is to be known about each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from thiduakt.intake.enums import BatchState, IntakeKind
from thiduakt.intake.flows import BATCH_FLOW
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.kinds.base import Cell, Context, Field, Line
from thiduakt.intake.lines import Understanding, filled_down, progressing, resolved
from thiduakt.intake.models import Batch, Row
from thiduakt.intake.workbooks import rows, spread_of, spread_out
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, StaleError, perform

from .batches import next_version, stored_content

TOLD_EVERY = 2000  # rows between two steps of the progress bar
NONE_FOUND = "Dưới hàng tiêu đề không có dòng nào. Thầy/cô ghép lại cột hoặc chọn tệp khác."
BROKEN_DOWN = "Máy chủ gặp lỗi khi đọc tệp này. Thầy/cô đọc lại; nếu vẫn vậy, báo quản trị kỹ thuật."
NAMED = (
    "UPDATE {table} SET written_id = told.column2 FROM (VALUES {pairs}) AS told "
    "WHERE batch_id = %s AND number = told.column1"
)
SETTLED = ("status", "messages", "choices", "chosen", "target_id")


def check(batch: Batch, *, at: datetime) -> None:
    """Read the file of a batch that is READING, in the name of whoever uploaded it. May be repeated after a crash.

    Whatever stops it is told in the batch; a batch that was mapped anew or thrown away meanwhile is left alone.
    """
    try:
        lines = _read(batch, at)
        with transaction.atomic():
            _finish(batch, "check", at, row_count=len(lines), done_count=len(lines))
            batch.rows.all().delete()
            Row.objects.bulk_create((_row(batch, line, cells=line.cells) for line in lines), batch_size=TOLD_EVERY)
    except (StaleError, MoveRefusedError):
        return
    except ValidationError as refusal:
        _fail(batch, " ".join(refusal.messages), at)
    except BaseException:
        _fail(batch, BROKEN_DOWN, at)
        raise


def lines_of(batch: Batch, stored: Iterable[Row], chosen: Mapping[int, str] = MappingProxyType({})) -> list[Line]:
    """The lines of `stored` rows, understood anew and not yet resolved; `chosen`, by row number, over what was chosen."""
    understanding = Understanding(KINDS[IntakeKind(batch.kind)], batch.columns)
    return [understanding.line(row.number, row.cells, chosen.get(row.number, row.chosen)) for row in stored]


def understood(batch: Batch, stored: Iterable[Row]) -> list[tuple[Row, list[tuple[Field, Cell, Any]]]]:
    """For a page of rows: each with its mapped fields, their cells as typed and their values as understood."""
    understanding = Understanding(KINDS[IntakeKind(batch.kind)], batch.columns)
    told = []
    for row in stored:
        values = understanding.line(row.number, row.cells).values
        cells = [
            (field, row.cells[place] if place < len(row.cells) else None, values.get(field.name))
            for field, place in understanding.columns
        ]
        told.append((row, cells))
    return told


def resolve_lines(batch: Batch, lines: Sequence[Line], actor: User, at: datetime) -> None:
    resolved(lines, KINDS[IntakeKind(batch.kind)], Context(batch.school, actor, at))


def save_lines(batch: Batch, stored: Sequence[Row], lines: Sequence[Line]) -> None:
    """Store what became of `stored` rows where it is something else. A row is known by its number, and keeps its cells."""
    pairs = zip(stored, lines, strict=True)
    rows = [_row(batch, line) for row, line in pairs if _settled(row) != _settled(line)]
    Row.objects.bulk_create(rows, update_conflicts=True, update_fields=SETTLED, unique_fields=["batch", "number"])


def save_written(batch: Batch, lines: Sequence[Line]) -> None:
    """Store which row of the books each line became. One column in SQL: to send ten thousand whole rows again takes long."""
    told = [(line.number, line.written_id) for line in lines if line.written_id is not None]
    with connection.cursor() as cursor:
        for part in (told[first : first + TOLD_EVERY] for first in range(0, len(told), TOLD_EVERY)):
            pairs = ", ".join(["(%s, %s)"] * len(part))
            cursor.execute(NAMED.format(table=Row._meta.db_table, pairs=pairs), [*chain.from_iterable(part), batch.pk])


def _settled(of: Row | Line) -> tuple[object, ...]:
    return (of.status, of.messages, [list(choice) for choice in of.choices], of.chosen, of.target_id)


def _row(batch: Batch, line: Line, **more: Any) -> Row:
    return Row(
        batch=batch,
        number=line.number,
        status=line.status,
        messages=line.messages,
        choices=line.choices,
        chosen=line.chosen,
        target_id=line.target_id,
        **more,
    )


def _read(batch: Batch, at: datetime) -> list[Line]:
    kind = KINDS[IntakeKind(batch.kind)]
    understanding = Understanding(kind, batch.columns)
    found = _found(batch)
    if not found:
        raise ValidationError(NONE_FOUND)
    progress = Batch.objects.filter(pk=batch.pk, version=batch.version, state=BatchState.READING)
    progress.update(row_count=len(found), done_count=0)
    chosen = dict(batch.rows.exclude(chosen="").values_list("number", "chosen"))  # kept when a file is read again
    lines = progressing(
        (understanding.line(number, cells, chosen.get(number, "")) for number, cells in found),
        TOLD_EVERY,
        lambda done: progress.update(done_count=done),
    )
    resolve_lines(batch, lines, batch.uploaded_by, at)
    return lines


def _found(batch: Batch) -> list[tuple[int, list[Cell]]]:
    """The rows below the head; of columns of years a row for each thing that a cell says."""
    spread = spread_of(batch.heads, batch.columns, KINDS[IntakeKind(batch.kind)].fields)
    width = spread.width if spread else len(batch.heads)
    found = filled_down(rows(stored_content(batch), batch.sheet, after=batch.header_row, width=width))
    return [*spread_out(found, spread)] if spread else found


def _finish(batch: Batch, move: str, at: datetime, **told: object) -> None:
    perform(
        BATCH_FLOW,
        batch,
        move,
        actor=None,
        at=at,
        settle=lambda locked: {**next_version(locked, batch.version), **told},
    )


def _fail(batch: Batch, problem: str, at: datetime) -> None:
    try:
        _finish(batch, "fail", at, problem=problem)
    except (StaleError, MoveRefusedError):
        return
