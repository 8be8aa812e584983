"""How many there are of what shares are taken of, counted from the school's own rows as they were on a day."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet

from thiduakt.ledger.years import year_name, year_on
from thiduakt.school.models import ClassMember, Group, Person, SchoolClass
from thiduakt.school.querysets import works_on

from .enums import KnownSet


def _people(school_id: int, day: date) -> QuerySet[Person]:
    begun = Q(joined_on__isnull=True) | Q(joined_on__lte=day)
    return Person.objects.filter(begun, works_on(day), school=school_id)


def _teachers(school_id: int, day: date) -> QuerySet[Person]:
    return _people(school_id, day).filter(Q(post__contains="giáo viên") | Q(post__contains="Giáo viên"))


def _pupils(school_id: int, day: date) -> QuerySet[ClassMember]:
    stays = Q(pupil__left_on__isnull=True) | Q(pupil__left_on__gte=day)
    return ClassMember.objects.filter(stays, school_class__school=school_id, year=year_on(day))


COUNTED: dict[str, Callable[[int, date], QuerySet]] = {
    KnownSet.CLASSES: lambda school_id, day: SchoolClass.objects.filter(school=school_id, year=year_on(day)),
    KnownSet.STAFF: _people,
    KnownSet.TEACHERS: _teachers,
    KnownSet.GROUPS: lambda school_id, day: Group.objects.filter(school=school_id),
    KnownSet.PUPILS: _pupils,
}
OF_A_SCHOOL_YEAR = (KnownSet.CLASSES, KnownSet.PUPILS)


def count(known_set: str, school_id: int, day: date) -> int:
    return COUNTED[known_set](school_id, day).order_by().count()


def told(known_set: KnownSet, day: date) -> str:
    """“các lớp, năm học 2022–2023”: what was counted."""
    year = f", năm học {year_name(year_on(day))}" if known_set in OF_A_SCHOOL_YEAR else ""
    return f"{known_set.label}{year}"
