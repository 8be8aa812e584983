"""Căn cứ chosen from the library: what the panel beside the lines offers on the paper's day, and what a press of it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from thiduakt.forms import Day
from thiduakt.vietnamese import one_line

from .basis import basis_lines
from .citing import citations
from .enums import TextState
from .gaps import Gap, gaps_of
from .models import LegalText
from .queries import Standing, legal_status

LINES, WORDS, CHOSEN, PRESS, DAY = "bases", "tim_can_cu", "can_cu", "basis_press", "dated_on"  # names in the form
OFFERED = 50  # texts: more than fit a look; the search box finds the others


@dataclass(frozen=True, slots=True)
class Offer:
    text: LegalText
    line: str
    is_cited: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Outdated:
    """A line whose text does not hold on the paper's day; `line` in its place counts from 1."""

    place: int
    line: str
    sentence: str
    successor: LegalText | None


@dataclass(frozen=True, slots=True)
class Panel:
    day: date
    words: str
    offers: list[Offer]
    left_out: int
    outdated: list[Outdated]
    gaps: list[Gap]
    is_open: bool


def panel(lines: Sequence[str], *, school_id: int, on: date, words: str = "", chosen: Sequence[int] = ()) -> Panel:
    """What the library says of `lines`, and the texts in force on that day, in the order of căn cứ. A few queries in all."""
    standings = _standings(lines, school_id, on)
    cited = {standing.text.pk for found in standings for standing in found}
    texts = LegalText.objects.known_to(school_id).kept().standing(TextState.IN_FORCE, on).matching(words)
    offered = list(texts.in_official_order()[: OFFERED + 1])
    left_out = texts.count() - OFFERED if len(offered) > OFFERED else 0
    shown = offered[:OFFERED]
    offers = [
        Offer(text, line, text.pk in cited, text.pk in chosen)
        for text, line in zip(shown, basis_lines(shown, school_id), strict=True)
    ]
    gaps = gaps_of(lines, school_id, on)
    return Panel(on, words, offers, left_out, _outdated(lines, standings), gaps, bool(words or chosen))


def posted_panel(data: QueryDict, *, school_id: int, fallback: date) -> Panel:
    """The panel for what stands in a form that was sent."""
    press = data.get(PRESS, "")
    words = one_line(data.get(WORDS, ""))[:100]
    chosen = [] if press == "pick" else _chosen(data)
    return panel(lines_of(data), school_id=school_id, on=paper_day(data, fallback), words=words, chosen=chosen)


def pressed(data: QueryDict, *, school_id: int, fallback: date) -> list[str] | None:
    """The lines after a press of the panel; None where it was not the panel that was pressed. Nothing is stored."""
    if PRESS not in data:
        return None
    lines, on = lines_of(data), paper_day(data, fallback)
    action, _, place = str(data[PRESS]).partition(":")
    if action == "pick":
        known = LegalText.objects.known_to(school_id).kept().filter(pk__in=_chosen(data)).in_official_order()
        return _added(lines, list(known), school_id, on)
    if place.isdecimal() and len(place) <= 3:
        change = {"replace": _replaced, "fill": _filled}.get(action)
        return change(lines, int(place), school_id, on) if change else lines
    return lines


def lines_of(data: QueryDict) -> list[str]:
    return [line for line in map(one_line, data.getlist(LINES)) if line]


def paper_day(data: Mapping[str, Any], fallback: date) -> date:
    """The day typed in the form; where none is readable there, the one on record."""
    try:
        typed: date = Day().clean(data.get(DAY, ""))
    except ValidationError:
        return fallback
    return typed


def _chosen(data: QueryDict) -> list[int]:
    return [int(key) for key in data.getlist(CHOSEN)[:OFFERED] if key.isdecimal() and len(key) <= 18]


def _standings(lines: Sequence[str], school_id: int, on: date) -> list[list[Standing]]:
    """What is known of the texts of each line."""
    cited = [citations(line) for line in lines]
    known = legal_status(dict.fromkeys(citation for found in cited for citation in found), school_id, on)
    return [[known[citation] for citation in found if citation in known] for found in cited]


def _outdated(lines: Sequence[str], standings: list[list[Standing]]) -> list[Outdated]:
    """A line that cites one text can give way to its successor; of one that cites several only a person knows how."""
    found = []
    for place, (line, known) in enumerate(zip(lines, standings, strict=True), start=1):
        if wrong := [standing for standing in known if standing.sentence]:
            sentence = "; ".join(f"{standing.text} {standing.sentence}" for standing in wrong)
            successor = wrong[0].successor if len(citations(line)) == 1 else None
            found.append(Outdated(place, line, sentence, successor))
    return found


def _added(lines: list[str], texts: list[LegalText], school_id: int, on: date) -> list[str]:
    """Each text in its official place among the lines whose texts are known; what a person has put in order stays so."""
    standings = _standings(lines, school_id, on)
    cited = {standing.text.pk for found in standings for standing in found}
    placed = [(line, found[0].text.official_place if found else None) for line, found in zip(lines, standings, strict=True)]
    for text in texts:
        if text.pk not in cited:
            placed.insert(_place_for(text, placed), (basis_lines([text], school_id)[0], text.official_place))
    return [line for line, _ in placed]


def _place_for(text: LegalText, placed: list[tuple[str, tuple[int, date] | None]]) -> int:
    """Before the first known text that ranks lower; else after the last căn cứ (“Theo đề nghị của …” stays the end)."""
    for index, (_, official_place) in enumerate(placed):
        if official_place and official_place > text.official_place:
            return index
    bases = [index for index, (line, place) in enumerate(placed) if place or line.casefold().startswith("căn cứ")]
    return max(bases) + 1 if bases else 0


def _replaced(lines: list[str], place: int, school_id: int, on: date) -> list[str]:
    """The line at `place` (from 1) gives way to that of the text in force; where that one stands already, it only goes."""
    standings = _standings(lines, school_id, on)
    successor = next((wrong.successor for wrong in _outdated(lines, standings) if wrong.place == place), None)
    if successor is None:
        return lines
    cited = {standing.text.pk for found in standings for standing in found}
    new = [] if successor.pk in cited else basis_lines([successor], school_id)
    return [*lines[: place - 1], *new, *lines[place:]]


def _filled(lines: list[str], place: int, school_id: int, on: date) -> list[str]:
    """The line at `place` (from 1) with what the library has by now of the text it cites."""
    filled = {gap.place: gap.filled for gap in gaps_of(lines, school_id, on) if gap.filled}
    return [filled.get(here, line) if here == place else line for here, line in enumerate(lines, start=1)]
