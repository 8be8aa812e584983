"""What the room asks the database."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from campaigns.registrations.enums import HonorPart
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.models import GroupList, RegisteredHonor, Registration, Round
from thiduakt.catalog.enums import HonorKind, HonorSubject
from thiduakt.catalog.honors import honors_on
from thiduakt.eligibility.periods import last_day
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.permissions import Scope, scopes
from thiduakt.school.models import Group, Person, School, User

OF_PEOPLE = {HonorSubject.INDIVIDUAL, HonorSubject.EITHER}
OF_COLLECTIVES = {HonorSubject.COLLECTIVE, HonorSubject.EITHER}
Holder = Person | Group | School


class Offered(NamedTuple):
    name: str
    part: HonorPart


def offered_to(turn: Round, kind: str) -> dict[str, Offered]:
    """By code, in the order of the catalogue: what the law of the round gives to such a holder, titles first."""
    subjects = OF_PEOPLE if kind == HolderKind.PERSON else OF_COLLECTIVES
    known = honors_on(turn.school_id, on=last_day(turn.year), regime=turn.regime or None)
    offers = {
        code: Offered(honor.name, HonorPart.FORM if honor.kind == HonorKind.FORM else HonorPart.TITLE)
        for code, honor in known.items()
        if honor.subject in subjects
    }
    return dict(sorted(offers.items(), key=lambda item: item[1].part != HonorPart.TITLE))


def full(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """With everything a line of a list says."""
    return rows.select_related("person", "group", "team", "school", "round").prefetch_related("honors")


def people_expected(turn: Round, on: date) -> QuerySet[Person]:
    """Who is asked to register: everybody at work, and whoever registered and left."""
    at_work = Q(left_on__isnull=True) | Q(left_on__gte=on)
    came = Q(joined_on__isnull=True) | Q(joined_on__lte=max(on, last_day(turn.year)))
    known = Registration.objects.filter(round=turn, person__isnull=False).standing().values("person")
    return Person.objects.filter((at_work & came) | Q(pk__in=known), school=turn.school_id)


def people_led(turn: Round, user: User, on: date) -> QuerySet[Person]:
    """Whose steps this reader follows, and may remind: the whole school, or the own tổ."""
    found = people_expected(turn, on).select_related("group")
    if scopes(user, "round.draft", on):
        return found
    leads = Scope.GROUP in scopes(user, "registration.consolidate", on)
    return found.filter(group=user.group_id) if leads and user.group_id else found.none()


def people_missing(turn: Round, user: User, on: date) -> QuerySet[Person]:
    """Of these, who has not sent anything that stands, or has something to mend."""
    done = Registration.objects.filter(round=turn, state__in=(S.SENT, S.AGREED, S.CONFIRMED), person__isnull=False)
    return (
        people_led(turn, user, on).filter(Q(left_on__isnull=True) | Q(left_on__gte=on)).exclude(pk__in=done.values("person"))
    )


def lists_of(turn: Round) -> list[GroupList]:
    """Of every tổ that has people or a list, with how many were sent and how many are locked."""
    return list(turn.lists.select_related("group", "locked_by__person"))


def counts_by_team(turn: Round) -> dict[int | None, dict[str, int]]:
    rows = Registration.objects.filter(round=turn).standing().order_by()
    found: dict[int | None, dict[str, int]] = {}
    for team, state, count in rows.values_list("team", "state").annotate(Count("pk")):
        found.setdefault(team, {})[state] = count
    return found


def honor_counts(turn: Round) -> list[tuple[str | None, str, str, str, str, int]]:
    """(tổ, kind of holder, part, code, name, how many) of what is on the list now."""
    listed = Registration.objects.filter(round=turn).listed()
    rows = RegisteredHonor.objects.filter(registration__in=listed).order_by("part", "code")
    told = rows.values_list("registration__team__name", "registration__holder_kind", "part", "code", "honor_name")
    return list(told.annotate(Count("pk")).order_by("-part", "code"))


def honors_registered(turn: Round) -> list[tuple[str, str]]:
    """(code, name) of every honor that anybody registered in this round, for a filter."""
    rows = RegisteredHonor.objects.filter(registration__round=turn).order_by("code", "honor_name")
    return list(dict(rows.values_list("code", "honor_name").distinct()).items())


def achieved(school_id: int, year: int, holders: Iterable[str]) -> dict[tuple[str, int | None], list[HonorEntry]]:
    """By kind and key of the holder: the honors of that year that stand in the ledger. The school's key is None."""
    entries = HonorEntry.objects.filter(school=school_id, year=year, holder_kind__in=list(holders)).standing()
    found: dict[tuple[str, int | None], list[HonorEntry]] = {}
    for entry in entries.order_by("code", "pk"):
        found.setdefault((entry.holder_kind, entry.person_id or entry.group_id), []).append(entry)
    return found
