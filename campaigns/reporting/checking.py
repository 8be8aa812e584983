"""Con số trong bài: what the report says of a figure beside what the data say. Plain text and numbers, no rows.

A figure is known by the words the draft tells it with: “đạt {}/{} chỉ tiêu”. Wherever these words stand with other numbers,
the place is told. Words that somebody has written anew are theirs: nothing is guessed about them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

SLOT = "{}"
NUMBER = r"(\d{1,9}(?:\.\d{3})*)"  # 12, 05, 1.250


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was taken: stored with its words, so that an older report is checked by the words it was drafted in."""

    key: str
    label: str
    phrase: str  # SLOT stands for each number
    numbers: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The phrase with its numbers, written as papers do: 05, 12."""
        return self.with_numbers(*(f"{number:02d}" for number in self.numbers))

    def with_numbers(self, *numbers: str) -> str:
        first, *pieces = self.phrase.split(SLOT)
        return first + "".join(number + piece for number, piece in zip(numbers, pieces, strict=True))

    @property
    def told(self) -> str:
        return "/".join(map(str, self.numbers))

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"numbers": list(self.numbers)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        return cls(**values | {"numbers": tuple(values["numbers"])})


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place of the text, from `start` to `end`, whose numbers are not those of the figure."""

    start: int
    end: int
    words: str
    figure: Figure

    @property
    def reason(self) -> str:
        return f"Số liệu của hệ thống: {self.figure.sentence}."

    @property
    def proposal(self) -> str:
        """The figure in its own words, with the capital that the place began with."""
        sentence = self.figure.sentence
        return sentence[:1].upper() + sentence[1:] if self.words[:1].isupper() else sentence


def mismatches(figures: Sequence[Figure], text: str) -> Iterator[Mismatch]:
    """In the order of the text. Of two phrases that end in the same words the longer one has the place."""
    found = [(match, figure) for figure in figures for match in _pattern(figure.phrase).finditer(text)]
    found.sort(key=lambda pair: (pair[0].start() - pair[0].end(), pair[0].start()))
    taken: list[tuple[int, int]] = []
    wrong = []
    for match, figure in found:
        start, end = match.span()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        if tuple(int(number.replace(".", "")) for number in match.groups()) != figure.numbers:
            wrong.append(Mismatch(start, end, match[0], figure))
    yield from sorted(wrong, key=lambda mismatch: mismatch.start)


def _pattern(phrase: str) -> re.Pattern[str]:
    """The words as they may be typed: any blanks, any capitals; no number that is longer than the one found."""
    pieces = [r"\s+".join(map(re.escape, piece.split())) for piece in phrase.split(SLOT)]
    spaced = []
    for place, (piece, raw) in enumerate(zip(pieces, phrase.split(SLOT), strict=True)):
        before = r"\s+" if place and raw[:1].isspace() else ""
        after = r"\s+" if place < len(pieces) - 1 and raw[-1:].isspace() else ""
        spaced.append(f"{before}{piece}{after}" if piece else before or after)
    return re.compile(rf"(?<![\w.,/]){NUMBER.join(spaced)}(?!\w)", re.IGNORECASE)
