"""Which row is the head, and which column holds which field.

What nobody can misread is matched by itself. Where a filled column is left over, a person is asked once, and the answer is
remembered by the head's fingerprint: no column is dropped in silence.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thiduakt.intake.kinds.base import Cell, Field

from .labels import IN_BRACKETS, head_key, names_of
from .reading import Sheet, any_filled
from .spreading import ADDED, spread_at

LONGEST = 200  # of the label of a column
NUMBERING = {"stt", "tt", "so tt", "so thu tu", "thu tu", "no", "vi sao"}  # columns that say nothing of anybody


@dataclass(frozen=True, slots=True)
class Head:
    sheet: str
    row: int  # in the sheet, 1 is the first; of two rows the lower one
    labels: list[str]  # one for each column, "" where it has no head; with the two that are added to columns of years
    columns: dict[str, int]  # field name -> place of its column
    years: frozenset[int] = frozenset()  # places of the columns that are headed by school years

    @property
    def width(self) -> int:
        """Columns of the sheet, without the two added ones."""
        return len(self.labels) - (ADDED if self.years else 0)

    def is_whole(self, fields: Sequence[Field]) -> bool:
        """Whether every field that is needed has a column, and every column a field."""
        taken = {*self.columns.values(), *self.years}
        over = [label for place, label in enumerate(self.labels) if place not in taken and not _says_nothing(label)]
        return not over and all(field.name in self.columns for field in fields if field.required)


def fingerprint(labels: Sequence[str]) -> str:
    """The same for every sheet of the same layout, whatever its title, its name and its rows."""
    keys = [f"{place}:{head_key(label)}" for place, label in enumerate(labels) if not _says_nothing(label)]
    return hashlib.sha256("|".join(keys).encode()).hexdigest()


def head_at(sheet: Sheet, row: int, fields: Sequence[Field]) -> Head:
    """The head, if it stands in that row; with the row above where both together say more."""
    cells = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else []
    alone = _head(sheet.name, row, [_label(cell) for cell in cells], fields)
    if row < 2 or not alone.labels:
        return alone
    both = _head(sheet.name, row, _joined(sheet.rows[row - 2], cells, fields), fields)
    return both if len(both.columns) > len(alone.columns) else alone


def find_head(sheets: Sequence[Sheet], fields: Sequence[Field]) -> Head:
    """The row that names the most fields; where none names any, the first row with several cells."""
    heads = [head_at(sheet, row, fields) for sheet in sheets for row in range(1, len(sheet.rows) + 1)]
    best = max(heads, key=lambda head: len(head.columns))
    if best.columns:
        return best
    several = (head for head in heads if sum(map(bool, head.labels)) > 1)
    first = next((head for head in heads if any_filled([*filter(None, head.labels)])), best)
    return next(several, first)


def suggest(head: Head, fields: Sequence[Field]) -> dict[str, int]:
    """What is matched for sure, and for the other fields the first free column whose head contains one of their names."""
    taken = {*head.columns.values(), *head.years}
    columns, free = dict(head.columns), [place for place in range(len(head.labels)) if place not in taken]
    for field in fields:
        if field.name in columns:
            continue
        names = [f" {name} " for name in names_of(field)]
        fitting = (place for place in free if any(name in f" {head_key(head.labels[place])} " for name in names))
        if (place := next(fitting, None)) is not None:
            columns[field.name] = place
            free.remove(place)
    return columns


def fits(columns: Mapping[str, object], labels: Sequence[str], fields: Sequence[Field]) -> bool:
    """Whether a remembered or posted mapping can be used: known fields, places that exist, none twice, none lacking."""
    places = list(columns.values())
    known = {field.name for field in fields}
    return (
        set(columns) <= known
        and all(isinstance(place, int) and 0 <= place < len(labels) for place in places)
        and len({*places}) == len(places)
        and all(field.name in columns for field in fields if field.required)
    )


def _label(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())[:LONGEST]


def _head(sheet: str, row: int, labels: list[str], fields: Sequence[Field]) -> Head:
    while labels and not labels[-1]:
        labels.pop()
    if spread := spread_at(labels, fields):
        others = _matched(["" if place in spread.years else label for place, label in enumerate(labels)], fields)
        if not others.keys() & spread.columns.keys():
            return Head(sheet, row, [*labels, *spread.heads], {**others, **spread.columns}, frozenset(spread.years))
    return Head(sheet, row, labels, _matched(labels, fields))


def _joined(above: Sequence[Cell], cells: Sequence[Cell], fields: Sequence[Field]) -> list[str]:
    """The labels of two rows. A cell of the upper one reaches over the columns on its right that have one below, as it was
    merged: “Quyết định” over “Số” and “Ngày” makes “Số Quyết định” and “Ngày Quyết định”.
    """
    names = {name for field in fields for name in names_of(field)}
    labels, over = list[str](), ""
    for place in range(max(len(above), len(cells))):
        upper, lower = (_label(row[place]) if place < len(row) else "" for row in (above, cells))
        over = upper or (over if lower else "")
        if lower and over and head_key(f"{lower} {over}") not in names:
            labels.append(f"{lower} ({IN_BRACKETS.sub(' ', over).strip()})"[:LONGEST])
        else:
            labels.append(f"{lower} {over}".strip()[:LONGEST])
    return labels


def _matched(labels: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, label in enumerate(labels):
        if key := head_key(label):
            places.setdefault(key, place)
    columns: dict[str, int] = {}
    for field in fields:
        found = (places[name] for name in names_of(field) if name in places)
        if (free := next((one for one in found if one not in columns.values()), None)) is not None:
            columns[field.name] = free
    return columns


def _says_nothing(label: str) -> bool:
    key = head_key(label)
    return not key or key in NUMBERING
