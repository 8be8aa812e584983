"""What the pages of this room share."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from nominations.initiatives.enums import Part
from nominations.initiatives.models import Solution
from nominations.initiatives.queries import LIKENESS, full
from thiduakt.forms import VersionField
from thiduakt.pages import ServedForm
from thiduakt.permissions import may
from thiduakt.routes import Ruled

# Where each part of the request is written.
PLACES = {
    Part.FACTS: "edit",
    Part.AUTHORS: "authors",
    Part.DESCRIPTION: "description",
    Part.TRIALS: "trial_add",
    Part.EVIDENCE: "evidence_add",
    LIKENESS: "likeness",
}


class Page(Ruled):
    """What it is called, and the pages above it."""

    permission = "solution.view"
    request: HttpRequest
    kwargs: dict[str, Any]
    title: Any = ""
    lead: Any = ""
    submit_label = "Lưu"

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def may(self, action: str) -> bool:
        return may(self.request.user, action, on=self.today)

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Sáng kiến", "url": reverse("initiatives:list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"title": self.title, "lead": self.lead, "trail": self.trail(), "submit_label": self.submit_label}
        return super().get_context_data(**told | kwargs)  # type: ignore[misc]


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


def version_of(request: HttpRequest) -> int:
    return VersionField().clean(request.POST.get("version", ""))
