"""What the room asks of the others: each of them a number of queries that does not grow with the school."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from awards.decisions.models import AwardLine
from campaigns.campaigns.classes import Period, duration, launched_at, method
from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.models import Campaign
from campaigns.registrations.models import RegisteredHonor, Registration
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind, ReviewState
from nominations.dossiers.models import Dossier, ReviewHonor
from nominations.dossiers.queries import full
from nominations.sessions.enums import SessionState
from nominations.sessions.models import Item
from thiduakt.catalog.enums import RuleState
from thiduakt.catalog.models import Honor
from thiduakt.eligibility.periods import first_day, last_day
from thiduakt.ledger.enums import EntryKind, HolderKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.years import year_on
from thiduakt.school.models import Person, School, User

from .gaps import Claim, Known, Registered
from .given import SCHOOL, WITHOUT_GROUP, Given
from .official import Award, Launched
from .shares import Member
from .times import Way, earned

STAFF = (HolderKind.PERSON, HolderKind.GROUP, HolderKind.SCHOOL)


class Classed(NamedTuple):
    """What the catalogue knows of a code."""

    kind: str
    level: str


UNKNOWN = Classed("", "")


def catalogue(school_id: int) -> dict[str, Classed]:
    """By code, all that any regime knows: a line of 2013 is counted today. Of one code the own row, then the newest."""
    known = Honor.objects.known_to(school_id).filter(state=RuleState.APPROVED)
    rows = known.order_by(F("school").asc(nulls_first=True), "valid_from", "pk")
    return {code: Classed(kind, level) for code, kind, level in rows.values_list("code", "kind", "level")}


def years_known(school_id: int, on: date) -> list[int]:
    """School years from the newest to the oldest that the ledger tells of; the present one is among them."""
    told = HonorEntry.objects.filter(school=school_id).aggregate(oldest=Min("year"), newest=Max("year"))
    now = year_on(on)
    newest, oldest = max(told["newest"] or now, now), min(told["oldest"] or now, now)
    return list(range(newest, oldest - 1, -1))


def year_to_open(school_id: int, on: date) -> int:
    """The present school year once something is registered for it; before, the newest with an honor in the ledger."""
    if Registration.objects.filter(school=school_id, round__year=year_on(on)).listed().exists():
        return year_on(on)
    newest: int | None = HonorEntry.objects.standing().filter(school=school_id).aggregate(year=Max("year"))["year"]
    return year_on(on) if newest is None else newest


def given_in(school_id: int, period: Period, group: int | None) -> list[Given]:
    """What the ledger tells of every year, and who is outside of it; `group`: of one tổ and of the people in it today.

    Of a period that is no school year the day of the decision tells the year; without it a line is not counted.
    """
    known = catalogue(school_id)
    entries = HonorEntry.objects.standing().filter(school=school_id).order_by()
    if group:
        entries = entries.filter(Q(person__group=group) | Q(group=group))
    place = ("holder_kind", "person__group__name", "group__name", "code", "honor_name", "merit")
    dated = "year" if period == Period.SCHOOL else "decided_on"
    rows = entries.filter(**{f"{dated}__isnull": False}).values_list(dated, *place).annotate(Count("pk"))
    found = [
        Given(_year(when, period), kind, of_person or own or "", code, honor, *known.get(code, UNKNOWN), merit, count)
        for when, kind, of_person, own, code, honor, merit, count in rows
    ]
    return found if group else [*found, *_given_outside(school_id, period, known)]


def undated(school_id: int, group: int | None) -> int:
    """Lines without a day of decision: no period but the school year counts them."""
    entries = HonorEntry.objects.standing().filter(school=school_id, decided_on__isnull=True)
    return entries.filter(Q(person__group=group) | Q(group=group)).count() if group else entries.count()


def _given_outside(school_id: int, period: Period, known: dict[str, Classed]) -> Iterable[Given]:
    """To people who have no place in the ledger."""
    lines = AwardLine.objects.standing().filter(decision__school=school_id, holder_kind=NomineeKind.OUTSIDER)
    decided_on = Coalesce("decision__document__issued_on", "decision__decided_on")
    when = "decision__year" if period == Period.SCHOOL else decided_on
    rows = lines.order_by().values_list(when, "code", "honor_name", "decision__merit").annotate(Count("pk"))
    for year, code, honor, merit, count in rows:
        yield Given(_year(year, period), NomineeKind.OUTSIDER, "", code, honor, *known.get(code, UNKNOWN), merit, count)


def _year(when: int | date, period: Period) -> int:
    return when if isinstance(when, int) else period.year_of(when)


def awards_between(school_id: int, first: date, last: date) -> list[tuple[Award, int]]:
    """By the day of the decision, as the official forms count."""
    known = catalogue(school_id)
    entries = HonorEntry.objects.standing().filter(school=school_id, decided_on__range=(first, last)).order_by()
    told = ("code", "honor_name", "holder_kind", "person__is_manager", "merit")
    return [
        (Award(code, honor, *known.get(code, UNKNOWN), holder, bool(manager), merit), count)
        for code, honor, holder, manager, merit, count in entries.values_list(*told).annotate(Count("pk"))
    ]


def launched_between(user: User, first: date, last: date, on: date) -> list[Launched]:
    rows = Campaign.objects.visible_to(user, on).exclude(state=CampaignState.DRAFT)
    told = rows.filter(launches_on__range=(first, last)).order_by()
    return [
        Launched(launched_at(launcher), reach, duration(starts_on, ends_on), method(form))
        for launcher, reach, form, starts_on, ends_on in told.values_list(
            "launcher", "reach", "form", "launches_on", "sums_up_on"
        )
    ]


def registered_in(school_id: int, year: int, group: int | None) -> list[Registered]:
    """What is on the lists of the year: sent, and not given back or withdrawn. Collectives first, as the lists have them."""
    listed = Registration.objects.filter(school=school_id, round__year=year)
    rows = RegisteredHonor.objects.filter(registration__in=listed.listed().order_by().values("pk"))
    if group:
        rows = rows.filter(Q(registration__team=group) | Q(registration__group=group))
    told = rows.order_by("registration__sort_key", "registration", "position", "pk").values_list(
        "registration__holder_kind", "registration__person", "registration__group", "registration__person__full_name",
        "registration__group__name", "registration__school__name", "registration__team__name", "code", "honor_name",
        "registration__gap_reason",
    )  # fmt: skip
    return [
        Registered((kind, person or own), name or collective or school, team or _team(kind, collective), code, honor, reason)
        for kind, person, own, name, collective, school, team, code, honor, reason in told
    ]


def _team(kind: str, group: str | None) -> str:
    return SCHOOL if kind == HolderKind.SCHOOL else group or WITHOUT_GROUP


def known_of(school_id: int, year: int) -> Known:
    received: set[Claim] = set()
    cancelled: set[Claim] = set()
    lines = HonorEntry.objects.honors().filter(school=school_id, year=year, holder_kind__in=STAFF).order_by()
    for kind, person, group, code, end in lines.values_list("holder_kind", "person", "group", "code", "ended_by__kind"):
        claim = (kind, person or group, code)
        if end is None:
            received.add(claim)
        elif end == EntryKind.REVOKED:
            cancelled.add(claim)
    reviews = ReviewHonor.objects.filter(review__school=school_id, review__year=year)
    rounds = reviews.exclude(review__state=ReviewState.DRAFT).order_by().values_list("code", "review__state").distinct()
    reviewed: dict[str, set[str]] = defaultdict(set)
    for code, state in rounds:
        reviewed[code].add(state)
    rows = Dossier.objects.filter(school=school_id, review__year=year, holder_kind__in=STAFF).order_by()
    dossiers: dict[Claim, set[str]] = defaultdict(set)
    refused: set[Claim] = set()
    told = ("holder_kind", "person", "group", "code", "state", "superior_refusal")
    for kind, person, group, code, state, refusal in rows.values_list(*told):
        claim = (kind, person or group, code)
        dossiers[claim].add(state)
        if refusal:
            refused.add(claim)
    still_open = {code for code, states in reviewed.items() if ReviewState.OPEN in states}
    return Known(received, cancelled, refused, dossiers, set(reviewed), still_open)


def received_beside(school_id: int, year: int, group: int | None, registered: Iterable[Registered]) -> dict[str, int]:
    """By tổ: honors of the year's staff that were received without having been registered."""
    wanted = {one.claim for one in registered}
    entries = HonorEntry.objects.standing().filter(school=school_id, year=year, holder_kind__in=STAFF)
    if group:
        entries = entries.filter(Q(person__group=group) | Q(group=group))
    told = entries.order_by("person__group__sort_key", "pk").values_list(
        "holder_kind", "person", "group", "code", "person__group__name", "group__name"
    )
    found: dict[str, int] = {}
    for kind, person, own, code, of_person, own_name in told:
        if (kind, person or own, code) not in wanted:
            team = SCHOOL if kind == HolderKind.SCHOOL else of_person or own_name or WITHOUT_GROUP
            found[team] = found.get(team, 0) + 1
    return found


