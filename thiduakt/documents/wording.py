"""How numbers, dates and the fixed lines of an official paper are worded: NĐ 30/2020/NĐ-CP, Phụ lục I.

The PDF and the DOCX print these same lines. A place left to be written by hand is made of no-break spaces.
"""

from collections.abc import Sequence

from thiduakt.vietnamese import official_date

from .kinds import Frame
from .paper import Paper

BLANK = "\u00a0"
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def official_number(number: int) -> str:
    return f"{number:02d}"


def number_line(paper: Paper) -> str:
    """Ô 3: `Số: 01/KH-MNGB`; empty for a paper that is not numbered."""
    return f"Số: {_number(paper)}/{paper.symbol}" if paper.symbol else ""


def place_line(paper: Paper) -> str:
    """Ô 4: `Giang Biên, ngày 15 tháng 02 năm 2023`; empty for minutes, which tell the time in their text."""
    return "" if paper.kind.frame is Frame.MINUTES else f"{paper.place}, {_dated(paper)}"


def attachment_line(paper: Paper) -> str:
    """The line under the title of an appendix, which ties it to its paper."""
    number = f" số {_number(paper)}/{paper.symbol}" if paper.symbol else ""
    return f"(Kèm theo {paper.kind.label}{number} {_dated(paper)} của {paper.issuer_name})"


def appendix_name(position: int, count: int) -> str:
    """`Phụ lục`, or `Phụ lục II` where the paper has two or more; `position` counts from 1."""
    return f"Phụ lục {roman(position)}" if count > 1 else "Phụ lục"


def roman(number: int) -> str:
    """9 is IX: appendices of a paper, parts of a text."""
    numeral = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral


def closed(items: Sequence[str]) -> list[str]:
    """Nơi nhận and Kính gửi: each ends with a semicolon, the last with a full stop."""
    return [f"{item};" for item in items[:-1]] + [f"{item}." for item in items[-1:]]


def _number(paper: Paper) -> str:
    return BLANK * 8 if paper.number is None else official_number(paper.number)


def _dated(paper: Paper) -> str:
    if paper.dated:
        return official_date(paper.dated)
    return f"ngày{BLANK * 6}tháng{BLANK * 6}năm {paper.year or BLANK * 8}"
