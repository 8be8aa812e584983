"""Which years a school looks back at, and how each stands."""

from datetime import date

from awards.closing.models import YearArchive, YearClosing
from thiduakt.ledger.years import year_on
from thiduakt.school.models import School, SchoolYear


def years_of(school: School, day: date) -> list[int]:
    """Those of its calendar that have begun, and those that were ever closed; the latest first."""
    begun = SchoolYear.objects.filter(school=school, starts_on__lte=day).values_list("starts_on", flat=True)
    known = {year_on(starts_on) for starts_on in begun} | {year_on(day)}
    return sorted(known | set(YearClosing.objects.filter(school=school).values_list("year", flat=True)), reverse=True)


def closing_of(school: School, number: int) -> YearClosing:
    """Its row, or as one that was never closed."""
    found = YearClosing.objects.filter(school=school, year=number).select_related("closed_by__person").first()
    return found or YearClosing(school=school, year=number)


def archives_of(school: School, number: int) -> list[YearArchive]:
    found = YearArchive.objects.filter(school=school, year=number)
    return list(found.select_related("file", "asked_by__person").order_by("-asked_at", "-pk"))
