"""An official form on paper and as a sheet: the reporting unit, the period, the lines to sign."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.template.loader import render_to_string
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from thiduakt.documents.rendering.sandbox import render
from thiduakt.excel import A4, UNWRITABLE
from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead, School
from thiduakt.school.queries import holders

from .official import Form

CIRCULAR = "Ban hành theo Thông tư số 02/2023/TT-BNV ngày 23/3/2023"
RECEIVED = "Ngày nhận báo cáo: ngày 15 tháng 12 năm báo cáo"
FACE = "Times New Roman"
LINE = Side(style="thin", color="000000")


@dataclass(frozen=True, slots=True)
class Issued:
    """Who reports to whom, on which period, on which day."""

    unit: str
    receiver: str
    period: str
    place: str
    head: str
    on: date

    @classmethod
    def of(cls, school: School, period: str, on: date) -> "Issued":
        """ValidationError: the school has no letterhead."""
        letterhead = Letterhead.objects.on(school.pk, on)
        head = next((held.person.full_name for held in holders(school.pk, {Role.PRINCIPAL}, on)), "")
        receiver = school.superior.name if school.superior else ""
        return cls(school.name, receiver, period, letterhead.place, head, on)

    @property
    def dated(self) -> str:
        return f"{self.place}, ngày {self.on:%d} tháng {self.on:%m} năm {self.on:%Y}"


def form_pdf(form: Form, issued: Issued) -> bytes:
    context = {"form": form, "issued": issued, "circular": CIRCULAR, "received": RECEIVED}
    return render(render_to_string("statistics/print.html", context))


def form_sheet(form: Form, issued: Issued) -> bytes:
    """An .xlsx file with the form as it is printed; numbers are numbers, whatever a user typed stays text."""
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = None
    sheet = book.active
    sheet.title = form.key
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    _Writer(sheet, form, issued).write()
    content = BytesIO()
    book.save(content)
    return content.getvalue()


class _Writer:
    """Fills one sheet from the top down."""

    def __init__(self, sheet: Any, form: Form, issued: Issued):
        self.sheet, self.form, self.issued = sheet, form, issued
        self.stubs = len(form.stubs)
        self.width = self.stubs + 1 + len(form.parts)
        self.middle = max(self.width // 2, 2)

    def write(self) -> None:
        self._above()
        row = self._head(6)
        for line in self.form.lines:
            cells = self.form.stub_cells(line)
            cells[0] = "    " * line.row.depth + cells[0]
            for place, value in enumerate([*cells, *line.cells], start=1):
                self._boxed(row, place, value, bold=line.is_heading, centred=place > 1)
            row += 1
        self._below(row + 1)
        for place in range(1, self.width + 1):
            self.sheet.column_dimensions[get_column_letter(place)].width = 46 if place == 1 else 14

    def _above(self) -> None:
        issued, form = self.issued, self.form
        left = (f"Biểu số: {form.number}", CIRCULAR, RECEIVED)
        right = (f"Đơn vị báo cáo: {issued.unit}", f"Đơn vị nhận báo cáo: {issued.receiver}", "")
        for row, (one, other) in enumerate(zip(left, right, strict=True), start=1):
            self._text(row, 1, one, bold=row == 1)
            self._text(row, self.middle + 1, other)
        self._text(4, 1, form.title.upper(), bold=True, centred=True, until=self.width)
        unit = f" (Đơn vị tính: {form.unit})" if form.unit else ""
        self._text(5, 1, f"{issued.period}{unit}", italic=True, centred=True, until=self.width)

    def _head(self, row: int) -> int:
        """Three rows of heads and the row of numbers; the first row of lines."""
        form, column = self.form, self.stubs + 2
        for place, title in enumerate((*form.stubs, "Tổng số"), start=1):
            self._boxed(row, place, title, bold=True, centred=True, below=row + 2)
        self._boxed(row, column, form.over, bold=True, centred=True, until=self.width)
        for group in form.groups:
            last = column + len(group.parts) - 1
            is_alone = not group.parts[0].title
            self._boxed(row + 1, column, group.title, bold=True, centred=True, until=last, below=row + 2 if is_alone else 0)
            for place, part in enumerate(group.parts if not is_alone else (), start=column):
                self._boxed(row + 2, place, part.title, bold=True, centred=True)
            self._boxed(row + 3, column, group.number, centred=True, until=last)
            column = last + 1
        for place, letter in enumerate(form.letters, start=1):
            self._boxed(row + 3, place, letter, centred=True)
        return row + 4

    def _below(self, row: int) -> None:
        right = self.middle + 1
        self._text(row, right, self.issued.dated, italic=True, centred=True, until=self.width)
        for place, until, signed, how in (
            (1, self.middle, "Người lập biểu", "(Ký, họ tên)"),
            (right, self.width, "Thủ trưởng đơn vị", "(Ký, họ tên, đóng dấu)"),
        ):
            self._text(row + 1, place, signed, bold=True, centred=True, until=until)
            self._text(row + 2, place, how, italic=True, centred=True, until=until)
        self._text(row + 6, right, self.issued.head, bold=True, centred=True, until=self.width)

    def _boxed(
        self, row: int, column: int, value: str | int | None, *, until: int = 0, below: int = 0, **look: bool
    ) -> None:
        for down in range(row, max(below, row) + 1):
            for across in range(column, max(until, column) + 1):
                self.sheet.cell(down, across).border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
        self._text(row, column, value, until=until, below=below, **look)

    def _text(
        self, row: int, column: int, value: str | int | None, *, until: int = 0, below: int = 0, bold: bool = False,
        italic: bool = False, centred: bool = False,
    ) -> None:  # fmt: skip
        cell = self.sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = UNWRITABLE.sub("", value)
            cell.data_type, cell.quotePrefix = "s", True
        else:
            cell.value = value
        cell.font = Font(name=FACE, size=12, bold=bold, italic=italic)
        wrapped = bool(until or below or cell.border.left.style)
        cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=wrapped)
        if until > column or below > row:
            self.sheet.merge_cells(
                start_row=row, start_column=column, end_row=max(below, row), end_column=max(until, column)
            )
