"""What the pages of this room share."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.models import Contest, ContestQuerySet
from thiduakt.routes import Ruled


class Page(Ruled):
    """A page of this room: what it is called, and the pages above it."""

    permission = "contest.view"
    request: HttpRequest
    kwargs: dict[str, Any]
    title = ""

    def seen(self) -> ContestQuerySet:
        return Contest.objects.visible_to(self.request.user, timezone.localdate())

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Hội thi", "url": reverse("contests:list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, trail=self.trail(), **kwargs)


class OfContest(Page):
    """A contest that this person may not see is a 404."""

    @cached_property
    def contest(self) -> Contest:
        return get_object_or_404(self.seen().select_related("campaign", "minutes"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.contest.name, "url": self.contest.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.contest.get_absolute_url()