def members_of(school_id: int, years: Iterable[int], group: int | None) -> dict[int, list[Member]]:
    """By year: who worked here then, in the tổ of today, with the first year of an honor on record."""
    people = Person.objects.filter(school=school_id).order_by()
    if group:
        people = people.filter(group=group)
    first = _first_years(school_id)
    rows = list(people.values_list("pk", "is_manager", "gender", "joined_on", "left_on"))
    return {
        year: [
            Member(key, is_manager, gender, first.get(key))
            for key, is_manager, gender, joined_on, left_on in rows
            if (joined_on is None or joined_on <= last_day(year)) and (left_on is None or left_on >= first_day(year))
        ]
        for year in years
    }


def _first_years(school_id: int) -> dict[int, int]:
    entries = HonorEntry.objects.standing().filter(school=school_id, person__isnull=False).order_by()
    return dict(entries.values_list("person").annotate(Min("year")))


def honors_of_people(school_id: int, years: Iterable[int]) -> dict[int, dict[int, int]]:
    """By year, by person: how many."""
    entries = HonorEntry.objects.standing().filter(school=school_id, person__isnull=False, year__in=list(years)).order_by()
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for year, person, count in entries.values_list("year", "person").annotate(Count("pk")):
        found[year][person] = count
    return found


def ways_between(school: School, first: date, last: date, group: int | None) -> list[Way]:
    """Of every honor in force that was decided in these days on a dossier."""
    lines = AwardLine.objects.standing().filter(decision__school=school, dossier__isnull=False)
    issued, told = "decision__document__issued_on", "decision__decided_on"
    lines = lines.filter(Q(**{f"{issued}__range": (first, last)}) | Q(**{f"{told}__range": (first, last)}))
    if group:
        lines = lines.filter(dossier__team=group)
    rows = list(
        lines.order_by("decision", "position", "pk").values_list(
            "holder_name", "honor_name", Coalesce(issued, told), "dossier", "dossier__handed_in_at",
            Coalesce("dossier__merit_on", "dossier__contest__closes_on", "dossier__campaign__sums_up_on"),
            "dossier__review__year", "recipient__handed_on", "payment__paid_on",
        )
    )  # fmt: skip
    heard = _heard([row[3] for row in rows])
    ends = {year.starts_on.year: year.ends_on for year in school.school_years.all()}
    return [
        Way(
            holder, honor, earned(merit_on, ends.get(year), handed_in_on=_day(sent)), _day(sent), heard.get(dossier),
            decided_on, handed_on, paid_on,
        )
        for holder, honor, decided_on, dossier, sent, merit_on, year, handed_on, paid_on in rows
    ]  # fmt: skip


