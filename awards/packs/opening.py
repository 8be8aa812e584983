"""Opening an Excel form whole, with its look: only one that is small, and whose cells are where they say.

`check_xlsx` has weighed the package and found nothing that runs or fetches. Whoever keeps the look of a sheet holds every
cell of it in memory, and of merged cells each: both are measured before the file is opened.
"""

import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
from django.core.exceptions import ValidationError
from openpyxl.utils import column_index_from_string, get_column_letter

from thiduakt.files.uploads import MEGABYTE
from thiduakt.intake.workbooks.reading import BROKEN, DAMAGED

SHOWN_ROWS, SHOWN_COLUMNS = 60, 40  # of a form that is shown to be mapped
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 30, 3000, 200
MOST_UNPACKED, MOST_MERGED = 6 * MEGABYTE, 20_000  # bytes of all sheets; cells that are merged
TOO_LARGE = "Mẫu Excel quá lớn so với một biểu mẫu trống. Thầy/cô chép phần biểu mẫu sang một tệp mới rồi tải lên."
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
MERGED_RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
# What reaches out of a sheet by itself when it is opened: none of an honest form.
REACHING = re.compile(r"WEBSERVICE|FILTERXML|\bRTD\s*\(|\bDDE\b|\bCALL\s*\(|\|", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """The top of a sheet as it is shown: letters above, (number, cells) below."""

    letters: list[str]
    rows: list[tuple[int, list[str]]]


def opened(content: bytes) -> Any:
    """The workbook. ValidationError: broken, or larger than any form is."""
    try:
        _weigh(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(content), keep_links=False)
    except BROKEN as broken:
        raise ValidationError(DAMAGED) from broken
    if len(book.worksheets) > MOST_SHEETS:
        raise ValidationError(f"Tệp có hơn {MOST_SHEETS} trang tính. Thầy/cô giữ lại trang cần điền.")
    if any(one.max_row > MOST_ROWS or one.max_column > MOST_COLUMNS for one in book.worksheets):
        raise ValidationError(TOO_LARGE)
    return book


def sheet_names(content: bytes) -> list[str]:
    """Those that are seen. ValidationError, too, where a formula reaches outside."""
    book = opened(content)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and REACHING.search(str(cell.value)):
                    raise ValidationError(f"Ô {cell.coordinate} có công thức gọi ra ngoài tệp. Thầy/cô xóa công thức ấy.")
    return [one.title for one in book.worksheets if one.sheet_state == "visible"]


def sheet_of(book: Any, name: str) -> Any:
    if name not in book.sheetnames:
        raise ValidationError(f"Tệp không còn trang tính “{name}”. Thầy/cô tải mẫu lên lại.")
    return book[name]


def grid_of(content: bytes, sheet: str) -> Grid:
    shown = sheet_of(opened(content), sheet)
    width = min(shown.max_column, SHOWN_COLUMNS)
    rows = shown.iter_rows(max_row=min(shown.max_row, SHOWN_ROWS), max_col=width)
    told = [(number, [_told(cell.value) for cell in row]) for number, row in enumerate(rows, start=1)]
    return Grid([get_column_letter(place) for place in range(1, width + 1)], told)


def _weigh(content: bytes) -> None:
    left, merged = MOST_UNPACKED, 0
    with zipfile.ZipFile(BytesIO(content)) as package:
        for part in package.infolist():
            with package.open(part) as stream:
                told = stream.read(left + 1)
            left -= len(told)
            if left < 0 or (b"\0" in told and part.filename.endswith(".xml")):
                raise ValidationError(TOO_LARGE)
            ranges = MERGED_RANGE.findall(told)
            merged += sum(_cells(*found) for found in ranges)
            if merged > MOST_MERGED or len(ranges) != len(MERGED.findall(told)):
                raise ValidationError(TOO_LARGE)


def _cells(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    across = abs(column_index_from_string(right.decode()) - column_index_from_string(left.decode())) + 1
    return across * (abs(int(bottom) - int(top)) + 1)


def _told(value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)[:200]
