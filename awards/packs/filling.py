"""The superior's own Excel form, filled: values go into its cells, its look stays. No word of ours becomes a formula."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl.cell import MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter

from nominations.appraisals.printing import merits_of
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Dossier
from thiduakt.excel import UNWRITABLE
from thiduakt.permissions import Role
from thiduakt.school.enums import Gender
from thiduakt.school.queries import holders

from .models import Pack, SuperiorForm
from .opening import opened, sheet_of
from .queries import beside_of

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier with what stands beside it."""

    number: int
    dossier: Dossier
    votes: str
    notes: str
    merits: Sequence[str]  # as `merits_of` gives them: holder, honor, five ratings, honors, initiatives


# What may be written into a row of the form, for each dossier. Days of birth are not: few may see them, and a pack many.
COLUMNS: Mapping[str, tuple[str, Callable[[Line], Value]]] = {
    "number": ("Số thứ tự", lambda line: line.number),
    "address": ("Ông/Bà", lambda line: _address(line.dossier)),
    "name": ("Họ và tên, tên tập thể", lambda line: str(line.dossier.holder)),
    "gender": ("Giới tính", lambda line: line.dossier.person.get_gender_display() if line.dossier.person else None),
    "code": ("Mã viên chức", lambda line: line.dossier.person.staff_code if line.dossier.person else None),
    "unit": ("Chức vụ, đơn vị công tác", lambda line: line.dossier.unit),
    "honor": ("Danh hiệu, hình thức đề nghị", lambda line: line.dossier.honor_name),
    "summary": ("Tóm tắt thành tích", lambda line: line.dossier.summary),
    "votes": ("Kết quả bỏ phiếu", lambda line: line.votes),
    "rating": ("Xếp loại năm xét", lambda line: line.merits[6]),
    "honors": ("Danh hiệu, hình thức đã đạt", lambda line: line.merits[7]),
    "works": ("Sáng kiến, đề tài", lambda line: line.merits[8]),
    "notes": ("Ghi chú", lambda line: line.notes),
}


@dataclass(frozen=True, slots=True)
class Whole:
    """The pack as a whole."""

    pack: Pack
    dossiers: Sequence[Dossier]
    on: date

    def count(self, *, collectives: bool) -> int:
        return sum((one.holder_kind in NomineeKind.COLLECTIVES) == collectives for one in self.dossiers)


def _principal(whole: Whole) -> str:
    held = holders(whole.pack.school_id, {Role.PRINCIPAL}, whole.on)
    return next((one.person.full_name for one in held), "")


# What may be written into a single cell.
CELLS: Mapping[str, tuple[str, Callable[[Whole], Value]]] = {
    "school": ("Tên trường", lambda whole: str(whole.pack.school)),
    "year": ("Năm học", lambda whole: whole.pack.review.year_name),
    "addressee": ("Kính gửi", lambda whole: whole.pack.addressee),
    "paper_number": ("Số tờ trình", lambda whole: whole.pack.document.notation if whole.pack.document else ""),
    "paper_day": ("Ngày tờ trình", lambda whole: whole.pack.document.issued_on if whole.pack.document else None),
    "people": ("Số cá nhân", lambda whole: whole.count(collectives=False)),
    "collectives": ("Số tập thể", lambda whole: whole.count(collectives=True)),
    "total": ("Tổng số hồ sơ", lambda whole: len(whole.dossiers)),
    "principal": ("Họ và tên hiệu trưởng", _principal),
    "today": ("Ngày lập biểu", lambda whole: whole.on),
}


def column_choices() -> list[tuple[str, str]]:
    return [(key, label) for key, (label, _) in COLUMNS.items()]


def cell_choices() -> list[tuple[str, str]]:
    return [(key, label) for key, (label, _) in CELLS.items()]


def filled(form: SuperiorForm, pack: Pack, dossiers: Sequence[Dossier], *, at: datetime) -> bytes:
    """The form with a row for each dossier; what stood below the place for rows is moved down as far as is needed."""
    content = form.read()
    if content is None:
        raise ValidationError(f"Mẫu Excel “{form}” không còn nguyên trong kho. Thầy/cô tải mẫu lên lại.")
    book = opened(content)
    sheet = sheet_of(book, form.sheet)
    whole = Whole(pack, dossiers, timezone.localdate(at))
    for address, name in form.cells.items():
        _write(sheet[address], CELLS[name][1](whole))
    if form.columns and form.first_row:
        lines = list(_lines(pack, dossiers))
        _make_room(sheet, form.first_row, len(lines))
        for place, line in enumerate(lines):
            for name, letter in form.columns.items():
                _write(sheet.cell(form.first_row + place, column_index_from_string(letter)), COLUMNS[name][1](line))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _lines(pack: Pack, dossiers: Sequence[Dossier]) -> Iterator[Line]:
    beside, merits = beside_of(dossiers), merits_of(pack.review, dossiers)
    for number, (one, told) in enumerate(zip(dossiers, merits, strict=True), start=1):
        yield Line(number, one, beside.votes.get(one.pk, ""), beside.waivers.get(one.pk, ""), told)


def _write(cell: Any, value: Value) -> None:
    """Text as text: “=1+1” in somebody's summary is read, never reckoned. Of merged cells the first alone holds a value."""
    if isinstance(cell, MergedCell):
        return
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        return
    cell.value = UNWRITABLE.sub("", value) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = True


def _make_room(sheet: Any, first: int, count: int) -> None:
    """Every row looks like the first; a line of signatures below moves down instead of being written over."""
    below = _first_filled_below(sheet, first)
    missing = count - (below - first) if below else 0
    if below and missing > 0:
        _shift(sheet, below, missing)
    for place in range(1, count):
        for model in list(sheet[first]):
            if not isinstance(model, MergedCell):
                sheet.cell(first + place, model.column)._style = copy(model._style)  # noqa: SLF001 - all of a look at once
        sheet.row_dimensions[first + place].height = sheet.row_dimensions[first].height


def _first_filled_below(sheet: Any, first: int) -> int:
    """0: nothing stands below."""
    for row in sheet.iter_rows(min_row=first + 1):
        if any(cell.value is not None for cell in row):
            return int(row[0].row)
    return 0


def _shift(sheet: Any, start: int, count: int) -> None:
    for merged in sheet.merged_cells.ranges:
        if merged.min_row >= start:
            merged.shift(row_shift=count)
    heights = {number: sheet.row_dimensions[number].height for number in range(start, sheet.max_row + 1)}
    sheet.move_range(f"A{start}:{get_column_letter(sheet.max_column)}{sheet.max_row}", rows=count)
    for number, height in heights.items():
        sheet.row_dimensions[number + count].height = height


def _address(dossier: Dossier) -> str | None:
    if dossier.person is None:
        return None
    return "Bà" if dossier.person.gender == Gender.FEMALE else "Ông"
