"""Đăng ký thi đua của năm học, kept for whoever judges the year. The room that confirms the lists asks who may."""

from collections.abc import Collection, Iterable

from thiduakt.ledger.models import YearRegistration
from thiduakt.ledger.models.facts import RATED
from thiduakt.ledger.models.holders import Holder, kind_of
from thiduakt.school.models import School

from .entering import BATCH


def keep_registrations(
    school: School, year: int, *, registered: Iterable[Holder], others: Iterable[Holder], source: str
) -> None:
    """In the transaction of the confirmation. A later round of the same year adds to it: a yes is never taken back."""
    known = {_key(row): row for row in YearRegistration.objects.filter(school=school, year=year)}
    fresh, late = [], []
    told = [*((holder, True) for holder in registered), *((holder, False) for holder in others)]
    for holder, is_registered in told:
        row = _row(school, year, holder, source, is_registered=is_registered)
        standing = known.setdefault(_key(row), row)
        if standing is row:
            fresh.append(row)
        elif is_registered and not standing.is_registered:
            late.append(standing.pk)
    YearRegistration.objects.bulk_create(fresh, batch_size=BATCH)
    YearRegistration.objects.filter(pk__in=late).update(is_registered=True, source=source)


def confirmed_registrations(school: School, years: Collection[int]) -> dict[tuple[str, int, int], bool]:
    """By kind of holder, its key and year, for a rating that does not say itself whether its holder registered."""
    rows = YearRegistration.objects.filter(school=school, year__in=years)
    told = rows.order_by().values_list("holder_kind", "person", "group", "year", "is_registered")
    return {(kind, person or group or school.pk, year): known for kind, person, group, year, known in told}


def _row(school: School, year: int, holder: Holder, source: str, *, is_registered: bool) -> YearRegistration:
    kind = kind_of(holder)
    place = {RATED[kind]: holder} if kind in RATED else {}
    return YearRegistration(
        school=school, holder_kind=kind, year=year, is_registered=is_registered, source=source[:200], **place
    )


def _key(row: YearRegistration) -> tuple[int | None, int | None]:
    return row.person_id, row.group_id
