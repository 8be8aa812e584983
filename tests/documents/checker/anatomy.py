"""Finds the boxes (ô) of NĐ 30/2020, Phụ lục I, Mục IV, on the sheets, by what stands where; None where one is missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .expectation import Expectation
from .pages import Document, Grid, Line, Page, Rule, fold

MIDDLE = 105.0  # mm: the left and right columns of the head lie on either side
BASE = re.compile(r"(Căn cứ|Theo đề nghị|Xét)\b")


@dataclass(frozen=True)
class Paragraph:
    lines: tuple[Line, ...]
    left: float  # the text area's left edge

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def indent(self) -> float:
        return self.lines[0].x0 - self.left

    @property
    def page(self) -> int:
        return self.lines[0].page


def place(line: Line) -> tuple[int, float]:
    return line.page, line.baseline


def joined(lines: Iterable[Line]) -> str:
    return " ".join(line.text for line in lines)


class Anatomy:
    def __init__(self, document: Document, expects: Expectation) -> None:
        self.document = document
        self.expects = expects

    @cached_property
    def parts(self) -> list[list[Page]]:
        """The pages of the main part, then of each appendix."""
        parts: list[list[Page]] = [[]]
        for page in self.document.pages:
            opens = page.lines and re.match(r"PHU LUC( [IVX]+)?$", fold(page.lines[0].text))
            if opens and parts[0]:
                parts.append([])
            parts[-1].append(page)
        return parts

    @property
    def main(self) -> list[Page]:
        return self.parts[0]

    @cached_property
    def flow(self) -> list[Line]:
        return [line for page in self.main for line in page.flow]

    @cached_property
    def first(self) -> list[Line]:
        return self.document.pages[0].lines

    # The head.

    @cached_property
    def nation(self) -> Line | None:
        return _find(self.first, r"CONG HOA X")

    @cached_property
    def motto(self) -> Line | None:
        return _find(self.first, r"DOC LAP")

    @cached_property
    def number(self) -> Line | None:
        above = [line for line in self.first if line.centre < MIDDLE and place(line) < self.title_place]
        return _find(above, r"SO\b")

    @cached_property
    def date(self) -> Line | None:
        right = [line for line in self.first if line.centre > MIDDLE + 5 and place(line) < self.title_place]
        return _find(right, r".*NGAY.*THANG.*NAM")

    @cached_property
    def office(self) -> list[Line]:
        """Ô 2: the lines of the parent body and of the issuer."""
        end = self.number.baseline if self.number else self.title_place[1]
        return [line for line in self.first if line.centre < MIDDLE and line.baseline < end - 1]

    # The title.

    @cached_property
    def title(self) -> Line | None:
        if not self.expects.title:
            return None
        named = [line for line in self.first if fold(line.text) == fold(self.expects.title)]
        head = self.motto.baseline + 3 if self.motto else 40
        centred = [line for line in self.first if line.baseline > head and abs(line.centre - self.axis) < 5]
        return next(iter(named or centred), None)

    @cached_property
    def title_place(self) -> tuple[int, float]:
        """Where the head ends: at the title, or in a letter at Kính gửi."""
        end = self.title or _find(self.first, r"KINH GUI")
        return place(end) if end else (1, 80.0)

    @cached_property
    def subject(self) -> list[Line]:
        if self.expects.is_letter:
            return self._letter_subject()
        found: list[Line] = []
        for line in self.first:
            if self.title and line.baseline > self.title.baseline:
                is_next = line.bold and not line.caps and abs(line.centre - self.axis) < 4
                if not is_next:
                    break
                found.append(line)
        return found

    def _letter_subject(self) -> list[Line]:
        start = self.number.baseline + 1 if self.number else 40
        return [line for line in self.first if line.centre < MIDDLE and start < line.baseline < self.title_place[1]]

    @cached_property
    def authority(self) -> list[Line]:
        after = self.subject[-1] if self.subject else self.title
        found: list[Line] = []
        for line in self.first:
            if after and line.baseline > after.baseline:
                if BASE.match(line.text):
                    break
                found.append(line)
        return found

    @cached_property
    def addressees(self) -> list[Line]:
        """Ô 9a: the line with Kính gửi and the lines under it, which stand far from the left edge."""
        start = next((i for i, line in enumerate(self.first) if fold(line.text).startswith("KINH GUI")), None)
        if start is None:
            return []
        found = [self.first[start]]
        for line in self.first[start + 1 :]:
            if line.x0 < self.left + 20:
                break
            found.append(line)
        return found

    def rule_under(self, line: Line, *, within: float = 4.0) -> Rule | None:
        """The horizontal rule below a line, near its axis."""
        rules = self.document.pages[line.page - 1].rules
        near = [
            rule
            for rule in rules
            if rule.horizontal and 0 < rule.top - line.baseline < within and abs(rule.centre - line.centre) < 25
        ]
        return min(near, key=lambda rule: rule.top, default=None)

    # The text area and the body.

    @cached_property
    def left(self) -> float:
        """The left edge of the text area as printed: the leftmost line below the head."""
        return min((line.x0 for line in self.flow if line.baseline > 70 or line.page > 1), default=30.0)

    @cached_property
    def right(self) -> float:
        """The right edge of the text area as printed: where full lines usually end."""
        ends = sorted(line.x1 for line in self.flow if line.width > 100)
        full = [end for end in ends if end > ends[-1] - 2]
        return full[len(full) // 2] if full else 195.0

    @cached_property
    def axis(self) -> float:
        """The middle of the text area."""
        return (self.left + self.right) / 2

    @cached_property
    def body_start(self) -> tuple[int, float]:
        for block in (self.addressees, self.authority if self.expects.is_decision else [], self.subject):
            if block and not (block is self.subject and self.expects.is_letter):
                return place(block[-1])
        return self.title_place

    @cached_property
    def sign_start(self) -> tuple[int, float]:
        """The first line of the signature block with Nơi nhận; the end of the main part where there is none."""
        wanted = [signer for signer in self.expects.signers if signer.first_row]
        found = [place(line) for line in (self.capacity_line(s.capacity[0], s.on_left) for s in wanted) if line]
        recipients = self.recipients_head
        if recipients and not self.expects.is_minutes:
            found.append(place(recipients))
        return min(found, default=(len(self.document.pages) + 1, 0.0))

    def capacity_line(self, capacity: str, on_left: bool) -> Line | None:
        side = [line for line in self.flow if (line.centre < self.axis) == on_left and fold(line.text) == fold(capacity)]
        return side[-1] if side else None

    @cached_property
    def recipients_head(self) -> Line | None:
        found = [line for line in self.flow if fold(line.text).startswith("NOI NHAN")]
        return found[-1] if found else None

    @cached_property
    def signing(self) -> list[Line]:
        """Ô 7, 9b: every line of the signature block."""
        page, height = self.sign_start
        return [line for line in self.flow if place(line) >= (page, height - 1.5)]

    @cached_property
    def body(self) -> list[Line]:
        page, height = self.sign_start
        return [line for line in self.flow if self.body_start < place(line) < (page, height - 1.5)]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        groups: list[list[Line]] = []
        for line in self.body:
            if groups and not self._begins(line, groups[-1][-1]):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [Paragraph(tuple(group), self.left) for group in groups]

    def _begins(self, line: Line, last: Line) -> bool:
        """A paragraph begins with an indent, after a line left far from full, after a centred line, after a wide gap.

        So a line broken by hand inside a paragraph is taken for a paragraph without an indent: samples have none.
        """
        if line.x0 > self.left + 3 or last.x1 < self.right - 25 or self.is_centred(last):
            return True
        return line.page == last.page and line.baseline - last.baseline > 13

    def is_centred(self, line: Line) -> bool:
        return abs(line.centre - self.axis) < 1.5 and line.x0 > self.left + 15

    @cached_property
    def bases(self) -> list[Paragraph]:
        found: list[Paragraph] = []
        for paragraph in self.paragraphs:
            if not BASE.match(paragraph.text) or len(found) == self.expects.bases:
                break
            found.append(paragraph)
        return found

    @cached_property
    def content(self) -> list[Paragraph]:
        """Ô 6 without the legal bases."""
        return self.paragraphs[len(self.bases) :]

    def grids(self, part: int) -> list[Grid]:
        return [grid for page in self.parts[part] for grid in page.grids]


def _find(lines: Iterable[Line], pattern: str) -> Line | None:
    """The first line whose folded text begins like this."""
    return next((line for line in lines if re.match(pattern, fold(line.text))), None)
