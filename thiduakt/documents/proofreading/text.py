"""What is proof-read: the lines of a draft field by field, and what the school knows on the paper's day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from thiduakt.documents import richtext
from thiduakt.documents.kinds import Kind

LOWER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
UPPER = LOWER.upper()
# The number a paragraph was typed with, where the schema of the text has none for it: "III.", "Điều 2.", "b.", "3.1.1."
TYPED_LABEL = re.compile(
    r"(?P<article>Điều \d{1,3})(?: ?[.:]|(?= ))"
    r"|(?P<part>(?:Phần|Chương|Mục) (?:thứ \S{2,5}|[IVXL]{1,6}|\d{1,2}))\b[.:]?"
    r"|(?P<number>[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2})*|[A-HĐ]|[a-zđ])(?: ?[.)/]|(?<=\.\d)|(?<=\.\d\d))"
    rf"(?=[\s{UPPER}{LOWER}])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a field: a paragraph of the text without its drawn label, a căn cứ, a line of Nơi nhận."""

    field: str
    text: str
    label: str = ""
    kind: richtext.Kind | None = None  # of a paragraph of the body
    in_table: bool = False

    @property
    def is_heading(self) -> bool:
        return self.kind in richtext.HEADINGS


@dataclass(frozen=True)
class Text:
    """A draft as its readers read it."""

    kind: Kind | None  # None: not known, of a text that was typed elsewhere
    day: date
    lines: tuple[Line, ...]

    def of(self, *names: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.field in names)

    @cached_property
    def body(self) -> tuple[Line, ...]:
        return self.of("body")

    @cached_property
    def prose(self) -> tuple[Line, ...]:
        """Everything but the cells of tables, which hold no sentences."""
        return tuple(line for line in self.lines if not line.in_table)

    @cached_property
    def plain(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def subject(self) -> str:
        return " ".join(line.text for line in self.of("subject"))

    @property
    def is_plan(self) -> bool:
        return self.kind in {Kind.PLAN, Kind.PROGRAM}


def make_text(kind: Kind | None, day: date, *, body: str, **fields: Iterable[str]) -> Text:
    """The lines of a draft: `body` is cleaned rich text, the other fields are lines of plain text."""
    lines = [Line(name, text) for name, texts in fields.items() for text in texts]
    return Text(kind, day, (*lines, *_body_lines(body)))


def _body_lines(body: str) -> Iterator[Line]:
    for block in richtext.blocks(body):
        if isinstance(block, richtext.Paragraph):
            yield _line(block)
        else:
            for row in block.rows:
                yield from (_line(paragraph, in_table=True) for cell in row for paragraph in cell.paragraphs)


def _line(paragraph: richtext.Paragraph, *, in_table: bool = False) -> Line:
    return Line("body", paragraph.words, paragraph.label, paragraph.kind, in_table)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at the school on the paper's day."""

    name: str
    posts: frozenset[str]  # as they are compared: "phó hiệu trưởng"


@dataclass(frozen=True)
class Surroundings:
    """What the school knows on the paper's day."""

    school_name: str = ""
    office_code: str = ""
    staff: tuple[Colleague, ...] = ()
    groups: tuple[str, ...] = ()
    issued: Mapping[tuple[str, int], date] = field(default_factory=dict)  # ("01/KH-MNGB", 2023): the day it went out
    legal: Mapping[str, str] = field(default_factory=dict)  # a citation as it is typed: why it should not be cited that day
