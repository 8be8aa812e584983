"""Thước đo công bằng: who the honors of a year went to, beside how many there are of them. It measures; people judge.

The law wants collectives, small ones and those who work with their own hands (người trực tiếp) to be seen; no national
number says how many.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min

from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Group, Person

from .facts import people_of_year

STAFF = (HolderKind.PERSON, HolderKind.GROUP, HolderKind.SCHOOL)
FEWEST = 3  # people: of fewer, one honor more or less is no sign of anything
SPANS = (1, 2, 3, 5)  # years without an honor


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the school: its people, those of them who were honored, and the honors they got."""

    label: str
    people: int
    of_people: int
    honored: int
    honors: int
    of_honors: int

    @property
    def people_share(self) -> str:
        return percent(self.people, self.of_people)

    @property
    def honors_share(self) -> str:
        return percent(self.honors, self.of_honors)

    @property
    def comparison(self) -> str:
        """Their share of the honors against their share of the people, in words: from 0,8 to 1,25 times it is alike."""
        if not self.of_honors or not self.people:
            return "–"
        if self.people < FEWEST:
            return "quá ít người để so"
        got, due = self.honors * self.of_people, self.people * self.of_honors
        if 4 * got > 5 * due:
            return "nhiều hơn tỷ lệ người"
        return "ít hơn tỷ lệ người" if 5 * got < 4 * due else "ngang tỷ lệ người"


@dataclass(frozen=True, slots=True)
class Unhonored:
    person: Person
    last: int | None  # the last year with an honor on record

    @property
    def last_name(self) -> str:
        return year_name(self.last) if self.last else ""


@dataclass(frozen=True, slots=True)
class Meter:
    collectives: int
    individuals: int
    hands: tuple[Part, ...]  # direct workers, then managers
    groups: tuple[Part, ...]
    unhonored: tuple[Unhonored, ...]
    since: int | None  # the first year on record

    @property
    def honors(self) -> int:
        return self.collectives + self.individuals


def measure(school_id: int, year: int, *, span: int) -> Meter:
    """Of the year's standing honors of staff; `span`: for how many years somebody has had none."""
    people = list(people_of_year(school_id, year).select_related("group"))
    standing = HonorEntry.objects.standing().filter(school=school_id, holder_kind__in=STAFF).order_by()
    given = list(standing.filter(year=year).values_list("person", flat=True))
    honors = [person for person in given if person is not None]
    reached = standing.filter(person__isnull=False, year__lte=year)
    last: dict[int | None, int] = dict(reached.values_list("person").annotate(Max("year")))
    since: int | None = reached.aggregate(since=Min("year"))["since"]

    def part(label: str, belongs: Callable[[Person], bool]) -> Part:
        members = {person.pk for person in people if belongs(person)}
        won = [person for person in honors if person in members]
        return Part(label, len(members), len(people), len(set(won)), len(won), len(honors))

    return Meter(
        collectives=len(given) - len(honors),
        individuals=len(honors),
        hands=(
            part("Người trực tiếp làm việc", lambda person: not person.is_manager),
            part("Cán bộ quản lý", lambda person: person.is_manager),
        ),
        groups=tuple(part(name, _in(group)) for group, name in _groups(school_id, people)),
        unhonored=tuple(_unhonored(people, last, year, span)),
        since=since,
    )


def _groups(school_id: int, people: Sequence[Person]) -> Iterable[tuple[int | None, str]]:
    named: list[tuple[int | None, str]] = list(Group.objects.filter(school=school_id).values_list("pk", "name"))
    without = any(person.group_id is None for person in people)
    return [*named, *([(None, "Không thuộc tổ nào")] if without else [])]


def _in(group: int | None) -> Callable[[Person], bool]:
    return lambda person: person.group_id == group


def _unhonored(people: Iterable[Person], last: dict[int | None, int], year: int, span: int) -> Iterable[Unhonored]:
    """Who has been here all the while; whoever has waited longest comes first."""
    found = [
        Unhonored(person, last.get(person.pk))
        for person in people
        if last.get(person.pk, 0) <= year - span and not (person.joined_on and person.joined_on.year > year - span + 1)
    ]
    return sorted(found, key=lambda one: (one.last or 0, one.person.sort_key, one.person.pk))


def per_mille(part: int, whole: int) -> int:
    return (part * 1000 + whole // 2) // whole if whole else 0


def percent(part: int, whole: int) -> str:
    """“33,3%”; of nothing there is no share."""
    share = per_mille(part, whole)
    return f"{share // 10},{share % 10}%" if whole else "–"
