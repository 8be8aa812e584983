"""How alike two texts are. Pure: no database, no network; the same answer on every machine.

Vietnamese is written syllable by syllable, so a run of five written words (a shingle) holds two or three words of the
language: enough to be nobody's common phrase, and short enough that a changed name spoils only the runs it stands in.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from thiduakt.vietnamese import fold, nfc

RUN = 5  # written words of a shingle
GAP = 4  # written words that may differ inside a passage: a name, a number
LEAST = 5  # shingles in common that are no chance
SHORTEST = 8  # written words of a passage worth showing
TEXT_ALIKE = 12  # per cent of the own text found in another from which the two are shown side by side
TO_EXPLAIN = 30  # per cent from which the author says why
NAME_ALIKE = 60  # per cent
WORD = re.compile(r"\w+")
WRITTEN = re.compile(r"(\w+)(\W*)")  # a word with the signs behind it

# What half of all names begin and end with tells nothing of them.
STOCK = tuple(
    phrase.split()
    for phrase in (
        "mot so", "mot vai", "cac", "nhung", "bien phap", "giai phap", "kinh nghiem", "kinh nghiem trong", "sang kien",
        "phuong phap", "hinh thuc", "huong dan", "nham", "giup", "nang cao", "chat luong", "hieu qua", "phat trien",
        "phat huy", "tang cuong", "doi moi", "cong tac", "hoat dong", "cho tre", "tre mam non", "truong mam non",
        "tai truong", "o truong", "trong truong", "lop mau giao", "mau giao", "tre mau giao", "cho", "trong", "o", "tai",
        "va", "cua", "tuoi",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as written, with the signs behind each, and folded for comparing: one place in both."""

    written: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that stands in both texts, apart from a name or a number inside it."""

    here: int
    here_count: int
    there: int
    there_count: int


def words_of(text: str) -> Words:
    found = WRITTEN.findall(nfc(text))
    bare = [word for word, _ in found]
    folded = tuple(fold(" ".join(bare)).split())
    if len(folded) != len(bare):  # a sign of another tongue that folds to two words or none
        folded = tuple("".join(fold(word).split()) or "_" for word in bare)
    return Words(tuple(word + signs for word, signs in found), folded)


def shingles(folded: Sequence[str]) -> array:
    """A number of 4 bytes for each different run of words, in order; a text shorter than a run is one run itself."""
    runs = {crc32(" ".join(run).encode()) for run in _runs(folded)}
    return array("I", sorted(runs))


def text_share(own: "set[int]", other: Iterable[int]) -> int:
    """Of the own runs how many per cent stand in the other text; a few by chance are none."""
    shared = len(own.intersection(other))
    return round(100 * shared / len(own)) if shared >= LEAST else 0


def passages(own: Sequence[str], other: Sequence[str]) -> list[Passage]:
    """What stands in both, in the order of the own text; each word of it once."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, run in enumerate(_runs(other)):
        places.setdefault(run, []).append(place)
    found: list[Passage] = []
    here = 0
    runs = list(_runs(own))
    while here < len(runs):
        starts = places.get(runs[here])
        if not starts:
            here += 1
            continue
        best = max((_grown(own, other, here, there) for there in starts), key=lambda one: one.here_count)
        found.append(best)
        here = best.here + best.here_count
    return [one for one in _joined(found) if one.here_count >= SHORTEST]


def name_share(one: str, other: str) -> int:
    """How alike two names are in per cent, by what tells them from others: pairs of neighbouring words, in any place."""
    mine, theirs = _pairs(_telling(one)), _pairs(_telling(other))
    if not mine or not theirs:
        return 100 if fold(one) == fold(other) else 0
    return round(100 * 2 * len(mine & theirs) / (len(mine) + len(theirs)))


def _runs(folded: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if 0 < len(folded) < RUN:
        yield tuple(folded)
    for place in range(len(folded) - RUN + 1):
        yield tuple(folded[place : place + RUN])


def _grown(own: Sequence[str], other: Sequence[str], here: int, there: int) -> Passage:
    """From where both begin alike, as far as they go on alike."""
    count = 0
    while here + count < len(own) and there + count < len(other) and own[here + count] == other[there + count]:
        count += 1
    return Passage(here, count, there, count)


def _joined(found: Sequence[Passage]) -> list[Passage]:
    """Pieces that follow each other in both texts, with no more than a name between them, are one passage."""
    joined: list[Passage] = []
    for one in found:
        last = joined[-1] if joined else None
        gap_here = one.here - (last.here + last.here_count) if last else GAP + 1
        gap_there = one.there - (last.there + last.there_count) if last else GAP + 1
        if last and 0 <= gap_here <= GAP and 0 <= gap_there <= GAP:
            here_count, there_count = one.here + one.here_count - last.here, one.there + one.there_count - last.there
            joined[-1] = Passage(last.here, here_count, last.there, there_count)
        else:
            joined.append(one)
    return joined


def _telling(name: str) -> list[str]:
    """The words of a name without those of every name."""
    words = WORD.findall(fold(name))
    kept, place = [], 0
    while place < len(words):
        stock = max((len(phrase) for phrase in STOCK if words[place : place + len(phrase)] == phrase), default=0)
        if not stock and not words[place].isdecimal():
            kept.append(words[place])
        place += stock or 1
    return kept


def _pairs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Of a single word the word itself."""
    return set(pairwise(words)) if len(words) > 1 else {(word,) for word in words}
