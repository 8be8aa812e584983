"""What was read: the parts of a paper as they were typed, and the places that a person should look at."""

import re
from dataclasses import dataclass
from datetime import date

from thiduakt.documents.kinds import Kind

YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place the reader is not sure of, or a part it did not find (then without line and text)."""

    line_number: int | None  # in the text as given, from 1
    text: str
    reason: str  # a Vietnamese sentence for the user


@dataclass(frozen=True, slots=True)
class Reading:
    """Every word of the source stands in exactly one field, beside the values derived from it.

    Derived are `number`, `symbol` (from `number_text`) and `place`, `dated` (from `place_date_text`). Of a list item or a
    heading only the mark is not kept: the numbering of the rich text prints it again.
    """

    kind: Kind | None
    parent_lines: tuple[str, ...] = ()
    issuer_lines: tuple[str, ...] = ()
    number: int | None = None
    symbol: str = ""
    number_text: str = ""  # "Số: 01 /KH-MNGB", as typed
    place: str = ""
    dated: date | None = None
    place_date_text: str = ""  # "Giang Biên, ngày 15 tháng 02 năm 2023", as typed
    subject: str = ""  # typed lines, parted by "\n"; of a letter one line, without its "V/v"
    authority: str = ""
    addressees: tuple[str, ...] = ()  # without "- " and end marks
    bases: tuple[str, ...] = ()  # as typed, with their end marks
    body: str = ""  # rich text, from the opening paragraph to the closing sentence
    recipients: tuple[str, ...] = ()  # without "- " and end marks
    signer_capacity: tuple[str, ...] = ()
    signer_note: str = ""  # "(Đã ký)"
    signer_name: str = ""
    appendix: str = ""  # rich text: whatever stands after the signature
    frame_lines: tuple[
        str, ...
    ] = ()  # as typed, what the frame prints by itself: quốc hiệu, tên loại, "V/v", "Nơi nhận:", rules
    doubts: tuple[Doubt, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years the paper may be for, the likeliest first: of its subject, of its date."""
        named = tuple(int(year) for year in YEAR.findall(self.subject))
        dated = (self.dated.year,) if self.dated else ()
        return (*dated, *named) if set(dated) <= set(named) else (*named, *dated)
