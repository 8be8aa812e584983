"""What the pages of this room share."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from nominations.appraisals.queries import Read, Reader, with_appraisals
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.queries import full
from thiduakt.pages import set_place
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.routes import Ruled, address

NAME = "Thẩm định hồ sơ"


class Page(Ruled):
    """A page of this room: what it is called, and the pages above it."""

    permission = "dossier.appraise"
    request: HttpRequest
    kwargs: dict[str, Any]
    title: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        set_place(request, address("dossiers:list"))

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def reader(self) -> Reader:
        knows = scopes(self.request.user, "sensitive.view", self.today) & WHOLE_SCHOOL
        return Reader(self.request.user.school_id, knows=bool(knows))

    def dossiers(self) -> QuerySet[Dossier]:
        return Dossier.objects.visible_to(self.request.user, self.today)

    def trail(self) -> list[dict[str, str]]:
        return [{"label": NAME, "url": reverse("appraisals:queue")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, trail=self.trail(), **kwargs)  # type: ignore[misc]


class OfDossier(Page):
    """A dossier that this person may not see is a 404."""

    @cached_property
    def dossier(self) -> Dossier:
        return get_object_or_404(with_appraisals(full(self.dossiers())), pk=self.kwargs["pk"])

    @cached_property
    def read(self) -> Read:
        return self.reader.read(self.dossier)

    @property
    def here(self) -> str:
        return reverse("appraisals:dossier", args=[self.dossier.pk])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.dossier.holder), "url": self.here}]

    def get_success_url(self) -> str:
        return self.here


class OfReview(Page):
    permission = "dossier.submit_list"

    @cached_property
    def review(self) -> Review:
        seen = Review.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(seen.select_related("school"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.review.name, "url": self.here}]

    @property
    def here(self) -> str:
        return reverse("appraisals:agenda", args=[self.review.pk])

    def get_success_url(self) -> str:
        return self.here


def version_of(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
