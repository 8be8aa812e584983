"""What the pages of this room share."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from campaigns.registrations.models import Registration, Round
from campaigns.registrations.queries import full
from thiduakt.pages import RoomPage

DONE = {
    "send": "Đã gửi bản đăng ký.",
    "accept": "Đã xác nhận và gửi bản đăng ký.",
    "decline": "Đã bỏ bản đăng ký nhập thay.",
    "withdraw": "Đã rút bản đăng ký.",
}


class Page(RoomPage):
    def trail(self) -> list[dict[str, str]]:
        if self.may("registration.view"):
            return [{"label": "Đăng ký thi đua", "url": reverse("registrations:rounds")}]
        return [{"label": "Đăng ký của tôi", "url": reverse("registrations:mine")}]


class OfRound(Page):
    """A page of one round that this person may see; all others are a 404."""

    kwargs: dict[str, Any]

    @cached_property
    def turn(self) -> Round:
        return get_object_or_404(self.rounds(), pk=self.kwargs["pk"])

    def rounds(self) -> QuerySet[Round]:
        """With who has more time than the others."""
        rounds = Round.objects.visible_to(self.request.user, self.today).select_related("school")
        return rounds.prefetch_related("extensions__person", "extensions__group")

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.turn.name, "url": self.turn.get_absolute_url()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"turn": self.turn, "back_url": self.turn.get_absolute_url()} | kwargs)


class OfRegistration(Page):
    """A page of one registration that this person may see."""

    kwargs: dict[str, Any]

    def registrations(self) -> QuerySet[Registration]:
        seen = Registration.objects.visible_to(self.request.user, self.today)
        return full(seen).select_related("entered_by__person").prefetch_related("round__extensions", "signed_forms")

    @cached_property
    def registration(self) -> Registration:
        return get_object_or_404(self.registrations(), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        turn = self.registration.round
        return [*super().trail(), {"label": turn.name, "url": turn.get_absolute_url()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"registration": self.registration, "back_url": self.registration.get_absolute_url()}
        return super().get_context_data(**told | kwargs)
