"""What the pages of this room share."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from nominations.initiatives.enums import Part
from nominations.initiatives.models import Solution
from nominations.initiatives.queries import LIKENESS, full
from thiduakt.pages import RoomPage, ServedForm

# Where each part of the request is written.
PLACES = {
    Part.FACTS: "edit",
    Part.AUTHORS: "authors",
    Part.DESCRIPTION: "description",
    Part.TRIALS: "trial_add",
    Part.EVIDENCE: "evidence_add",
    LIKENESS: "likeness",
}


class Page(RoomPage):
    permission = "solution.view"
    above = (("Sáng kiến", "initiatives:list"),)


class OfSolution(Page):
    """Of one that this person sees; all others are a 404."""

    def solutions(self) -> QuerySet[Solution]:
        seen = Solution.objects.visible_to(self.request.user, self.today)
        return full(seen).select_related("writing__outline", "comparison", "school")

    @cached_property
    def solution(self) -> Solution:
        return get_object_or_404(self.solutions(), pk=self.kwargs["pk"])

    @property
    def lead(self) -> Any:
        return self.solution.name

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Trang giải pháp", "url": self.solution.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.solution.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"solution": self.solution, "back_url": self.solution.get_absolute_url()}
        return super().get_context_data(**told | kwargs)


class SolutionForm(ServedForm):
    """A form about a solution; the template draws the form's own rows beneath it where it has `parts`."""

    template_name = "initiatives/form.html"


def place_of(part: str, solution: Solution) -> str:
    return reverse(f"initiatives:{PLACES[part]}", args=[solution.pk])
