"""Which row is the head, and which column holds which field.

What nobody can misread is matched by itself. Where a filled column is left over, a person is asked once, and the answer is
remembered by the head's fingerprint: no column is dropped in silence.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thiduakt.intake.kinds.base import Cell, Field
from thiduakt.vietnamese import fold

from .reading import Sheet, any_filled

IN_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
NO_WORD = re.compile(r"[^a-z0-9]+")
NUMBERING = {"stt", "tt", "so tt", "so thu tu", "thu tu", "no", "vi sao"}  # columns that say nothing of anybody


@dataclass(frozen=True, slots=True)
class Head:
    sheet: str
    row: int  # in the sheet, 1 is the first
    labels: list[str]  # one for each column, "" where it has no head
    columns: dict[str, int]  # field name -> place of its column

    def is_whole(self, fields: Sequence[Field]) -> bool:
        """Whether every field that is needed has a column, and every column a field."""
        taken = {*self.columns.values()}
        over = [label for place, label in enumerate(self.labels) if place not in taken and not _says_nothing(label)]
        return not over and all(field.name in self.columns for field in fields if field.required)


def head_key(label: str) -> str:
    """What heads are compared by: “Họ và tên (*)” is “ho va ten”."""
    return NO_WORD.sub(" ", fold(IN_BRACKETS.sub(" ", label))).strip()


def fingerprint(labels: Sequence[str]) -> str:
    """The same for every sheet of the same layout, whatever its title, its name and its rows."""
    keys = [f"{place}:{head_key(label)}" for place, label in enumerate(labels) if not _says_nothing(label)]
    return hashlib.sha256("|".join(keys).encode()).hexdigest()


def head_at(sheet: Sheet, row: int, fields: Sequence[Field]) -> Head:
    """The head, if it stands in that row."""
    cells = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else []
    labels = [_label(cell) for cell in cells]
    while labels and not labels[-1]:
        labels.pop()
    return Head(sheet.name, row, labels, _matched(labels, fields))


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
    columns, free = dict(head.columns), [place for place in range(len(head.labels)) if place not in head.columns.values()]
    for field in fields:
        if field.name in columns:
            continue
        names = [f" {head_key(name)} " for name in (field.label, *field.aliases)]
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
    return "" if cell is None else " ".join(str(cell).split())[:200]


def _matched(labels: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, label in enumerate(labels):
        if key := head_key(label):
            places.setdefault(key, place)
    columns: dict[str, int] = {}
    for field in fields:
        found = (places[key] for name in (field.label, *field.aliases) if (key := head_key(name)) in places)
        if (free := next((one for one in found if one not in columns.values()), None)) is not None:
            columns[field.name] = free
    return columns


def _says_nothing(label: str) -> bool:
    key = head_key(label)
    return not key or key in NUMBERING
