"""What the pages of this room share."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from nominations.appraisals.queries import Read, Reader, with_appraisals
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.queries import full
from thiduakt.pages import RoomPage
from thiduakt.permissions import WHOLE_SCHOOL, scopes

NAME = "Thẩm định hồ sơ"


class Page(RoomPage):
    permission = "dossier.appraise"
    above = ((NAME, "appraisals:queue"),)
    nav_entry = "dossiers:list"

    @cached_property
    def reader(self) -> Reader:
        knows = scopes(self.request.user, "sensitive.view", self.today) & WHOLE_SCHOOL
        return Reader(self.request.user.school_id, knows=bool(knows))

    def dossiers(self) -> QuerySet[Dossier]:
        return Dossier.objects.visible_to(self.request.user, self.today)


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
