"""Excel out: a list as it is shown on the screen. Text stays text, whatever a user has typed in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | date | None

TITLE, NOTE, HEADER, BODY, DAY = "tiêu đề", "ghi chú", "đầu cột", "nội dung", "ngày"
A4 = 9
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no XML may hold


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int = 20  # in characters


def workbook(title: str, subtitle: str, columns: Sequence[Column], rows: Iterable[Iterable[Value]]) -> bytes:
    """An .xlsx file with one sheet: title, subtitle, the head of the columns in row 4, and the rows below it.

    A number or a date in `rows` becomes one in the sheet; codes such as "007" are given as text and stay text.
    """
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.lastModifiedBy = None
    for style in _styles():
        book.add_named_style(style)
    sheet = book.create_sheet("Danh sách")
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width

    sheet.append([_text(sheet, title, TITLE)])
    sheet.append([_text(sheet, subtitle, NOTE)])
    sheet.append([])
    sheet.append([_text(sheet, column.title, HEADER) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def subtitle(school: object, *chosen: str, on: date) -> str:
    """The line below the title: whose list it is, each filter in words ("" says nothing), the day it was made."""
    return "; ".join([str(school), *filter(None, chosen), f"ngày {on:%d/%m/%Y}"])


def searched(words: str) -> str:
    """What a list was searched for, as its sheet tells it."""
    return f"tìm “{words}”" if words else ""


def download(content: bytes, name: str) -> HttpResponse:
    """`name` without its ending, in ASCII: `danh-sach-vien-chuc`."""
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    )


def _cell(sheet: Any, value: Value) -> WriteOnlyCell:
    if isinstance(value, str):
        return _text(sheet, value, BODY)
    cell = WriteOnlyCell(sheet, value)
    cell.style = DAY if isinstance(value, date) else BODY
    return cell


def _text(sheet: Any, value: str, style: str) -> WriteOnlyCell:
    """A cell that no program takes for a formula: "=1+1" is a text here, and stays one when it is edited in Excel."""
    cell = WriteOnlyCell(sheet)
    cell.style = style
    cell.value = UNWRITABLE.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _styles() -> Iterator[NamedStyle]:
    """Made anew for every book: a style remembers the book it belongs to."""
    line = Side(style="thin", color="000000")
    box = Border(left=line, right=line, top=line, bottom=line)
    font, bold = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    yield NamedStyle(TITLE, font=Font(name="Times New Roman", size=14, bold=True))
    yield NamedStyle(NOTE, font=Font(name="Times New Roman", size=12, italic=True))
    yield NamedStyle(HEADER, font=bold, fill=PatternFill("solid", fgColor="E7E6E6"), border=box, alignment=middle)
    yield NamedStyle(BODY, font=font, border=box, alignment=top)
    yield NamedStyle(DAY, font=font, border=box, alignment=top, number_format="dd/mm/yyyy")
