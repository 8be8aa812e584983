"""What the pages of this room share."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from awards.ceremonies.models import Ceremony, CeremonyQuerySet
from thiduakt.pages import RoomPage

NAME = "Lễ trao thưởng"


class Page(RoomPage):
    permission = "ceremony.view"
    above = ((NAME, "ceremonies:list"),)

    def seen(self) -> CeremonyQuerySet:
        return Ceremony.objects.visible_to(self.request.user, self.today)


class OfCeremony(Page):
    """One that this person may not see is a 404."""

    @cached_property
    def ceremony(self) -> Ceremony:
        return get_object_or_404(self.seen().select_related("school", "paper"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.ceremony), "url": self.ceremony.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.ceremony.get_absolute_url()


class ManagedCeremony(OfCeremony):
    permission = "ceremony.manage"
