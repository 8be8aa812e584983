"""What a rule is and what it finds. A rule warns: it never changes a text, and what is held back another says (flows.py)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from re import Match, Pattern

from thiduakt.catalog.gaps import TO_FILL

from .text import Line, Surroundings, Text

SHORTEST, WIDEST = 20, 120  # characters of a passage: enough to be read alone, however often the same words come


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a line, why it should be looked at, and the words that could stand there, where that is sure."""

    line: Line
    start: int
    end: int
    reason: str
    proposal: str = ""


Finder = Callable[[Text, Surroundings], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    title: str
    source: str
    find: Finder


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning. Its `words` stand exactly so in the field, and only there as far as they can be told apart."""

    family: str
    rule: Rule
    field: str
    before: str  # as many words before and after the fault as lead to this place alone
    fault: str
    after: str
    reason: str
    proposal: str  # for `fault`; empty where it is not sure

    @property
    def words(self) -> str:
        return self.before + self.fault + self.after

    @property
    def holds_back(self) -> bool:
        """Whether the paper is not put before its signer as long as this stands: everything else is only told."""
        return self.fault.startswith(TO_FILL)

    @property
    def replacement(self) -> str:
        """For `words`; empty where nothing is proposed."""
        return self.before + self.proposal + self.after if self.proposal else ""

    @property
    def key(self) -> str:
        """The same for the same words in the same text, whatever else of it changes."""
        return hashlib.sha256(f"{self.rule.code}\n{self.field}\n{self.words}".encode()).hexdigest()[:16]


def rule(code: str, title: str, source: str = "") -> Callable[[Finder], Rule]:
    """Makes a rule of a function that finds spots."""

    def make(find: Finder) -> Rule:
        return Rule(code, title, source, find)

    return make


def whole(line: Line, reason: str, proposal: str = "") -> Spot:
    """The line itself is the spot."""
    return Spot(line, 0, len(line.text), reason, proposal)


def at(line: Line, match: Match[str], reason: str, proposal: str = "", group: int | str = 0) -> Spot:
    return Spot(line, match.start(group), match.end(group), reason, proposal)


def matches(pattern: Pattern[str], lines: Iterable[Line]) -> Iterator[tuple[Line, Match[str]]]:
    for line in lines:
        for match in pattern.finditer(line.text):
            yield line, match


def finding(family: str, found: Rule, spot: Spot, field_text: str) -> Finding:
    text = spot.line.text
    start, end = _told_apart(text, spot.start, spot.end, field_text)
    return Finding(
        family=family,
        rule=found,
        field=spot.line.field,
        before=text[start : spot.start],
        fault=text[spot.start : spot.end],
        after=text[spot.end : end],
        reason=spot.reason,
        proposal=spot.proposal,
    )


def _told_apart(text: str, start: int, end: int, field_text: str) -> tuple[int, int]:
    """The spot widened to whole words, and then word by word until they come once in the field."""
    start, end = _word_start(text, start), _word_end(text, end)
    while end - start < SHORTEST or (end - start < WIDEST and field_text.count(text[start:end]) > 1):
        if start == 0 and end == len(text):
            break
        start, end = _word_start(text, max(start - 1, 0)), _word_end(text, min(end + 1, len(text)))
    return start, end


def _word_start(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) + 1


def _word_end(text: str, place: int) -> int:
    after = text.find(" ", place)
    return len(text) if after < 0 else after
