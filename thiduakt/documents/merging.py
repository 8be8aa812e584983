"""Two people changed one draft: what both meant goes together; where they meant different things, a person decides.

The unit is a field, and of the text a section: from one heading (or one “Điều”) to the next. Pure: contents of drafts come
in (`content.py`), texts in the closed schema of `richtext.py`.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import unescape
from itertools import pairwise
from operator import attrgetter
from typing import Any

from .content import FIELD_NAMES, LINES, Content
from .wording import roman

TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
ARTICLE = re.compile(r"Điều\s+(\d+)")
LEVELS = ("h2", "h3", "h4")
LISTS = ("ul", "ol")


class Choice(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Section:
    html: str
    level: str  # the tag of its heading, "dieu", or nothing before the first heading
    title: str
    name: str  # "mục II.1", as people point to it

    @property
    def heading(self) -> tuple[str, str]:
        return self.level, self.title

    @property
    def full_name(self) -> str:
        return f"{self.name}. {self.title}" if self.level in LEVELS and self.title else self.name


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both changed, each in another way."""

    field: str
    name: str
    mine: Any  # the field's value, or the HTML of the section; "" where it was taken out
    theirs: Any

    @property
    def key(self) -> str:
        """Of exactly these two texts: a choice made about others is none about these."""
        seen = json.dumps([self.field, self.name, self.mine, self.theirs], ensure_ascii=False)
        return hashlib.sha256(seen.encode()).hexdigest()[:16]

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice) if self.field == "body" or self.field in LINES else (Choice.MINE, Choice.THEIRS)

    def settled(self, choice: Choice) -> Any:
        if choice is Choice.THEIRS:
            return self.theirs
        if choice is Choice.MINE:
            return self.mine
        if self.field == "body":
            return _both(self.mine, self.theirs)
        return [*self.mine, *(line for line in self.theirs if line not in self.mine)]


@dataclass(frozen=True, slots=True)
class Merge:
    values: Mapping[str, Any]  # of every field but the text: its value, or the conflict about it
    pieces: tuple[str | Conflict, ...]  # the text, where there is one beside the fields
    taken: tuple[str, ...]  # the names of what the others had changed

    @property
    def conflicts(self) -> list[Conflict]:
        return [part for part in (*self.values.values(), *self.pieces) if isinstance(part, Conflict)]

    def content(self, choices: Mapping[str, Choice] | None = None) -> Content | None:
        """The draft made of both; None while a conflict has no choice (by its key) that can be made about it."""
        made = {
            conflict.key: conflict.settled(choice)
            for conflict in self.conflicts
            if (choice := (choices or {}).get(conflict.key)) in conflict.choices
        }
        if any(conflict.key not in made for conflict in self.conflicts):
            return None

        def of(part: Any) -> Any:
            return made[part.key] if isinstance(part, Conflict) else part

        text = {"body": "".join(map(of, self.pieces))} if self.pieces else {}
        return {name: of(value) for name, value in self.values.items()} | text


def merge(base: Content, mine: Content, theirs: Content) -> Merge:
    """`base` is what both began from; a saving older than a field does not know it."""
    names = [name for name in FIELD_NAMES if name != "body"]
    values = {name: merge_one(name, FIELD_NAMES[name], base.get(name), mine[name], theirs[name]) for name in names}
    return Merge(values, tuple(_pieces(base["body"], mine["body"], theirs["body"])), tuple(changed(base, theirs)))


def changed(before: Content, after: Content) -> list[str]:
    """The names of the fields and sections that differ, those of the text last."""
    names = [label.lower() for name, label in FIELD_NAMES.items() if name != "body" and before.get(name) != after.get(name)]
    if before["body"] == after["body"]:
        return names
    return names + _changed_sections(sections(before["body"]), sections(after["body"]))


def sections(html: str) -> list[Section]:
    """The text cut at its headings; put together again the sections are the text."""
    starts = [(0, "", "")] + [(start, level, title) for start, level, title in _headings(html) if start]
    if first := next(((level, title) for start, level, title in _headings(html) if start == 0), None):
        starts[0] = (0, *first)
    ends = [start for start, _, _ in starts[1:]] + [len(html)]
    numbers = dict.fromkeys(LEVELS, 0)
    found = []
    for (start, level, title), end in zip(starts, ends, strict=True):
        opening = "phần mở đầu" if len(starts) > 1 else "nội dung"
        found.append(Section(html[start:end], level, title, _name(level, title, numbers) or opening))
    return found


def _headings(html: str) -> Iterator[tuple[int, str, str]]:
    """(place, level, words) of what begins a section: elements that stand in nothing else."""
    depth = begun = 0
    for tag in TAG.finditer(html):
        if tag[2] == "br":
            continue
        if tag[1]:
            depth -= 1
            if depth == 0:
                words = _words(html[begun : tag.end()])
                article = ARTICLE.match(words) if tag[2] == "p" else None
                if tag[2] in LEVELS or article:
                    yield begun, "dieu" if article else tag[2], words
        else:
            begun = begun if depth else tag.start()
            depth += 1


def _words(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html) if "<br>" in html else TAG.sub("", html)).split())


def _name(level: str, title: str, numbers: dict[str, int]) -> str:
    """“mục II.1”; counts on in `numbers` as the printed numbers do."""
    if level not in LEVELS:
        return f"Điều {article[1]}" if level and (article := ARTICLE.match(title)) else ""
    for deeper in LEVELS[LEVELS.index(level) + 1 :]:
        numbers[deeper] = 0
    numbers[level] += 1
    above = [numbers[each] for each in LEVELS[: LEVELS.index(level) + 1]]
    shown = [roman(above[0]), *map(str, above[1:])]
    return f"mục {'.'.join(number for number, count in zip(shown, above, strict=True) if count)}"


