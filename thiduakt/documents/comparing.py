"""What changed between two texts, word by word, for people to read. Pure: values come in as `content.py` has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from .content import FIELD_NAMES, LINES, PEOPLE, Content
from .richtext import Grid, Paragraph, blocks

WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
ALIKE = 0.4  # share of common words from which two lines count as one line that was changed
NEAR = 8  # lines that are looked at for the like of a line: in two long texts of other words a search of all takes minutes
AROUND = 1  # unchanged lines shown before and after a change
FOLDED = 3  # fewer unchanged lines than this are shown all the same
MANY = 4_000_000  # pairs of words: beyond, the matcher leaves out the commonest words, which is quick and a little rougher


class Change(StrEnum):
    NONE = "none"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    change: Change = Change.NONE


@dataclass(frozen=True, slots=True)
class Text:
    """One line as it is printed: a paragraph, or a row of a table."""

    words: str
    label: str = ""
    look: str = ""  # the kind of the paragraph, or "row"


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    look: str
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.change is not Change.NONE for piece in self.pieces)

    @property
    def before(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.change is not Change.ADDED]

    @property
    def after(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.change is not Change.REMOVED]


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that follow each other; those of a long unchanged passage are folded away."""

    lines: tuple[Line, ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class FieldDifference:
    name: str
    passages: tuple[Passage, ...]
    is_of_looks: bool = False  # the words are the same: bold, headings, lists or tables changed


def compare(before: Content, after: Content, names: dict[int, str]) -> list[FieldDifference]:
    """The fields that differ. `names`: of the people named in a field, by key."""
    found = []
    for name, label in FIELD_NAMES.items():
        old, new = before.get(name), after.get(name)
        if old != new:
            found.append(difference(label, texts(name, old, names), texts(name, new, names)))
    return found


def difference(name: str, before: Sequence[Text], after: Sequence[Text]) -> FieldDifference:
    """Of two values that differ."""
    lines = compare_texts(before, after)
    is_of_looks = not any(line.is_changed for line in lines)
    return FieldDifference(name, () if is_of_looks else tuple(_folded(lines)), is_of_looks)


def texts(field: str, value: Any, names: dict[int, str]) -> list[Text]:
    """The lines of a field's value as somebody reads them."""
    if field == "body":
        return [text for block in blocks(value) for text in _block_texts(block)]
    if field in LINES:
        return [Text(line) for line in value or ()]
    if field in PEOPLE:
        return [Text(names.get(value, "Chưa chọn"))]
    if field == "dated_on":
        return [Text("/".join(reversed(value.split("-"))))]
    return [Text(line) for line in value.splitlines()]


def _block_texts(block: Paragraph | Grid) -> Iterator[Text]:
    if isinstance(block, Paragraph):
        yield Text(block.words, block.label, block.kind.value)
        return
    for row in block.rows:
        yield Text(" | ".join(cell.text for cell in row), look="row")


def compare_texts(before: Sequence[Text], after: Sequence[Text]) -> list[Line]:
    """Each line once: the same, changed inside, added or taken out. Words count, not numbers and looks."""
    lines: list[Line] = []
    for tag, start, end, other_start, other_end in _opcodes([text.words for text in before], [text.words for text in after]):
        if tag == "equal":
            lines += [_whole(text, Change.NONE) for text in after[other_start:other_end]]
        else:
            lines += _replaced(before[start:end], after[other_start:other_end])
    return lines


def _replaced(before: Sequence[Text], after: Sequence[Text]) -> Iterator[Line]:
    """Lines that are alike stand as one; each looks for its like behind the one found last."""
    place = 0
    for old in before:
        near = range(place, min(place + NEAR, len(after)))
        like = next((at for at in near if _are_alike(old.words, after[at].words)), None)
        if like is None:
            yield _whole(old, Change.REMOVED)
            continue
        yield from (_whole(text, Change.ADDED) for text in after[place:like])
        yield Line(after[like].label, after[like].look, tuple(_words(old.words, after[like].words)))
        place = like + 1
    yield from (_whole(text, Change.ADDED) for text in after[place:])


def _whole(text: Text, change: Change) -> Line:
    return Line(text.label, text.look, (Piece(text.words, change),))


def _are_alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, WORD.findall(old.lower()), WORD.findall(new.lower()))
    return matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def _words(old: str, new: str) -> Iterator[Piece]:
    old_words, new_words = WORD.findall(old), WORD.findall(new)
    for tag, start, end, other_start, other_end in _opcodes(old_words, new_words):
        if tag == "equal":
            yield Piece("".join(new_words[other_start:other_end]))
            continue
        if start < end:
            yield Piece("".join(old_words[start:end]), Change.REMOVED)
        if other_start < other_end:
            yield Piece("".join(new_words[other_start:other_end]), Change.ADDED)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    is_large = len(before) * len(after) > MANY
    return SequenceMatcher(None, before, after, autojunk=is_large).get_opcodes()


def _folded(lines: Sequence[Line]) -> Iterator[Passage]:
    """What stands near a change is shown; a longer stretch without any is folded."""
    near = {
        place + step
        for place, line in enumerate(lines)
        if line.is_changed
        for step in range(-AROUND, AROUND + 1)
    }  # fmt: skip
    start = 0
    while start < len(lines):
        end = next((place for place in range(start, len(lines)) if (place in near) != (start in near)), len(lines))
        yield Passage(tuple(lines[start:end]), is_folded=start not in near and end - start >= FOLDED)
        start = end
