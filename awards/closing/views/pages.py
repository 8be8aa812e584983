"""What the pages of this room share."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from awards.closing.models import YearClosing
from awards.closing.queries import closing_of, years_of
from awards.closing.readiness import Year
from thiduakt.pages import RoomPage
from thiduakt.school.models import School

NAME = "Khép năm thi đua"


class Page(RoomPage):
    permission = "year.view"
    above = ((NAME, "closing:list"),)

    @property
    def school(self) -> School:
        return self.request.user.school


class OfYear(Page):
    """A year that the school does not know is a 404."""

    @cached_property
    def year(self) -> Year:
        if self.kwargs["number"] not in years_of(self.school, self.today):
            raise Http404
        return Year(self.school, self.kwargs["number"])

    @cached_property
    def closing(self) -> YearClosing:
        return closing_of(self.school, self.year.number)

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.closing), "url": self.closing.get_absolute_url()}]

    def get_success_url(self) -> str:
        return reverse("closing:year", args=[self.year.number])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(closing=self.closing, **kwargs)
