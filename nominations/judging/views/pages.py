"""What the pages of this room share."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from nominations.judging.models import Entry, Round
from nominations.judging.models.rounds import RoundQuerySet
from nominations.judging.queries import closed_entries
from thiduakt.pages import set_place
from thiduakt.permissions import may
from thiduakt.routes import Ruled


class Page(Ruled):
    """A page of this room: what it is called, and the pages above it."""

    permission = "judging.judge"
    request: HttpRequest
    kwargs: dict[str, Any]
    title: Any = ""

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def may(self, action: str) -> bool:
        return may(self.request.user, action, on=self.today)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        set_place(request, reverse("initiatives:list"))
        return super().dispatch(request, *args, **kwargs)

    def seen(self) -> RoundQuerySet:
        return Round.objects.visible_to(self.request.user, self.today)

    def trail(self) -> list[dict[str, str]]:
        above = {"label": "Sáng kiến", "url": reverse("initiatives:list")}
        return [above, {"label": "Chấm sáng kiến", "url": reverse("judging:list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"title": self.title, "trail": self.trail(), **kwargs})


class OfRound(Page):
    """A round that this person may not see is a 404."""

    @cached_property
    def turn(self) -> Round:
        return get_object_or_404(self.seen().select_related("criteria_set", "minutes", "school"), pk=self.kwargs["pk"])

    @cached_property
    def closed(self) -> set[int]:
        """The entries that this person, being an author or kin of one, does not meet among the others."""
        return closed_entries(self.turn, self.request.user.person_id)

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.turn.name, "url": self.turn.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.turn.get_absolute_url()


class OfEntry(OfRound):
    """An entry of a round that this person sees."""

    @cached_property
    def entry(self) -> Entry:
        found = Entry.objects.filter(round__in=self.seen().order_by().values("pk"))
        rows = found.select_related("round__school", "round__criteria_set", "solution", "decision")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def turn(self) -> Round:
        return self.entry.round
