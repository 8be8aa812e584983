"""The text as lines, and the plain questions asked of a line."""

import re
from dataclasses import dataclass

# Word's soft break and page break, and the rarer Unicode ends: they part lines, but no editor counts them.
UNCOUNTED_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
COLUMN_GAP = re.compile(r"\s*\t\s*|\s{3,}")
ORNAMENT = re.compile(r"[-_=*~–—\s]+(?:[oO0]{3}[-_=*~–—\s]*)?")
SENTENCE_END = re.compile(r"[.;:!?…/][”\"’'»)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    raw: str  # tabs and runs of blanks as typed: they part columns
    text: str  # one blank between words
    after_gap: bool  # a blank line or a page break stands before it

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(split_columns(self.raw))

    @property
    def is_ornament(self) -> bool:
        """A drawn rule: ------, ***, ---o0o---."""
        return len(self.text) >= 3 and ORNAMENT.fullmatch(self.text) is not None


def split_lines(text: str) -> list[Line]:
    """The lines that hold something; a line of blanks shows only as `after_gap` of the next."""
    lines: list[Line] = []
    after_gap = False
    for number, counted in enumerate(text.split("\n"), start=1):
        for raw in UNCOUNTED_BREAKS.split(counted):
            words = raw.split()
            if words:
                lines.append(Line(number, raw, " ".join(words), after_gap))
            after_gap = not words
    return lines


def split_columns(raw: str) -> list[str]:
    return [" ".join(column.split()) for column in COLUMN_GAP.split(raw.strip()) if column.strip()]


def is_upper(text: str) -> bool:
    """Typed in capitals, but for a stray small letter or two ("TRƯỜNG MN Giang Biên" is not)."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(text[-8:]) is not None


def starts_inside_sentence(text: str) -> bool:
    return text[0].islower() or text[0] in ",;:.)!?”"
