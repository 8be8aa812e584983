"""Which rows: of one's own school, within reach of one's roles, in force on a day."""

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.vietnamese import fold, found_by

from .enums import RoleState

if TYPE_CHECKING:
    from .models import Delegation, Letterhead, Person, RoleAssignment, User  # noqa: F401  (arguments of generics)

Row = TypeVar("Row", bound=models.Model)


def within_reach(user: "User", action: str, on: date, *, own: Q, of_group: Q) -> Q:
    """What `may` answers, as a condition: all rows of the school, the own ones, or those of the own tổ."""
    granted = scopes(user, action, on)
    if granted & WHOLE_SCHOOL:
        return Q(school=user.school_id)
    reach = Q(pk__in=[])
    if Scope.OWN in granted:
        reach |= own
    if Scope.GROUP in granted and user.group_id:
        reach |= of_group
    return reach & Q(school=user.school_id)


class OfSchoolQuerySet(models.QuerySet[Row]):
    """Rows of one school. `view_rule` is the rule of the permission table that opens them to a reader."""

    view_rule = "school.view"

    def open_to(self, user: "User", action: str, on: date) -> Self:
        """The rows on which this user may take `action` that day: what `may` answers for each of them."""
        reaches = bool(scopes(user, action, on) & WHOLE_SCHOOL)
        return self.filter(school=user.school_id) if reaches else self.none()

    def visible_to(self, user: "User", on: date) -> Self:
        return self.open_to(user, self.view_rule, on)


class LetterheadQuerySet(OfSchoolQuerySet["Letterhead"]):
    def on(self, school_id: int, day: date) -> "Letterhead":
        """The letterhead in force that day. ValidationError where the school has none so early."""
        found = self.filter(school=school_id, valid_from__lte=day).order_by("-valid_from").first()
        if found is None:
            raise ValidationError(
                f"Chưa có thể thức văn bản của ngày {day:%d/%m/%Y}. "
                "Thầy/cô khai báo ở mục Nhà trường, phần Thể thức văn bản."
            )
        return found


def works_on(day: date, path: str = "") -> Q:
    """The condition that a person still works here that day; `path` leads to the person: `people__`."""
    return Q(**{f"{path}left_on__isnull": True}) | Q(**{f"{path}left_on__gte": day})


class PersonQuerySet(OfSchoolQuerySet["Person"]):
    view_rule = "person.view"

    def open_to(self, user: "User", action: str, on: date) -> Self:
        return self.filter(within_reach(user, action, on, own=Q(pk=user.person_id), of_group=Q(group=user.group_id)))

    def at_work(self, day: date) -> Self:
        return self.filter(works_on(day))

    def gone(self, day: date) -> Self:
        return self.filter(left_on__lt=day)

    def matching(self, words: str, *, with_codes: bool = False) -> Self:
        """Search without marks: every word begins one of the name, or is part of the staff code for those who may see it."""
        found = self
        for word in fold(words).split():
            code = Q(staff_code__icontains=word) if with_codes else Q()
            found = found.filter(found_by(word) | code)
        return found


class DatedQuerySet(OfSchoolQuerySet[Row]):
    view_rule = "role.view"

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        found = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        return found.filter(starts_on__lte=ends_on) if ends_on else found


class RoleAssignmentQuerySet(DatedQuerySet["RoleAssignment"]):
    def given(self) -> Self:
        """Approved: a role whose end is only proposed is still held."""
        return self.filter(state__in=RoleState.GIVEN)

    def in_force(self, day: date) -> Self:
        """Approved, begun and not ended, of people who still work here that day."""
        return self.given().overlapping(day, day).filter(works_on(day, "person__"))

    def standings(self, day: date) -> dict[str, Q]:
        """Where a role stands that day: held (or to begin), waiting for the principal, past."""
        given, gone = Q(state__in=RoleState.GIVEN), Q(ends_on__lt=day) | ~works_on(day, "person__")
        return {
            "held": given & ~gone,
            "proposed": Q(state__in=RoleState.WAITING),
            "past": Q(state__in=RoleState.NEVER_GIVEN) | (given & gone),
        }


class DelegationQuerySet(DatedQuerySet["Delegation"]):
    def standings(self, day: date) -> dict[str, Q]:
        """Where a delegation stands that day: in force (or to begin), past."""
        past = Q(ends_on__lt=day)
        return {"held": ~past, "past": past}
