"""Which council a school has on a day, and who sits in it."""

from collections.abc import Sequence
from datetime import date

from thiduakt.eligibility.periods import first_day

from .enums import CouncilKind, CouncilState, RenewalState, SeatFunction
from .models import Council, Renewal, Seat, SeatQuerySet


def council_on(school_id: int, kind: CouncilKind, day: date) -> Council | None:
    """The latest begun that day that had not ended."""
    return Council.objects.filter(school=school_id, kind=kind).in_office(day).order_by("-begins_on", "-pk").first()


def seats_on(council: Council, day: date) -> SeatQuerySet:
    """Who sits in it that day, in the order of its decision."""
    return council.seats.on(day).select_related("person__group")


def seat_of(council: Council, person_id: int, day: date) -> Seat | None:
    return seats_on(council, day).filter(person=person_id).first()


def proposed_seats(row: Council | Renewal) -> list[Seat]:
    """The list of a decision that is not issued yet."""
    return list(row.seats.proposed().select_related("person__group"))


def standing_seats(council: Council) -> list[Seat]:
    """Who is in it: of one that is prepared whom it will have, of one that ended whom it had on its last day."""
    if council.is_draft:
        return proposed_seats(council)
    if council.ends_on:
        return list(seats_on(council, council.ends_on))
    return list(council.seats.sitting().select_related("person__group"))


def past_seats(council: Council) -> SeatQuerySet:
    """Who left before the council did."""
    gone = council.seats.filter(ends_on__isnull=False).select_related("person")
    return (gone.filter(ends_on__lt=council.ends_on) if council.ends_on else gone).order_by("-ends_on", "position", "pk")


def last_before(council: Council) -> Council | None:
    """The council of the same kind whose place this one takes."""
    if council.replaces:
        return council.replaces
    founded = Council.objects.filter(school=council.school_id, kind=council.kind, state__in=CouncilState.FOUNDED)
    earlier = founded.exclude(pk=council.pk).order_by("-begins_on", "-pk")
    return earlier.filter(begins_on__lt=council.begins_on).first() if council.begins_on else earlier.first()


def day_of_law(council: Council) -> date:
    """By the law of which day it is composed: that of its decision, before it the first day of its school year."""
    return council.begins_on or first_day(council.year)


def last_change(council: Council) -> date:
    """Since when the list is in force that is in force: the day of the founding decision, or of the last renewal."""
    days = [council.begins_on, *council.renewals.values_list("begins_on", flat=True)]
    return max(day for day in days if day)


def draft_renewal(council: Council) -> Renewal | None:
    return council.renewals.filter(state=RenewalState.DRAFT).select_related("decision").first()


def chair_of(seats: Sequence[Seat]) -> Seat | None:
    return next((seat for seat in seats if seat.function == SeatFunction.CHAIR), None)
