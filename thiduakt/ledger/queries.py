"""What the room asks the database."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from thiduakt.catalog.enums import RuleState
from thiduakt.catalog.models import Honor
from thiduakt.ledger.models import HonorEntry, YearRating
from thiduakt.ledger.years import year_on
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.school.models import Group, Person, Pupil, SchoolClass, User


class NamedHonor(NamedTuple):
    """Of an honor what a line of the ledger needs."""

    name: str
    kind: str
    subject: str
    rank: int


def named_honors(school_id: int) -> dict[str, NamedHonor]:
    """By code, all that any regime knows, for a line of 2013 is entered today; of one code the own row, then the newest."""
    known = Honor.objects.known_to(school_id).filter(state=RuleState.APPROVED)
    rows = known.order_by(F("school").asc(nulls_first=True), "valid_from", "pk")
    told = rows.values_list("code", "name", "kind", "subject", "rank")
    return {code: NamedHonor(name, kind, subject, rank) for code, name, kind, subject, rank in told}


def newest_year(school_id: int, on: date) -> int:
    """The newest school year that has ratings: a year is looked at once it is over. Of an empty school the present one."""
    newest: int | None = YearRating.objects.filter(school=school_id).aggregate(year=Max("year"))["year"]
    return year_on(on) if newest is None else newest


def year_reviewed(school_id: int, on: date) -> int:
    """The newest year in which at least half of those at work are rated: a few ratings do not move the whole school."""
    people = Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=on), school=school_id).count()
    rated = YearRating.objects.filter(school=school_id, person__isnull=False).order_by("-year")
    counts = rated.values_list("year").annotate(Count("pk"))
    return next((year for year, count in counts if 2 * count >= people), None) or newest_year(school_id, on)


def entered_years(school_id: int) -> list[int]:
    """The years from the newest to the oldest honor of the school, as an index knows them."""
    told = HonorEntry.objects.filter(school=school_id).aggregate(oldest=Min("year"), newest=Max("year"))
    return [] if told["newest"] is None else list(range(told["newest"], told["oldest"] - 1, -1))


def groups_seen(user: User, on: date) -> QuerySet[Group]:
    """The tổ whose honors this person may read."""
    granted = scopes(user, "ledger.view", on)
    if granted & WHOLE_SCHOOL:
        return Group.objects.filter(school=user.school_id)
    own = [user.group_id] if Scope.GROUP in granted and user.group_id else []
    return Group.objects.filter(school=user.school_id, pk__in=own)


def pupils_seen(user: User, on: date) -> QuerySet[Pupil]:
    """The pupils on the reader's lists, and whoever is named by a line of the ledger that the reader may see."""
    lines = HonorEntry.objects.visible_to(user, on).filter(pupil=OuterRef("pk"))
    listed = Pupil.objects.visible_to(user, on)
    return Pupil.objects.filter(Q(pk__in=listed.order_by().values("pk")) | Exists(lines), school=user.school_id)


def classes_seen(user: User, on: date) -> QuerySet[SchoolClass]:
    lines = HonorEntry.objects.visible_to(user, on).filter(school_class=OuterRef("pk"))
    listed = SchoolClass.objects.visible_to(user, on)
    return SchoolClass.objects.filter(Q(pk__in=listed.order_by().values("pk")) | Exists(lines), school=user.school_id)


def sees_whole_school(user: User, on: date) -> bool:
    return bool(scopes(user, "ledger.view", on) & WHOLE_SCHOOL)


def sees_only_own(user: User, on: date) -> bool:
    return scopes(user, "ledger.view", on) == {Scope.OWN}


def last_issued_on(school_id: int, code: str) -> date | None:
    """The day of the last decision on this honor, whoever issued it; on any honor where no code is told."""
    standing = HonorEntry.objects.filter(school=school_id).standing()
    if code:
        standing = standing.filter(code=code)
    newest: date | None = standing.aggregate(day=Max("decided_on"))["day"]
    return newest
