"""Which legal texts a sentence cites: by their số, ký hiệu, or by the name and day of a law. Pure.

Offsets are into the text given, which is plain and composed (NFC).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thiduakt.vietnamese import fold

# Blanks around the marks, and an underscore for a hyphen, are slips of typing: the number is meant all the same.
_DASH = r"\s?[-_–]\s?"
_CODE = r"[A-ZĐ][A-Za-zĐđ0-9&.]*"
_NUMBER = rf"""
    (?<![\w/])
    (?: \d{{1,5}} \s?/\s? (?: (?:19|20)\d\d \s?/\s? {_CODE} (?:{_DASH}{_CODE})*  # 98/2023/NĐ-CP, 06/2022/QH15
                            | {_CODE} (?:{_DASH}{_CODE})+ )                      # 02/KH-HĐTĐKT
      | \d{{1,5}} {_DASH} [A-ZĐ]{{2,}} \s?/\s? [A-ZĐ]{{2,}} )                    # 34-CT/TW
    (?![\w/])
"""
_DAY = r"ngày \s+ (?P<day>\d{1,2}) (?:\s*[/.-]\s*|\s+tháng\s+) (?P<month>\d{1,2}) (?:\s*[/.-]\s*|\s+năm\s+) (?P<year>\d{4})"
_BY_NUMBER = re.compile(rf"(?P<number>{_NUMBER}) (?: \s*,?\s+ {_DAY} )?", re.VERBOSE)
_LAW_BY_NAME = re.compile(
    rf"""
    (?P<name> (?:Luật|Bộ\ luật|Pháp\ lệnh) \s [^\d;:.“”"()\n]{{3,200}}? )
    \s*,?\s+ (?: {_DAY} | năm \s+ (?P<alone>\d{{4}}) )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited text. `number` is tidied (“05/KH-PGDDT” for “05 / KH_PGDDT”), empty for a law cited by its name."""

    number: str
    name: str
    dated: date | None
    year: int | None  # of a law cited as “Luật … năm 2022”
    start: int
    end: int

    @property
    def key(self) -> str:
        return number_key(self.number)


def citations(text: str) -> list[Citation]:
    """In the order of the text."""
    return sorted([*_by_number(text), *_laws_by_name(text)], key=lambda found: found.start)


def number_key(number: str) -> str:
    """What two ways of typing one number share: 5/KH-PGDDT and 05/KH_PGDĐT."""
    return fold(tidied(number)).replace(" ", "").lstrip("0")


def tidied(number: str) -> str:
    return re.sub(r"[_–]", "-", re.sub(r"\s+", "", number)).rstrip(".")


def _by_number(text: str) -> Iterator[Citation]:
    for match in _BY_NUMBER.finditer(text):
        yield Citation(tidied(match["number"]), "", _day(match), None, match.start(), match.end())


def _laws_by_name(text: str) -> Iterator[Citation]:
    for match in _LAW_BY_NAME.finditer(text):
        year = int(match["alone"]) if match["alone"] else None
        yield Citation("", " ".join(match["name"].split()), _day(match), year, match.start(), match.end())


def _day(match: re.Match[str]) -> date | None:
    if match["day"] is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
