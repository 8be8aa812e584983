"""What the school's books know of people and of collectives, as eligibility asks it. Always the same number of queries.

Nobody writes down that there was no discipline and no open case: the books are taken to be complete for a year once the
year's rating is in them, and until then what is not written is not known. Of initiatives a year is known once one of it is
in them. What somebody did before coming to this school is known where it was entered, and of the rest nothing is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet

from thiduakt.catalog.choices import chosen
from thiduakt.eligibility import Facts
from thiduakt.eligibility.facts import Collective, Initiative, ReceivedHonor, SubjectKind
from thiduakt.eligibility.facts import Discipline as KnownDiscipline
from thiduakt.eligibility.facts import Leave as KnownLeave
from thiduakt.eligibility.periods import first_day, first_year_reviewed, last_day, whole_months
from thiduakt.ledger.enums import HolderKind, InitiativeLevel, Rating
from thiduakt.ledger.models import (
    CollectiveYear,
    Discipline,
    HonorEntry,
    InitiativeAuthor,
    Leave,
    Verification,
    YearRating,
    YearRegistration,
)
from thiduakt.ledger.models import (
    Initiative as KnownWork,
)
from thiduakt.school.models import Group, Person

REACHED = ("LDTT", "CSTDCS")  # who is given the higher title of a year has reached the lower
COMPLETED = (Rating.EXCELLENT, Rating.GOOD, Rating.DONE)
TOO_LOW = (Rating.DONE, Rating.NOT_DONE)  # for any title
SCHOOL = None  # the key of the school itself among its collectives


def people_of_year(school_id: int, period: int) -> QuerySet[Person]:
    """Who worked here at any time of the school year."""
    came = Q(joined_on__isnull=True) | Q(joined_on__lte=last_day(period))
    stayed = Q(left_on__isnull=True) | Q(left_on__gte=first_day(period))
    return Person.objects.filter(came, stayed, school=school_id)


def facts_of_people(school_id: int, *, period: int, on: date, people: Iterable[Person] | None = None) -> dict[int, Facts]:
    """By person; without `people`, of everybody who worked here in that year."""
    reviewed = list(people_of_year(school_id, period).select_related("group") if people is None else people)
    who = {"school": school_id} if people is None else {"person__in": [person.pk for person in reviewed]}
    ratings, registered = _ratings(who, period)
    discipline = _by_person(
        Discipline.objects.filter(**who).values_list("person", "kind", "decided_on", "ended_on"), KnownDiscipline
    )
    leave = _by_person(Leave.objects.filter(**who).values_list("person", "kind", "starts_on", "ends_on"), KnownLeave)
    under_way = _under_way(who, on)
    honors, honors_since = _honors(school_id, HolderKind.PERSON, who, "person")
    initiatives, initiative_years = _initiatives(school_id, on, reviewed)

    def facts(person: Person) -> Facts:
        is_complete, came_in = period in ratings[person.pk], _came_in(person)
        return Facts(
            kind=SubjectKind.INDIVIDUAL,
            period=period,
            on=on,
            recruited_on=person.recruited_on,
            registered=registered.get(person.pk),
            investigation_open=True if person.pk in under_way else False if is_complete else None,
            ratings=ratings[person.pk],
            discipline=tuple(discipline[person.pk]) if is_complete or discipline[person.pk] else None,
            initiatives=tuple(initiatives[person.pk]) if initiative_years else None,
            initiative_years=frozenset(year for year in initiative_years if year >= came_in),
            honors=None if honors_since is None else tuple(honors[person.pk]),
            honors_since=None if honors_since is None else max(honors_since, came_in),
            leave=tuple(leave[person.pk]) if is_complete or leave[person.pk] else None,
        )

    return {person.pk: facts(person) for person in reviewed}


def facts_of_collectives(
    school_id: int, *, period: int, on: date, newcomer_months: int = 0, groups: Collection[Group] | None = None
) -> dict[int | None, Facts]:
    """By tổ, the school itself under None. `newcomer_months`: who serves less is too new to be reviewed for a title."""
    teams = [SCHOOL, *(group.pk for group in (Group.objects.filter(school=school_id) if groups is None else groups))]
    ratings: dict[int | None, dict[int, str]] = defaultdict(dict)
    registered: dict[int | None, bool | None] = {}
    rated = YearRating.objects.filter(school=school_id, holder_kind__in=[HolderKind.GROUP, HolderKind.SCHOOL])
    for team, year, rating, is_registered in rated.values_list("group", "year", "rating", "registered"):
        ratings[team][year] = rating
        if year == period:
            registered[team] = is_registered
    registered |= _confirmed({"school": school_id}, period, "group", HolderKind.GROUP, HolderKind.SCHOOL)
    honors, honors_since = _honors(school_id, (HolderKind.GROUP, HolderKind.SCHOOL), {"school": school_id}, "group")
    counts = _counts(school_id, period=period, on=on, newcomer_months=newcomer_months)
    under_way = _under_way({"school": school_id}, on)

    def facts(team: int | None) -> Facts:
        of_team, is_complete = counts.of(team), period in ratings[team]
        return Facts(
            kind=SubjectKind.COLLECTIVE,
            period=period,
            on=on,
            registered=registered.get(team),
            # A case against a member is for people to weigh: the books hold no case against a collective.
            investigation_open=False if is_complete and not (counts.possible_members(team) & under_way) else None,
            ratings=ratings[team],
            honors=None if honors_since is None else tuple(honors[team]),
            honors_since=honors_since,
            leave=(),
            collective=of_team,
        )

    return {team: facts(team) for team in teams}


def _came_in(person: Person) -> int:
    """The first year of hers that was reviewed here, 0 where she has worked nowhere else."""
    if person.joined_on is None or (person.recruited_on is not None and person.recruited_on >= person.joined_on):
        return 0
    return first_year_reviewed(person.joined_on)


def _ratings(who: Mapping[str, Any], period: int) -> tuple[dict[int, dict[int, str]], dict[int, bool | None]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    registered: dict[int, bool | None] = {}
    rows = YearRating.objects.filter(**who, holder_kind=HolderKind.PERSON)
    for person, year, rating, is_registered in rows.values_list("person", "year", "rating", "registered"):
        found[person][year] = rating
        if year == period:
            registered[person] = is_registered
    return found, registered | _confirmed(who, period, "person", HolderKind.PERSON)


def _confirmed(who: Mapping[str, Any], period: int, place: str, *kinds: str) -> dict[Any, bool | None]:
    """What the council confirmed stands above what was typed beside a rating."""
    rows = YearRegistration.objects.filter(**who, year=period, holder_kind__in=kinds)
    return dict(rows.order_by().values_list(place, "is_registered"))


def _by_person(rows: Iterable[Sequence[Any]], made: type) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for person, *told in rows:
        found[person].append(made(*told))
    return found


def _under_way(who: Mapping[str, Any], on: date) -> set[int]:
    """Against whom a case is open that day."""
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    return set(Verification.objects.filter(still, **who, opened_on__lte=on).values_list("person", flat=True))


def _honors(
    school_id: int, kinds: HolderKind | Sequence[HolderKind], who: Mapping[str, Any], holder: str
) -> tuple[dict[Any, list[ReceivedHonor]], int | None]:
    """What stands, by holder; and since when the school's ledger tells of such holders, None: it does not."""
    chosen_kinds = [kinds] if isinstance(kinds, HolderKind) else kinds
    written = HonorEntry.objects.filter(school=school_id, holder_kind__in=chosen_kinds)
    since: int | None = written.aggregate(since=Min("year"))["since"]
    found: dict[Any, list[ReceivedHonor]] = defaultdict(list)
    standing = HonorEntry.objects.standing().filter(**who, holder_kind__in=chosen_kinds)
    for key, *told in standing.order_by().values_list(holder, "code", "year", "merit"):
        found[key].append(ReceivedHonor(*told))
    return found, since


