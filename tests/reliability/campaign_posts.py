"""One good post for every route of campaigns and of score sheets."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from campaigns.campaigns.models import Activity, Campaign
from campaigns.scoring.models import ScoreSheet, Subject
from tests.factories.campaigns import ActivityFactory, CampaignFactory, ready_campaign
from tests.factories.school import GroupFactory
from tests.factories.scoring import ItemFactory, SheetFactory, SubjectFactory
from tests.reliability.world import Post, World, by, in_a_month, today

SETS = {
    f"{part}-{name}": value for part in ("criteria", "activities", "rewards") for name, value in
    (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
}  # fmt: skip
WRITTEN = {
    "name": "Đón Xuân",
    "form": "PERIOD",
    "launches_on": today,
    "sums_up_on": in_a_month,
    "criteria-0-text": "Có hội chợ",
}
DRAWN_UP = {
    "title": "Chấm tổ", "items-0-text": "An toàn", "items-0-max_points": "100", "items-TOTAL_FORMS": "1",
    "items-INITIAL_FORMS": "0",
}  # fmt: skip


def campaign(state: str = "DRAFT") -> Callable[[World], Campaign]:
    return lambda world: CampaignFactory(school=world.school, state=state)


def activity(world: World) -> Activity:
    return ActivityFactory(campaign__school=world.school, campaign__state="RUNNING")


def launched(world: World) -> Post:
    one = ready_campaign(school=world.school)
    return Post(world.principal, reverse("campaigns:step", args=[one.pk, "launch"]))


def cloned(world: World) -> Post:
    one = CampaignFactory(school=world.school)
    return Post(world.principal, reverse("campaigns:clone"), {"campaigns": [one.pk], "years": "1", "parts": ["criteria"]})


def sheet(state: str = "DRAFT", **told: Any) -> Callable[[World], ScoreSheet]:
    def made(world: World) -> ScoreSheet:
        one = SheetFactory(school=world.school, state=state, **told)
        ItemFactory(sheet=one, max_points=100)
        SubjectFactory(sheet=one, group=GroupFactory(school=world.school))
        return one

    return made


def opened(world: World) -> Post:
    return Post(world.principal, reverse("scoring:step", args=[sheet()(world).pk, "open"]))


def subject(state: str, *, is_sent: bool = False) -> Callable[[World], Subject]:
    """A school of a cluster, of which the principal writes both columns."""

    def made(world: World) -> Subject:
        one = SheetFactory(school=world.school, state=state, kind="CLUSTER", cluster_name="Cụm 3")
        ItemFactory(sheet=one, max_points=100)
        return SubjectFactory(sheet=one, name="Trường Mầm non Ánh Dương", sent_at=world.at if is_sent else None)

    return made


def marked(route: str, state: str) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        one = subject(state)(world)
        item = one.sheet.items.get()
        return Post(world.principal, reverse(route, args=[one.pk]), {f"points-{item.pk}": "40", "version": "1"})

    return post


CAMPAIGN_POSTS: dict[str, Callable[[World], Post]] = {
    "campaigns:add": by("principal", "campaigns:add", **SETS, **WRITTEN),
    "campaigns:edit": by("principal", "campaigns:edit", campaign(), **SETS, **WRITTEN),
    "campaigns:discard": by("principal", "campaigns:discard", campaign()),
    "campaigns:step": launched,
    "campaigns:summary": by("principal", "campaigns:summary", campaign("RUNNING"), summary="Đạt chỉ tiêu."),
    "campaigns:paper": by("principal", "campaigns:paper", campaign()),
    "campaigns:activity": by("principal", "campaigns:activity", activity, done_on=today, result="Xong.", version="1"),
    "campaigns:clone": cloned,
    "scoring:add": by("principal", "scoring:add", **DRAWN_UP),
    "scoring:edit": by("principal", "scoring:edit", sheet(), **DRAWN_UP),
    "scoring:discard": by("principal", "scoring:discard", sheet()),
    "scoring:copy": by("principal", "scoring:copy", sheet("RANKED")),
    "scoring:step": opened,
    "scoring:self": marked("scoring:self", "SELF"),
    "scoring:council": marked("scoring:council", "COUNCIL"),
    "scoring:give_back": by("principal", "scoring:give_back", subject("SELF", is_sent=True), reason="Thiếu minh chứng."),
}
