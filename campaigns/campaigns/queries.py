"""Campaigns as the lists and the statistics ask for them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from thiduakt.counting import count_of
from thiduakt.documents.models import Document
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import capitalized

from .classes import Duration, LaunchedAt, Method, Period, duration, launched_at, method
from .enums import CampaignState, Launcher, Reach
from .models import Activity, Campaign, CampaignQuerySet


def running_in(campaigns: CampaignQuerySet, year: int) -> CampaignQuerySet:
    """Those of which some day lies in the calendar year."""
    return campaigns.filter(launches_on__lte=date(year, 12, 31), sums_up_on__gte=date(year, 1, 1))


def years_of(campaigns: CampaignQuerySet) -> list[int]:
    """The calendar years in which one of them runs, the newest first."""
    ends = campaigns.order_by().aggregate(first=Min("launches_on"), last=Max("sums_up_on"))
    return list(range(ends["last"].year, ends["first"].year - 1, -1)) if ends["first"] else []


def with_activities(campaigns: CampaignQuerySet) -> CampaignQuerySet:
    """`activity_count`, and how many of them are done: `done_count`."""
    activities = Activity.objects.all()
    done = activities.filter(done_on__isnull=False)
    return campaigns.annotate(activity_count=count_of(activities, "campaign"), done_count=count_of(done, "campaign"))


def open_activities(user: User) -> QuerySet[Activity]:
    """What this person has still to do for campaigns that run: given to her, or to the tổ she is in."""
    own = Q(person=user.person_id)
    if user.group_id:
        own |= Q(person__isnull=True, group=user.group_id)
    found = Activity.objects.filter(own, campaign__school=user.school_id, campaign__state__in=CampaignState.OPEN)
    return found.filter(done_on__isnull=True).select_related("campaign").order_by(F("due_on").asc(nulls_last=True), "pk")


def owner(activity: Activity) -> Person | object | None:
    return activity.person or activity.group


def facts_of_paper(reader: User, paper: Document, at: datetime) -> list[dict[str, str]]:
    """On the page of a launching paper: the campaign that it launches."""
    found = Campaign.objects.visible_to(reader, timezone.localdate(at)).filter(paper=paper)
    return [{"label": "Phong trào", "value": one.name, "url": one.get_absolute_url()} for one in found]


class ClassLine(NamedTuple):
    """How many campaigns are of a class: of all, launched by the school, launched above it."""

    group: str
    name: str
    total: int
    own: int
    superiors: int


def launch_years(campaigns: CampaignQuerySet, period: Period) -> list[int]:
    """The years, as the period counts them, in which one was launched, the newest first."""
    days = campaigns.exclude(state=CampaignState.DRAFT).order_by().values_list("launches_on", flat=True).distinct()
    return sorted({period.year_of(day) for day in days}, reverse=True)


def statistics(campaigns: CampaignQuerySet, first: date, last: date) -> list[ClassLine]:
    """Biểu 0601 of TT 02/2023/TT-BNV: what was launched in these days, by four classes. The first line counts all."""
    launched = campaigns.exclude(state=CampaignState.DRAFT).filter(launches_on__range=(first, last))
    counted: Counter[tuple[str, str, bool]] = Counter()
    for launcher, reach, form, starts_on, ends_on in launched.order_by().values_list(
        "launcher", "reach", "form", "launches_on", "sums_up_on"
    ):
        is_own = launcher == Launcher.SCHOOL
        classes = (launched_at(launcher), reach, duration(starts_on, ends_on), method(form))
        counted.update((group, str(value), is_own) for group, value in (("", ""), *zip(GROUPS, classes, strict=True)))
    return list(_lines(counted))


GROUPS: dict[str, type[models.TextChoices]] = {
    "Cấp phát động": LaunchedAt,
    "Phạm vi": Reach,
    "Thời hạn": Duration,
    "Phương thức tổ chức": Method,
}


def _lines(counted: Counter[tuple[str, str, bool]]) -> Iterator[ClassLine]:
    classes = [(group, one.value, one.label) for group, values in GROUPS.items() for one in values]
    for group, value, name in [("", "", "Tổng số"), *classes]:
        own, above = counted[group, value, True], counted[group, value, False]
        yield ClassLine(group, capitalized(str(name)), own + above, own, above)
