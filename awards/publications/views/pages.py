"""What the pages of this room share."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from awards.publications.models import Publication, PublicationQuerySet
from thiduakt.pages import RoomPage

NAME = "Công bố khen thưởng"


class Page(RoomPage):
    permission = "publication.manage"
    above = ((NAME, "publications:list"),)

    def seen(self) -> PublicationQuerySet:
        return Publication.objects.visible_to(self.request.user, self.today)


class OfPublication(Page):
    """One that this person may not see is a 404."""

    @cached_property
    def publication(self) -> Publication:
        found = self.seen().select_related(
            "school", "decision__document", "decision__school", "paper", "published_by__person"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.publication), "url": self.publication.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.publication.get_absolute_url()
