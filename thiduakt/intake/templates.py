"""The official template of a kind: a sheet to fill in, an explanation, and drop-downs.

Every cell is typed as text: codes keep their zeros, and no Excel set to English turns 05/06 round.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from thiduakt.school.models import School

from .kinds.base import Field, Kind

ROWS = 10_000  # that the drop-downs reach
DATA, GUIDE, LISTS = "Danh sách", "Hướng dẫn", "Danh mục"
TEXT = "@"
FACE = "Times New Roman"


def official_template(kind: Kind, school: School) -> bytes:
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = None
    options = {name: list(values) for name, values in kind.options(school).items() if values}
    _data_sheet(book.active, kind.fields, options)
    _guide_sheet(book.create_sheet(GUIDE), kind)
    if options:
        _list_sheet(book.create_sheet(LISTS), options)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _data_sheet(sheet: Any, fields: Sequence[Field], options: Mapping[str, Sequence[str]]) -> None:
    sheet.title = DATA
    sheet.freeze_panes = "A2"
    for place, field in enumerate(fields, start=1):
        letter = get_column_letter(place)
        column = sheet.column_dimensions[letter]
        column.width, column.number_format, column.font = field.width, TEXT, Font(name=FACE, size=12)
        _head(sheet.cell(1, place), f"{field.label} (*)" if field.required else field.label)
        if field.name in options:
            sheet.add_data_validation(_drop_down(letter, list(options).index(field.name), len(options[field.name])))


def _drop_down(letter: str, place: int, count: int) -> DataValidation:
    """Offers, and does not insist: what schools type otherwise is read all the same."""
    column = get_column_letter(place + 1)
    drop_down = DataValidation("list", formula1=f"'{LISTS}'!${column}$1:${column}${count}", allow_blank=True)
    drop_down.showErrorMessage = False
    drop_down.add(f"{letter}2:{letter}{ROWS}")
    return drop_down


def _guide_sheet(sheet: Any, kind: Kind) -> None:
    rows = [
        ("Cột", "Bắt buộc", "Ghi thế nào", "Ví dụ"),
        *((field.label, "Có" if field.required else "", field.help, field.example) for field in kind.fields),
    ]
    general = (
        kind.lead,
        "Không đổi hàng tiêu đề. Không gộp ô. Ngày ghi ngày/tháng/năm. Ô giống ô trên có thể ghi “nt”.",
        "Cột có dấu (*) là bắt buộc. Tải lên rồi thầy/cô còn được xem lại từng dòng trước khi ghi.",
    )
    for number, sentence in enumerate(general, start=1):
        _write(sheet.cell(number, 1), sentence)
    for number, row in enumerate(rows, start=len(general) + 2):
        for place, words in enumerate(row, start=1):
            (_head if number == len(general) + 2 else _write)(sheet.cell(number, place), words)
    for letter, width in zip("ABCD", (34, 10, 70, 34), strict=True):
        sheet.column_dimensions[letter].width = width


def _list_sheet(sheet: Any, options: Mapping[str, Sequence[str]]) -> None:
    sheet.sheet_state = "hidden"
    for place, values in enumerate(options.values(), start=1):
        for number, value in enumerate(values, start=1):
            _write(sheet.cell(number, place), value)


def _head(cell: Any, words: str) -> None:
    _write(cell, words)
    cell.font = Font(name=FACE, size=12, bold=True)
    cell.fill = PatternFill("solid", fgColor="E7E6E6")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write(cell: Any, words: str) -> None:
    """Text, whatever it begins with: the name of a tổ is typed by somebody."""
    cell.value, cell.data_type, cell.number_format = words, "s", TEXT
    cell.font = Font(name=FACE, size=12)