def _heard(dossiers: Iterable[int]) -> dict[int, date]:
    """By dossier: the last session that took it up and is over."""
    items = Item.objects.filter(dossier__in=list(dossiers), session__state__in=SessionState.OVER).order_by()
    return dict(items.values_list("dossier").annotate(Max("session__held_on")))


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def waiting(user: User, group: int | None, on: date) -> QuerySet[Dossier]:
    """Handed in and not decided on yet, of those that this reader may see, the longest first; without what is paused."""
    sent = Dossier.objects.visible_to(user, on).unpaused().filter(handed_in_at__isnull=False)
    if group:
        sent = sent.filter(team=group)
    moving = Q(state__in=S.IN_HAND) & ~Q(review__state=ReviewState.DONE)
    received = HonorEntry.objects.filter(
        Q(person=OuterRef("person")) | Q(group=OuterRef("group")) | Q(holder_kind=HolderKind.SCHOOL),
        school=OuterRef("school"), holder_kind=OuterRef("holder_kind"), year=OuterRef("review__year"), code=OuterRef("code"),
    )  # fmt: skip
    decided = AwardLine.objects.decided().filter(dossier=OuterRef("pk"))
    undecided = Q(state=S.AWARDED) & ~Exists(decided) & ~Exists(received)
    return full(sent.filter(moving | undecided)).order_by("handed_in_at", "pk")
