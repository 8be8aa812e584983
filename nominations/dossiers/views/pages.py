"""What the pages of this room share."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.queries import full
from thiduakt.pages import RoomPage


class Page(RoomPage):
    nav_entry = "dossiers:list"  # the rounds have none of their own


class OfReview(Page):
    """A page of one round that this person may see; all others are a 404."""

    kwargs: dict[str, Any]

    @cached_property
    def review(self) -> Review:
        reviews = Review.objects.visible_to(self.request.user, self.today).select_related("school", "round", "campaign")
        found = reviews.prefetch_related("honors", "extensions__person", "extensions__group")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        rounds = {"label": "Đợt xét", "url": reverse("dossiers:reviews")}
        return [rounds, {"label": self.review.name, "url": self.review.get_absolute_url()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"review": self.review, "back_url": self.review.get_absolute_url()} | kwargs)


class OfDossier(Page):
    """A page of one dossier that this person may see."""

    kwargs: dict[str, Any]

    def dossiers(self) -> QuerySet[Dossier]:
        seen = Dossier.objects.visible_to(self.request.user, self.today)
        more = ("campaign", "contest", "registration__round", "written_by__person", "person__group", "report__outline")
        return full(seen).select_related(*more).prefetch_related("review__extensions", "review__honors", "initiatives")

    @cached_property
    def dossier(self) -> Dossier:
        return get_object_or_404(self.dossiers(), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [
            {"label": "Hồ sơ khen thưởng", "url": reverse("dossiers:list")},
            {"label": str(self.dossier), "url": self.dossier.get_absolute_url()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"dossier": self.dossier, "back_url": self.dossier.get_absolute_url()} | kwargs)
