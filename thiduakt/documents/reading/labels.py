"""The number or bullet a paragraph begins with."""

import re
from dataclasses import dataclass
from enum import Enum, auto

DASHES = "-–—−‒"
OTHER_BULLETS = "*•●▪■◦○►➢➤✓✔❖♦·"


class Mark(Enum):
    PART = auto()  # Phần thứ nhất, Chương I
    CAPITAL = auto()  # A.
    ARTICLE = auto()  # Điều 1.
    ROMAN = auto()  # I.
    NUMBER = auto()  # 1.
    DOTTED = auto()  # 1.1.  1.1.1.
    LETTER = auto()  # a)
    DASH = auto()  # -
    PLUS = auto()  # +
    BULLET = auto()  # any other


PATTERNS = (
    (Mark.PART, re.compile(r"((?:phần|chương|mục)\s+(?:thứ\s+\S+|[ivxlIVXL]+\b|\d+\b)[.:]?)\s*(.*)", re.IGNORECASE)),
    (Mark.ARTICLE, re.compile(r"(Điều \d{1,3} ?[.:])\s*(.*)", re.IGNORECASE)),
    (Mark.ROMAN, re.compile(r"(?!V/v\b)([IVXL]{1,8}(?: ?[./)]| ?[-–:](?= )))\s*(\S.*)")),
    (Mark.CAPITAL, re.compile(r"([A-HĐ] ?[./)])\s*(\S.*)")),
    (Mark.DOTTED, re.compile(r"(\d{1,2}(?:\.\d{1,2})+(?: ?[./)](?=\D)|(?= )))\s*(\S.*)")),
    (Mark.NUMBER, re.compile(r"(\d{1,2}(?: ?[.)/](?!\d)| [-–](?= \D)))\s*(\S.*)")),
    (Mark.LETTER, re.compile(r"([a-zđ] ?[)./])\s*(\S.*)")),
    (Mark.DASH, re.compile(rf"([{DASHES}])(?![{DASHES}])\s*(\S.*)")),
    (Mark.PLUS, re.compile(r"(\+)(?!\+)\s*(\S.*)")),
    (Mark.BULLET, re.compile(rf"([{re.escape(OTHER_BULLETS)}])(?!\*)\s*(\S.*)")),
)
BULLETS = (Mark.DASH, Mark.PLUS, Mark.BULLET)
HEADING_MARKS = (Mark.ROMAN, Mark.NUMBER, Mark.DOTTED)


@dataclass(frozen=True, slots=True)
class Label:
    mark: Mark
    lead: str  # as typed, up to the text: "2.1. "
    rest: str

    @property
    def typed(self) -> str:
        return self.lead.strip()

    @property
    def number(self) -> str:
        """The typed label without its end mark: "I", "2.1", "a"."""
        return self.lead.rstrip(" .)/-–:")


def find_label(text: str) -> Label | None:
    for mark, pattern in PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return Label(mark, text[: match.start(2)] if match[2] else f"{text} ", match[2])
    return None
