"""The school's people and collectives put to the law of a day, and what a long list has to mind."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thiduakt.catalog.choices import chosen
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.rulebook import rulebook
from thiduakt.eligibility import Assessment, Facts, Rulebook, Verdict, assess
from thiduakt.eligibility.caps import CapRounding, most_of
from thiduakt.eligibility.periods import last_day
from thiduakt.school.models import Group, Person

from .discretion import discreet
from .facts import REACHED, facts_of_collectives, facts_of_people, people_of_year

LDTT = "LDTT"


@dataclass(frozen=True, slots=True)
class Row:
    """One subject: a person, or a tổ, or the school itself (then both are None)."""

    person: Person | None
    group: Group | None
    facts: Facts
    assessments: Mapping[str, Assessment]

    def having(self, verdict: Verdict) -> list[Assessment]:
        return [found for found in self.assessments.values() if found.verdict == verdict]


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `percent` of `count` people; `wished` are more or fewer."""

    percent: int
    count: int
    most: int
    wished: int
    source: str

    @property
    def too_many(self) -> int:
        return max(self.wished - self.most, 0)


def review_day(period: int, today: date) -> date:
    """A year that is over is looked at as on its last day: under the law that counted then."""
    return min(today, last_day(period))


def codes_for(book: Rulebook, *subjects: str) -> list[str]:
    """The honors such a subject can be given, the lowest first; those whose standard nobody has entered are left out."""
    known = [one for one in book.standards.values() if one.subject in subjects and one.conditions and one.enabled]
    return [one.code for one in sorted(known, key=lambda one: (one.rank, one.code))]


def assess_people(
    school_id: int,
    *,
    period: int,
    on: date,
    codes: Sequence[str] | None = None,
    regime: str | None = None,
    people: Iterable[Person] | None = None,
    knows: Collection[int] | None = None,
    book: Rulebook | None = None,
    looking_ahead: bool = True,
) -> list[Row]:
    """By person, in the order given. `knows`: whose discipline, leave and open cases the reader may know; None: all."""
    book = book or rulebook(school_id, on=on, regime=regime)
    asked = codes_for(book, "individual", "either") if codes is None else codes
    reviewed = list(people_of_year(school_id, period).select_related("group") if people is None else people)
    facts = facts_of_people(school_id, period=period, on=on, people=reviewed)

    def row(person: Person) -> Row:
        told = assess if knows is None or person.pk in knows else discreet
        known = facts[person.pk]
        found = {code: told(known, code, book, looking_ahead=looking_ahead) for code in asked}
        return Row(person, person.group, known, found)

    return [row(person) for person in reviewed]


def assess_collectives(
    school_id: int,
    *,
    period: int,
    on: date,
    codes: Sequence[str] | None = None,
    regime: str | None = None,
    groups: Iterable[Group] | None = None,
    with_school: bool = True,
    knows_all: bool = True,
    book: Rulebook | None = None,
    looking_ahead: bool = True,
) -> list[Row]:
    """The school first, then its tổ."""
    book = book or rulebook(school_id, on=on, regime=regime)
    asked = codes_for(book, "collective", "either") if codes is None else codes
    teams = list(Group.objects.filter(school=school_id) if groups is None else groups)
    facts = facts_of_collectives(school_id, period=period, on=on, newcomer_months=newcomer_months(book), groups=teams)

    told = assess if knows_all else discreet

    def row(team: Group | None) -> Row:
        known = facts[team.pk if team else None]
        return Row(None, team, known, {code: told(known, code, book, looking_ahead=looking_ahead) for code in asked})

    return [row(team) for team in ([None, *teams] if with_school else teams)]


def newcomer_months(book: Rulebook) -> int:
    """Who serves less is too new for the first title."""
    first = book.standards.get(LDTT)
    months = [one.options["at_least"] for one in (first.conditions if first else ()) if one.test == "service_months"]
    return max(months, default=0)


def cap_of(school_id: int, rows: Sequence[Row], code: str, *, on: date, regime: str) -> Cap | None:
    """How many of the list the law lets be proposed, None where it sets no cap."""
    honor = honors_on(school_id, on=on, regime=regime).get(code)
    told = honor.ratio_cap if honor else None
    if not told or not told.get("max_percent"):
        return None
    decided = [row for row in rows if row.facts.received(REACHED, row.facts.period)]
    reached = decided or [row for row in rows if _reaches(row)]
    wished = [row for row in rows if code in row.assessments and row.assessments[code].verdict == Verdict.ELIGIBLE]
    rounding = CapRounding(chosen(school_id, on)["cap_rounding"])
    most = most_of(told["max_percent"], len(reached), rounding)
    return Cap(told["max_percent"], len(reached), most, len(wished), told.get("source", ""))


def _reaches(row: Row) -> bool:
    found = row.assessments.get(LDTT)
    return found is not None and found.verdict == Verdict.ELIGIBLE
