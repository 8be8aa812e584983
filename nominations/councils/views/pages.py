"""What the pages of this room share."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from nominations.councils.models import Council, CouncilQuerySet, Renewal, Seat
from thiduakt.pages import RoomPage
from thiduakt.school.models import Person

NAME = "Hội đồng"


class Page(RoomPage):
    permission = "council.view"
    above = ((NAME, "councils:list"),)

    def seen(self) -> CouncilQuerySet:
        return Council.objects.visible_to(self.request.user, self.today)


class OfCouncil(Page):
    """A council that this person may not see is a 404."""

    @cached_property
    def council(self) -> Council:
        found = self.seen().select_related("school", "decision", "replaces")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.council), "url": self.council.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.council.get_absolute_url()

    def people(self, seats: list[Seat]) -> list[Person]:
        """Whom a list can name: who works here, and who stands in it already."""
        people = Person.objects.filter(school=self.council.school_id)
        offered = people.at_work(self.today) | people.filter(pk__in=[seat.person_id for seat in seats if seat.person_id])
        return list(offered.select_related("group").order_by("sort_key", "pk"))


class OfRenewal(OfCouncil):
    permission = "council.manage"

    @cached_property
    def renewal(self) -> Renewal:
        found = Renewal.objects.filter(council__in=self.seen().order_by().values("pk"))
        return get_object_or_404(found.select_related("council__school", "decision"), pk=self.kwargs["pk"])

    @cached_property
    def council(self) -> Council:
        return self.renewal.council
