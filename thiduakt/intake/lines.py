"""From cells to lines: what each row says, what is doubtful about it, and what the kind makes of all of them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from thiduakt.vietnamese import fold, nfc

from .enums import RowStatus
from .kinds.base import Cell, Choice, Context, Field, Kind, Line
from .parsing import DoubtfulError

LEAVE = "leave"  # what a person chooses to leave a line out
YES = "yes"  # what a person chooses to confirm a doubtful value
AS_IT_IS = Choice(YES, "Đúng, ghi như vậy")
DITTO = {"nt", "-nt-", "nhu tren", "'' ''", '"', "''", "”", "“", "//", "-//-", "〃"}
NOT_DATA = ("tong cong", "tong so", "tong:", "cong:", "nguoi lap", "lap bieu", "hieu truong", "thu truong", "danh sach co")
OUTLINE = re.compile(r"([IVX]{1,5}|[A-H])[.)]?")  # the number of a part of the list: “II. Tổ nhà trẻ”
HEADING = re.compile(
    r"(tổ|khối|lớp|nhóm|bộ phận|phòng|ban giám hiệu|ban lãnh đạo|lãnh đạo|cán bộ|giáo viên|nhân viên|viên chức|học sinh"
    r"|trường|năm học|ngày|[IVX]{1,5}[.)]|[A-H][.)])(?!\w)",
    re.IGNORECASE,
)
Parsed = tuple[Any, str, str]  # value, what is wrong, what is doubtful


def filled_down(rows: Iterable[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """“nt” under a cell is that cell again."""
    filled: list[tuple[int, list[Cell]]] = []
    above: list[Cell] = []
    for number, cells in rows:
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) < 10 and fold(cell) in DITTO and place < len(above):
                cells[place] = above[place]
        filled.append((number, cells))
        above = cells
    return filled


class Understanding:
    """Reads the lines of one batch; equal cells of a column are parsed once."""

    def __init__(self, kind: Kind, columns: Mapping[str, int]):
        self.columns = [(field, columns[field.name]) for field in kind.fields if field.name in columns]
        self.parsed: dict[str, dict[tuple[type, Cell], Parsed]] = {field.name: {} for field, _ in self.columns}

    def line(self, number: int, cells: list[Cell], chosen: str = "") -> Line:
        line = Line(number, cells, chosen=chosen)
        if why := self._is_no_data(cells):
            line.leave(why)
        elif chosen == LEAVE:
            line.leave("Thầy/cô đã bỏ qua dòng này.")
        else:
            self._parse(line)
        return line

    def _parse(self, line: Line) -> None:
        for field, place in self.columns:
            cell = line.cells[place] if place < len(line.cells) else None
            known, key = self.parsed[field.name], (cell.__class__, cell)
            if (found := known.get(key)) is None:
                found = known[key] = _parsed(field, cell)
            value, wrong, doubt = found
            line.values[field.name] = value
            if wrong and field.by_year and line.is_of_a_cell:
                line.unread = wrong
            elif wrong:
                line.fail(wrong)
            elif doubt:
                line.doubt(doubt)

    def _is_no_data(self, cells: list[Cell]) -> str:
        """Why a row is none of the list: the name of a tổ over its people, a total, who signed below."""
        said = [cell for _, place in self.columns if place < len(cells) and (cell := cells[place]) is not None]
        if not said:
            return "Các cột được dùng đều trống."
        first = next((cell for cell in cells if isinstance(cell, str)), "")
        if fold(first[:40]).startswith(NOT_DATA):
            return "Dòng tổng cộng hoặc phần ký tên."
        if len(said) > 1 or len(self.columns) <= 2:
            return ""
        filled = [cell for cell in cells if cell is not None and not OUTLINE.fullmatch(str(cell).strip())]
        is_alone = len(filled) <= 1 and not self._is_a_name_alone(cells)
        return "Dòng chỉ có một ô, như tên tổ ghi xen giữa." if is_alone else ""

    def _is_a_name_alone(self, cells: list[Cell]) -> bool:
        """Somebody of whom the list tells nothing more: to be asked about, not passed over like the name of a tổ."""
        first, place = self.columns[0]
        name = str(cells[place] or "").strip() if first.required and place < len(cells) else ""
        is_numbered = any(OUTLINE.fullmatch(str(cell).strip()) for cell in cells if cell is not None)
        return " " in name and not (is_numbered or name.isupper() or HEADING.match(nfc(name)))


def resolved(lines: Sequence[Line], kind: Kind, context: Context) -> None:
    """Settle all open lines; a doubtful one waits until a person has confirmed it."""
    kind.resolve([line for line in lines if line.is_open], context)
    for line in lines:
        if not line.is_open or not line.doubts or YES in line.chosen.split():
            continue
        line.messages += line.doubts
        if line.status == RowStatus.VALID:
            line.status, line.choices = RowStatus.LOOK, [AS_IT_IS]


def progressing(lines: Iterable[Line], every: int, tell: Callable[[int], object]) -> list[Line]:
    """The lines, telling after each `every` how many there are."""
    made = []
    for line in lines:
        made.append(line)
        if len(made) % every == 0:
            tell(len(made))
    return made


def _parsed(field: Field, cell: Cell) -> Parsed:
    try:
        value = field.parse(cell)
    except DoubtfulError as doubt:
        return doubt.value, "", f"{field.label}: {doubt.messages[0]}"
    except ValidationError as refusal:
        return None, f"{field.label}: {refusal.messages[0]}", ""
    if field.required and value in (None, "", []):
        return value, f"Thiếu {field.label[:1].lower()}{field.label[1:]}.", ""
    return value, "", ""
