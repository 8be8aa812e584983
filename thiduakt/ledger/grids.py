"""The ratings of one school year: who was rated as what, who not yet, and what the rule of ratings says to the numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from thiduakt.catalog.enums import Confidence, RuleFamily
from thiduakt.catalog.models import Rule
from thiduakt.eligibility.periods import first_day, last_day
from thiduakt.ledger.enums import HolderKind, Rating
from thiduakt.ledger.models import CollectiveYear, YearRating
from thiduakt.ledger.queries import groups_seen, sees_whole_school
from thiduakt.school.models import Group, Person, School, User


class Counted(NamedTuple):
    """How many people a collective has in the grid, and how many of them completed their tasks: None, not all are rated."""

    size: int
    completed: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One holder in the grid. `slug` names its fields in the form."""

    slug: str
    holder: Person | Group | School
    rating: YearRating | None
    numbers: CollectiveYear | None = None
    counted: Counted | None = None


def people_lines(user: User, year: int, on: date) -> list[Line]:
    """Who worked here on some day of that year, and whoever was rated for it; by tổ, the leaders without one first."""
    ratings = {row.person_id: row for row in _ratings(user, year, on).filter(holder_kind=HolderKind.PERSON)}
    came = Q(joined_on__isnull=True) | Q(joined_on__lte=last_day(year))
    stayed = Q(left_on__isnull=True) | Q(left_on__gte=first_day(year))
    people = Person.objects.open_to(user, "ledger.view", on).filter((came & stayed) | Q(pk__in=ratings))
    ordered = people.select_related("group").order_by(F("group__sort_key").asc(nulls_first=True), "sort_key", "pk")
    return [Line(f"p{person.pk}", person, ratings.get(person.pk)) for person in ordered]


def collective_lines(user: User, year: int, on: date) -> list[Line]:
    """The school, for those who see all of it, and the tổ."""
    ratings = {row.group_id: row for row in _ratings(user, year, on).exclude(holder_kind=HolderKind.PERSON)}
    numbers = {row.group_id: row for row in CollectiveYear.objects.filter(school=user.school_id, year=year)}
    people = people_lines(user, year, on)
    lines = [
        Line(f"g{one.pk}", one, ratings.get(one.pk), numbers.get(one.pk), counted(people, one))
        for one in groups_seen(user, on)
    ]
    if sees_whole_school(user, on):
        lines.insert(0, Line("s", user.school, ratings.get(None), numbers.get(None), counted(people)))
    return lines


def counted(people: Iterable[Line], group: Group | None = None) -> Counted:
    """Of the tổ, or of the whole school."""
    ratings = [line.rating for line in people if group is None or line.holder.group_id == group.pk]  # type: ignore[union-attr]
    known = [row.rating for row in ratings if row]
    completed = sum(rating != Rating.NOT_DONE for rating in known)
    return Counted(len(ratings), completed if len(known) == len(ratings) else None)


def rated_years(user: User, on: date) -> list[int]:
    seen = YearRating.objects.visible_to(user, on).order_by("-year")
    return list(seen.values_list("year", flat=True).distinct())


def counts(lines: Iterable[Line]) -> Counter[str]:
    """How many have each rating; under "" those who have none yet."""
    return Counter(line.rating.rating if line.rating else "" for line in lines)


def cap_warning(school_id: int, year: int, found: Counter[str], *, is_excellent: bool) -> str:
    """A sentence where more are excellent than the rule of ratings allows, which warns and never blocks; or nothing."""
    rules = Rule.objects.standing(school_id, last_day(year)).filter(family=RuleFamily.RATING, key="rating")
    rule = rules.last()
    values = rule.values if rule else {}
    percent = values.get("htxs_cap_percent")
    if is_excellent:
        percent = values.get("htxs_cap_percent_if_unit_htxs", percent)
    excellent, good = found[Rating.EXCELLENT], found[Rating.GOOD]
    if rule is None or percent is None or excellent * 100 <= good * percent:
        return ""
    source = " ".join(rule.basis.split("\n"))
    mark = "" if rule.confidence == Confidence.VERIFIED else f" ({rule.get_confidence_display()})"
    return (
        f"Có {excellent} người hoàn thành xuất sắc, {good} người hoàn thành tốt. Theo {source}{mark}, số hoàn thành "
        f"xuất sắc không quá {percent}% số hoàn thành tốt, tức là không quá {good * percent // 100} người. "
        "Hệ thống chỉ nhắc, không chặn."
    )


def _ratings(user: User, year: int, on: date) -> QuerySet[YearRating]:
    return YearRating.objects.visible_to(user, on).filter(year=year)
