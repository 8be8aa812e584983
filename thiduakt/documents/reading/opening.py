"""What stands between the header and the text: tên loại, trích yếu, thẩm quyền, kính gửi, căn cứ."""

import re
from dataclasses import dataclass, field

from thiduakt.documents.kinds import Kind

from .header import MAX_LENGTH
from .labels import BULLETS, Mark, find_label
from .lines import BASIS, Line, is_basis, is_upper
from .paragraphs import Block
from .result import Doubt

MAX_HEADER_LINES = 60
MAX_SUBJECT_LINES = 4
MAX_SUBJECT_LINE = 160
SHORT_LINE = 60

AUTHORITY = re.compile(r"(?:HIỆU TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG PHÒNG|BAN GIÁM HIỆU|HỘI ĐỒNG|ỦY BAN|UỶ BAN)\b")
ADDRESSEES = re.compile(r"(Kính gửi ?:?)\s*(.*)", re.IGNORECASE)
ENACTING = re.compile(r"QUYẾT (?:ĐỊNH|NGHỊ) ?:?")

DASHED_BASES = "Căn cứ được gõ với gạch đầu dòng và được giữ nguyên; thể thức văn bản không dùng gạch trước căn cứ."


@dataclass(frozen=True, slots=True)
class Title:
    position: int
    kind: Kind
    typed: str
    rest: str  # what of the subject stands on the same line


@dataclass
class Opening:
    authority: str = ""
    addressees: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    frame_lines: list[str] = field(default_factory=list)


def find_title(lines: list[Line]) -> Title | None:
    for position, line in enumerate(lines[:MAX_HEADER_LINES]):
        if len(line.raw) > MAX_LENGTH or is_basis(line.text) or ADDRESSEES.match(line.text):
            return None
        for kind in Kind:
            if kind.printed_name and line.text.rstrip(" :").casefold() == kind.printed_name.casefold():
                return Title(position, kind, line.text, "")
            if kind.printed_name and is_upper(line.text) and line.text.startswith(f"{kind.printed_name} "):
                return Title(position, kind, kind.printed_name, line.text.removeprefix(f"{kind.printed_name} "))
    return None


def subject_length(lines: list[Line], title: Title) -> int:
    """How many lines below the title the trích yếu takes."""
    for position, line in enumerate(lines[:MAX_SUBJECT_LINES]):
        if line.table or _ends_subject(line.text):
            return position
        if (title.rest or position) and not _goes_on(line, lines[position - 1].text if position else title.rest):
            return position
    return min(MAX_SUBJECT_LINES, len(lines))


def _ends_subject(text: str) -> bool:
    return (
        len(text) > MAX_SUBJECT_LINE
        or BASIS.match(text) is not None
        or ADDRESSEES.fullmatch(text) is not None
        or AUTHORITY.match(text) is not None
        or find_label(text) is not None
        or (text.endswith((".", ";", ":")) and not text.endswith("..."))
    )


def _goes_on(line: Line, above: str) -> bool:
    if line.after_gap:
        return line.text[0].islower()
    return line.text[0].islower() or len(line.text) <= SHORT_LINE or (is_upper(above) and is_upper(line.text))


def read_opening(blocks: list[Block], kind: Kind | None, doubts: list[Doubt]) -> tuple[Opening, list[Block]]:
    """The parts above the text, and the blocks of the text."""
    opening = Opening()
    rest = list(blocks)
    while rest and _take(opening, rest, doubts):
        pass
    if kind is Kind.DECISION:
        _take_decision(opening, rest, doubts)
    return opening, rest


def _take_decision(opening: Opening, rest: list[Block], doubts: list[Doubt]) -> None:
    """Its authority stands above the căn cứ, the line QUYẾT ĐỊNH: below them."""
    if rest and AUTHORITY.match(rest[0].typed) and is_upper(rest[0].typed):
        lines = [rest.pop(0).typed]
        while rest and is_upper(rest[0].typed) and rest[0].label is None and not ENACTING.fullmatch(rest[0].typed):
            lines.append(rest.pop(0).typed)
        opening.authority = " ".join(lines)
    while rest and _take(opening, rest, doubts):
        pass
    if rest and ENACTING.fullmatch(rest[0].typed):
        opening.frame_lines.append(rest.pop(0).typed)


def _take(opening: Opening, rest: list[Block], doubts: list[Doubt]) -> bool:
    """Takes the first block, and what belongs to it, where it is Kính gửi or a căn cứ."""
    block = rest[0]
    addressees = ADDRESSEES.fullmatch(block.typed)
    if addressees and not opening.addressees and not opening.bases:
        rest.pop(0)
        _take_addressees(opening, addressees, rest)
    elif is_basis(block.text) and (block.label is None or block.label.mark is Mark.DASH):
        rest.pop(0)
        if block.label and not opening.bases:
            doubts.append(Doubt(block.line_number, block.typed, DASHED_BASES))
        opening.bases.append(block.typed)
    else:
        return False
    return True


def _take_addressees(opening: Opening, match: re.Match[str], rest: list[Block]) -> None:
    opening.frame_lines.append(match[1])
    first = match[2]
    if not first and rest and rest[0].label is None and 0 < len(rest[0].text) <= MAX_SUBJECT_LINE:
        first = rest.pop(0).typed
    if first:
        label = find_label(first)
        is_item = label is not None and label.mark in BULLETS
        opening.addressees.append(without_end_mark(label.rest if label and is_item else first))
    while rest and rest[0].label and rest[0].label.mark in BULLETS:
        opening.addressees.append(without_end_mark(rest.pop(0).text))


def without_end_mark(text: str) -> str:
    return text.rstrip(" ;.,/")
