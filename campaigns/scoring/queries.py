"""Score sheets as their pages ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Max, Min, QuerySet

from thiduakt.marks import total_of

from .models import Item, Mark, ScoreSheet, Subject
from .ranking import Standing, standings


@dataclass(frozen=True, slots=True)
class Line:
    """One subject with what it gave itself and what the council gave."""

    subject: Subject
    marks: dict[int, Mark]  # by item
    own_total: Decimal
    standing: Standing
    failed: tuple[str, ...]

    @property
    def difference(self) -> Decimal:
        return self.standing.total - self.own_total


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    items: tuple[Item, ...]

    @property
    def total(self) -> Decimal:
        return total_of(one.max_points for one in self.items)


def sections(items: Sequence[Item]) -> list[Section]:
    return [Section(name, tuple(rows)) for name, rows in groupby(items, lambda item: item.section)]


def lines(sheet: ScoreSheet, items: Sequence[Item]) -> list[Line]:
    """All subjects, the ranked ones first by rank, the others in the order of the sheet."""
    subjects = list(sheet.subjects.select_related("group", "person"))
    marks: dict[int, dict[int, Mark]] = {one.pk: {} for one in subjects}
    for mark in Mark.objects.filter(subject__sheet=sheet):
        marks[mark.subject_id][mark.item_id] = mark
    council = {pk: {item: mark.council_points for item, mark in given.items()} for pk, given in marks.items()}
    places, texts = standings(items, council), {item.pk: item.text for item in items}
    found = []
    for one in subjects:
        one.sheet = sheet
        own = total_of(mark.self_points for mark in marks[one.pk].values())
        place = places[one.pk]
        found.append(Line(one, marks[one.pk], own, place, tuple(texts[pk] for pk in place.failed)))
    return sorted(found, key=lambda line: (line.standing.rank is None, line.standing.rank or 0, line.subject.position))


def scored_years(sheets: QuerySet[ScoreSheet]) -> list[int]:
    """From the newest that has a sheet to the oldest: an index knows these two, however many sheets there are."""
    ends = sheets.order_by().aggregate(first=Min("year"), last=Max("year"))
    return list(range(ends["last"], ends["first"] - 1, -1)) if ends["first"] else []
