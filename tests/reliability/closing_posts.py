"""One good post for every route of the closing of years."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from awards.closing.enums import ClosingState
from awards.closing.models import YearClosing
from tests.factories.campaigns import ready_campaign
from tests.reliability.world import Post, World, by
from thiduakt.school.models import SchoolYear

YEAR = 2022  # over for long, whenever the tests run


def calendar(world: World) -> None:
    SchoolYear.objects.get_or_create(school=world.school, starts_on=date(YEAR, 9, 5), ends_on=date(YEAR + 1, 5, 31))


def of_year(name: str, **given: Any) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        calendar(world)
        return Post(world.principal, reverse(f"closing:{name}", args=[YEAR]), given)

    return post


def reopened(world: World) -> Post:
    calendar(world)
    told = {"closed_on": world.today - timedelta(days=1), "closed_by": world.principal}
    YearClosing.objects.create(school=world.school, year=YEAR, state=ClosingState.CLOSED, **told)
    return Post(world.principal, reverse("closing:reopen", args=[YEAR]), {"reason": "Ghi sót kết quả hội thi."})


def next_year(world: World) -> Post:
    calendar(world)
    campaign = ready_campaign(school=world.school)
    return Post(world.principal, reverse("closing:next_year", args=[YEAR]), {"keys": [f"campaign-{campaign.pk}"]})


CLOSING_POSTS: dict[str, Callable[[World], Post]] = {
    "closing:close": of_year("close"),
    "closing:reopen": reopened,
    "closing:make_archive": of_year("make_archive"),
    "closing:next_year": next_year,
    "closing:retention": by("principal", "closing:retention", terms="Quyết định: vĩnh viễn."),
}