def _initiatives(school_id: int, on: date, people: Sequence[Person]) -> tuple[dict[int, list[Initiative]], set[int]]:
    """By author, and the years on record. An honor that no longer stands has used none up."""
    found: dict[int, list[Initiative]] = defaultdict(list)
    years = set(KnownWork.objects.filter(school=school_id).order_by().values_list("year", flat=True).distinct())
    if not years:
        return found, years
    of_school = chosen(school_id, on)["base_initiative_level"] == InitiativeLevel.SCHOOL
    rows = InitiativeAuthor.objects.filter(person__in=[person.pk for person in people]).order_by()
    used = ("use__entry__code", "use__entry__ended_by")
    for person, year, level, code, ended in rows.values_list("person", "initiative__year", "initiative__level", *used):
        counted = InitiativeLevel.COMMUNE if of_school and level == InitiativeLevel.SCHOOL else InitiativeLevel(level)
        if counted != InitiativeLevel.SCHOOL:
            found[person].append(Initiative(year, counted.value, None if ended else code))
    return found, years


@dataclass(frozen=True, slots=True)
class Counts:
    """The people of the year and what the books say of them, to be counted by tổ."""

    is_over: bool  # the year: the tổ of a person is the present one
    told: Mapping[int | None, tuple[int, int | None]]  # what the school's papers say: size and how many completed
    teams: Mapping[int, int | None]  # of each person
    newcomers: set[int]
    ratings: Mapping[int, str]
    reached: set[int]
    best: set[int]
    disciplined: Mapping[int, list[str]]

    def members(self, team: int | None) -> set[int]:
        return {person for person, group in self.teams.items() if team is SCHOOL or group == team}

    def knows_members(self, team: int | None) -> bool:
        """Whether those who are counted are those who were in the tổ: the number on its papers says so."""
        if team in self.told and team is not SCHOOL:
            return self.told[team][0] == len(self.members(team))
        return team is SCHOOL or not self.is_over

    def possible_members(self, team: int | None) -> set[int]:
        return self.members(team if self.knows_members(team) else SCHOOL)

    def is_settled(self, person: int) -> bool:
        """Has a title of the year, or can get none."""
        return person in self.reached or person in self.newcomers or self.ratings[person] in TOO_LOW

    def of(self, team: int | None) -> Collective:
        people = self.members(team)
        size, completed = self.told.get(team, (None, None))
        if not self.knows_members(team):
            return Collective(size=size, completed=completed)
        as_now = [] if team is SCHOOL or not self.is_over else ["ldtt", "cstdcs", "disciplined"]
        if as_now and completed is None:
            as_now.append("completed")
        size = len(people) if size is None else size
        is_complete = all(person in self.ratings for person in people)
        if completed is None and is_complete:
            completed = sum(self.ratings[person] in COMPLETED for person in people)
        kinds = tuple(sorted(kind for person in people for kind in self.disciplined.get(person, ())))
        is_decided = is_complete and all(self.is_settled(person) for person in people)
        return Collective(
            size=size,
            counted=size - len(people & self.newcomers) if self.newcomers else None,
            completed=completed,
            ldtt=len(people & self.reached) if is_decided else None,
            cstdcs=len(people & self.best) if is_decided else None,
            disciplined=kinds if kinds or is_complete else None,
            as_now=tuple(as_now),
        )