def merge_one(field: str, name: str, base: Any, mine: Any, theirs: Any) -> Any:
    """What three say of one thing."""
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else Conflict(field, name, mine, theirs)


def _pieces(base_html: str, mine_html: str, theirs_html: str) -> Iterator[str | Conflict]:
    base, mine, theirs = sections(base_html), sections(mine_html), sections(theirs_html)
    to_mine, to_theirs = _aligned(base, mine), _aligned(base, theirs)
    yield from _added(_after(-1, to_mine, mine), _after(-1, to_theirs, theirs))
    for place, section in enumerate(base):
        of_mine, of_theirs = _at(to_mine.get(place), mine), _at(to_theirs.get(place), theirs)
        named = of_theirs or of_mine or section
        html = [side.html if side else "" for side in (of_mine, of_theirs)]
        yield merge_one("body", named.full_name, section.html, *html)
        yield from _added(_after(place, to_mine, mine), _after(place, to_theirs, theirs))


def _added(mine: Sequence[Section], theirs: Sequence[Section]) -> Iterator[str | Conflict]:
    """New sections at one place: both stay, unless they are about the same thing."""
    own, others = "".join(section.html for section in mine), "".join(section.html for section in theirs)
    if own == others:
        yield own
    elif {section.title for section in mine}.isdisjoint(section.title for section in theirs):
        yield others + own
    else:
        yield Conflict("body", theirs[0].full_name, own, others)


def _at(place: int | None, found: Sequence[Section]) -> Section | None:
    return None if place is None else found[place]


def _after(place: int, places: Mapping[int, int], found: Sequence[Section]) -> Sequence[Section]:
    """The new sections that follow the base's section at `place` (-1: those that stand before all)."""
    if place >= 0 and place not in places:
        return ()
    start = places[place] + 1 if place >= 0 else 0
    end = min((other for base, other in places.items() if base > place), default=len(found))
    return found[start:end]


def _aligned(base: Sequence[Section], other: Sequence[Section]) -> dict[int, int]:
    """Which section of `other` each section of `base` became, in order: by its text, its heading, then its place."""
    if [section.heading for section in base] == [section.heading for section in other]:
        return {place: place for place in range(len(base))}
    pairs: dict[int, int] = {}
    keys: tuple[Callable[[Section], Any], ...] = (attrgetter("html"), attrgetter("heading"), attrgetter("level"))
    for key in keys:
        for start, end, other_start, other_end in _gaps(pairs, len(base), len(other)):
            ours, others = map(key, base[start:end]), map(key, other[other_start:other_end])
            for match in SequenceMatcher(None, list(ours), list(others), autojunk=False).get_matching_blocks():
                for step in range(match.size):
                    pairs[start + match.a + step] = other_start + match.b + step
    return pairs


def _gaps(pairs: Mapping[int, int], length: int, other_length: int) -> list[tuple[int, int, int, int]]:
    """The stretches between the pairs found so far, where both sides have something left."""
    known = [(-1, -1), *sorted(pairs.items()), (length, other_length)]
    between = [
        (place + 1, following, other + 1, other_following)
        for (place, other), (following, other_following) in pairwise(known)
    ]
    return [gap for gap in between if gap[0] < gap[1] and gap[2] < gap[3]]


def _changed_sections(before: Sequence[Section], after: Sequence[Section]) -> list[str]:
    """In the order of the text as it is now; what is gone under its old name."""
    places = _aligned(before, after)
    same = {other for place, other in places.items() if before[place].html == after[other].html}
    names = [section.name for place, section in enumerate(after) if place not in same and section.html]
    gone = [section.name for place, section in enumerate(before) if place not in places and section.html]
    return [*names, *(f"bỏ {name}" for name in gone)]


def _both(mine: str, theirs: str) -> str:
    """Every block of both texts, in order: what they share stands once, of what differs mine stands first."""
    own, others = _blocks(mine), _blocks(theirs)
    made: list[str] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, own, others, autojunk=False).get_opcodes():
        here, there = own[start:end], others[other_start:other_end]
        made += here if tag == "equal" else _differing(here, there)
    return "".join(made)


def _differing(here: Sequence[str], there: Sequence[str]) -> Iterator[str]:
    """Two lists of one kind at one place are put together item by item; tables stay whole."""
    names = [_list_name(block) or block for block in here], [_list_name(block) or block for block in there]
    for tag, start, end, other_start, other_end in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if tag == "equal":
            for own, other in zip(here[start:end], there[other_start:other_end], strict=True):
                within = _both(_inside(own), _inside(other))
                yield f"{own[: own.index('>') + 1]}{within}{own[own.rindex('<') :]}"
        else:
            yield from (*here[start:end], *there[other_start:other_end])


def _blocks(html: str) -> list[str]:
    """The outermost elements; put together again they are the text."""
    depth, starts = 0, [0]
    for tag in TAG.finditer(html):
        if tag[2] == "br":
            continue
        depth += -1 if tag[1] else 1
        if depth == 0:
            starts.append(tag.end())
    return [html[start:end] for start, end in pairwise([*starts, len(html)]) if end > start]


def _list_name(block: str) -> str:
    """`ul` or `ol` of a list, nothing of another block."""
    tag = TAG.match(block)
    return tag[2] if tag and tag[2] in LISTS else ""


def _inside(block: str) -> str:
    return block[block.index(">") + 1 : block.rindex("<")]
