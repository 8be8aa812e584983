"""Whose a row is: a person, a tổ, the school itself, a pupil or a class, exactly one of them."""

from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q

from thiduakt.ledger.enums import HolderKind
from thiduakt.school.models import Group, Person, Pupil, School, SchoolClass

PLACES = {
    HolderKind.PERSON: "person",
    HolderKind.GROUP: "group",
    HolderKind.PUPIL: "pupil",
    HolderKind.CLASS: "school_class",
}
Holder = Person | Group | School | Pupil | SchoolClass
_KINDS: dict[type[models.Model], HolderKind] = {
    Person: HolderKind.PERSON,
    Group: HolderKind.GROUP,
    School: HolderKind.SCHOOL,
    Pupil: HolderKind.PUPIL,
    SchoolClass: HolderKind.CLASS,
}


def kind_of(holder: Holder) -> HolderKind:
    return _KINDS[type(holder)]


def holder_fits(kinds: Mapping[Any, str]) -> Q:
    """The condition that the row's kind and its one filled place agree; of the school itself no place is filled."""
    fits = Q()
    for kind in (*kinds, HolderKind.SCHOOL):
        places = {f"{place}__isnull": place != kinds.get(kind) for place in kinds.values()}
        fits |= Q(holder_kind=kind, **places)
    return fits


class HeldQuerySet(models.QuerySet):
    def of(self, holder: Holder) -> Self:
        """The rows of this holder, in its own school."""
        match holder:
            case School():
                return self.filter(school=holder, holder_kind=HolderKind.SCHOOL)
            case Person():
                return self.filter(person=holder)
            case Group():
                return self.filter(group=holder)
            case Pupil():
                return self.filter(pupil=holder)
        return self.filter(school_class=holder)
