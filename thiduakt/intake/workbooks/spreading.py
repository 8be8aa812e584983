"""Sheets that have a column for each school year, and in its cells what the other sheets have in one column.

To the head two columns are added that the sheet has not, the year and the field of the cells; every filled cell becomes a
row with both. So whatever maps, shows and understands rows knows nothing of such sheets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from thiduakt.intake.kinds.base import Cell, Field
from thiduakt.intake.parsing import key, school_year
from thiduakt.intake.places import number_of
from thiduakt.vietnamese import fold

from .labels import head_key, names_of, words_of
from .reading import MAX_ROWS, WorkbookError, widened

YEARS = re.compile(r"(?<!\d)(?:\d{4}|\d{2}) ?(?:[-–—−‐‑/_]|den) ?(?:\d{4}|\d{2})(?!\d)")
NUMBERS = re.compile(r"\d\d\D+\d\d")  # most labels hold none, and need not be looked at closer
FILLERS = {"nam", "hoc", "nh", "cac", "trong"}
BY_YEAR = "(theo cột năm học)"  # in brackets, which the reader of heads passes over
ADDED = 2  # columns
MOST_PARTS = 20  # of one cell; what holds more is a text, and stays one
NOTHING = {"", "0", "khong", "ko", "k", "khong co", "chua co", "khong xet", "khong dat"}
DECISION = re.compile(r"(quyết định|qđ|số|ngày|theo)\b", re.IGNORECASE)
BETWEEN, OPENING, CLOSING = ",;/+\n", "([", ")]"


@dataclass(frozen=True, slots=True)
class Spread:
    field: Field  # what stands in the cells
    years: Mapping[int, int]  # place of a column -> the year over it
    width: int  # columns of the sheet

    @property
    def heads(self) -> list[str]:
        return [f"Năm học {BY_YEAR}", f"{self.field.label} {BY_YEAR}"]

    @property
    def columns(self) -> dict[str, int]:
        return {"year": self.width, self.field.name: self.width + 1}


def spread_at(labels: Sequence[str], fields: Sequence[Field]) -> Spread | None:
    """If at least two columns are headed by school years. Where some of these name the field, the others are not its own."""
    field = next((one for one in fields if one.by_year), None)
    if field is None:
        return None
    names = {*names_of(field)}
    found = {place: year for place, label in enumerate(labels) if (year := _year(label, names)) is not None}
    naming = {place: year for place, year in found.items() if _names(labels[place], names)}
    years = naming or found
    return Spread(field, years, len(labels)) if len(years) > 1 else None


def spread_of(heads: Sequence[str], columns: Mapping[str, int], fields: Sequence[Field]) -> Spread | None:
    """Of a batch: its heads are the sheet's and the two added ones, and whoever told its columns left these as they were."""
    spread = spread_at(heads[:-ADDED], fields)
    if spread is None or [*heads[-ADDED:]] != spread.heads:
        return None
    return spread if spread.columns.items() <= columns.items() else None


def spread_out(rows: Iterable[tuple[int, list[Cell]]], spread: Spread) -> Iterator[tuple[int, list[Cell]]]:
    """A row for each thing that a cell under a year says, numbered by where it stands; the cells of years are left blank."""
    count = 0
    for number, cells in rows:
        whole = widened(cells, spread.width)
        others = [None if place in spread.years else cell for place, cell in enumerate(whole)]
        for place, year in spread.years.items():
            for part, told in enumerate(parts(whole[place])):
                if (count := count + 1) > MAX_ROWS:
                    limit = f"{MAX_ROWS:,}".replace(",", ".")
                    raise WorkbookError(f"Các cột năm học có hơn {limit} ô đã ghi. Thầy/cô tách thành nhiều tệp.")
                yield number_of(number, place, part), [*others, f"{year}-{year + 1}", told]


def parts(cell: Cell) -> list[Cell]:
    """What one cell says: “LĐTT, CSTĐCS” is two things, “Giấy khen (QĐ 12/QĐ-UBND, 5/6/2020)” is one, “-” none, #N/A one."""
    found: Sequence[Cell] = _divided(cell) if isinstance(cell, str) and not cell.startswith("#") else [cell]
    found = found if len(found) <= MOST_PARTS else [cell]
    return [one for one in found if not _is_nothing(one)]


def _divided(words: str) -> list[str]:
    """At the signs that stand between two things: not in brackets, not beside a digit, as in numbers and days, and not
    before the decision on what stands there.
    """
    found, depth = [""], 0
    for place, sign in enumerate(words):
        depth = max(0, depth + (sign in OPENING) - (sign in CLOSING))
        beside = words[max(place - 1, 0) : place] + words[place + 1 : place + 2]
        if sign in BETWEEN and not depth and (sign == "\n" or not any(one.isdecimal() for one in beside)):
            found.append("")
        else:
            found[-1] += sign
    joined = list[str]()
    for one in (part.strip() for part in found):
        if joined and DECISION.match(one):
            joined[-1] += f", {one}"
        else:
            joined.append(one)
    return joined


def _is_nothing(cell: Cell) -> bool:
    try:
        return key(cell) in NOTHING
    except ValidationError:  # an old font, an error of Excel: to be told where the row is understood
        return False


def _year(label: str, names: set[str]) -> int | None:
    """The year that a column is headed by, alone or beside a name of the field."""
    if not NUMBERS.search(label) or (told := YEARS.search(bare := fold(label))) is None:
        return None
    rest = " ".join(word for word in head_key(YEARS.sub(" ", bare)).split() if word not in FILLERS)
    if rest and rest not in names:
        return None
    try:
        return school_year(told[0])
    except ValidationError:  # 2019-2025 is a span
        return None


def _names(label: str, names: set[str]) -> bool:
    words = f" {words_of(label)} "
    return any(f" {name} " in words for name in names)