def _counts(school_id: int, *, period: int, on: date, newcomer_months: int) -> Counts:
    people = list(people_of_year(school_id, period).values_list("pk", "group", "recruited_on"))
    told = CollectiveYear.objects.filter(school=school_id, year=period).values_list("group", "size", "completed")
    rows = YearRating.objects.filter(school=school_id, year=period, holder_kind=HolderKind.PERSON)
    titled = HonorEntry.objects.standing().filter(
        school=school_id, year=period, code__in=REACHED, holder_kind=HolderKind.PERSON
    )
    titles = set(titled.order_by().values_list("person", "code"))
    in_year = Discipline.objects.filter(school=school_id, decided_on__range=(first_day(period), last_day(period)))
    without_newcomers = chosen(school_id, on)["collective_denominator"] == "eligible"
    until = min(on, last_day(period))
    return Counts(
        is_over=on >= last_day(period),
        told={group: (size, completed) for group, size, completed in told},
        teams={person: group for person, group, _ in people},
        newcomers={
            person for person, _, day in people if without_newcomers and day and whole_months(day, until) < newcomer_months
        },
        ratings=dict(rows.values_list("person", "rating")),
        reached={person for person, _ in titles},
        best={person for person, code in titles if code == REACHED[-1]},
        disciplined=_by_person(in_year.values_list("person", "kind"), str),
    )
