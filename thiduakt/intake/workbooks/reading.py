"""Cells out of an .xlsx that `check_xlsx` has let pass. Values alone: no formula is computed, no look is kept."""

import math
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import ARC_WORKBOOK

from thiduakt.intake.kinds.base import Cell

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 20_000, 60, 20
MOST_SHEETS = 200  # in one file, looked at or not
TOP = 40  # rows in which a head is looked for
# What openpyxl raises over a package whose zip is sound and whose content is not.
BROKEN = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


DAMAGED = "Tệp Excel bị hỏng, không đọc được. Thầy/cô mở bằng Excel rồi lưu lại."


class WorkbookError(ValidationError):
    """The file cannot be read; the sentence says what to do."""


class _Reader(ExcelReader):
    """Opening a sheet costs time even if nobody reads it, and a small file may name one part thousands of times."""

    def read_manifest(self) -> None:
        """The book is the part that was weighed as such: another one may be as heavy as a sheet."""
        super().read_manifest()
        books = [one for one in self.package.Override if (one.ContentType or "").endswith("main+xml")]
        if any(book.PartName.lower() != f"/{ARC_WORKBOOK}" for book in books):
            raise WorkbookError(DAMAGED)

    def read_worksheets(self) -> None:
        if len(self.parser.sheets) > MOST_SHEETS:
            raise WorkbookError(f"Tệp có hơn {MOST_SHEETS} trang tính. Thầy/cô giữ lại trang cần nhập rồi tải lên lại.")
        super().read_worksheets()


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: list[list[Cell]]  # the first ones


def top_rows(content: bytes) -> list[Sheet]:
    """The first rows of each sheet that holds any, hidden ones left out."""
    with _opened(content) as book:
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = [Sheet(sheet.title, [*islice(_cells(sheet), TOP)]) for sheet in shown[:MAX_SHEETS]]
    if not (filled := [sheet for sheet in sheets if any(map(any_filled, sheet.rows))]):
        raise WorkbookError("Tệp không có dòng nào. Thầy/cô chọn lại tệp.")
    return filled


def rows(content: bytes, sheet: str, *, after: int, width: int) -> Iterator[tuple[int, list[Cell]]]:
    """(number, cells) of every filled row below the head in row `after`; `width`: the columns of the head."""
    with _opened(content) as book:
        if sheet not in book.sheetnames:
            raise WorkbookError(f"Tệp không còn trang tính “{sheet}”. Thầy/cô tải tệp lên lại.")
        for number, cells in enumerate(_cells(book[sheet], width), start=1):
            if number > after and any_filled(cells):
                if number > MAX_ROWS + after:
                    raise WorkbookError(
                        f"Trang tính có hơn {MAX_ROWS:,} dòng. Thầy/cô tách thành nhiều tệp.".replace(",", ".")
                    )
                yield number, cells


def any_filled(cells: list[Cell]) -> bool:
    return any(cell is not None for cell in cells)


def widened(cells: list[Cell], width: int) -> list[Cell]:
    """Exactly as many cells as there are columns."""
    return [*cells[:width], *[None] * (width - len(cells))]


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """What openpyxl warns of (days out of range, looks it does not know) is no matter of the rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = _Reader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            reader.read()
            book = reader.wb
            try:
                yield book
            finally:
                book.close()
        except ValidationError:
            raise
        except BROKEN as broken:
            raise WorkbookError(DAMAGED) from broken


def _cells(sheet: Any, width: int = MAX_COLUMNS) -> Iterator[list[Cell]]:
    """What a sheet says of its own size may lie: it is read to its end, or to one row more than is taken."""
    if not hasattr(sheet, "reset_dimensions"):  # a sheet of charts
        return
    sheet.reset_dimensions()
    for row in islice(sheet.iter_rows(max_col=width, values_only=True), MAX_ROWS + TOP + 2):
        yield [_plain(value) for value in row]


def _plain(value: Any) -> Cell:
    """As JSON keeps it. An empty text is an empty cell; a day without an hour is a day."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        words = value.replace("\0", "").encode("utf-8", "ignore").decode()
        return words if words and not words.isspace() else None
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
