"""What the pages of this room share."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from nominations.sessions.models import CouncilSession, CouncilSessionQuerySet, Item
from nominations.sessions.policies import can_keep
from nominations.sessions.queries import items_seen
from thiduakt.pages import RoomPage

NAME = "Phiên họp hội đồng"


class Page(RoomPage):
    permission = "session.view"
    above = ((NAME, "sessions:list"),)
    nav_entry = "sessions:list"

    def seen(self) -> CouncilSessionQuerySet:
        return CouncilSession.objects.visible_to(self.request.user, self.today)


class OfSession(Page):
    """A session that this person may not see is a 404."""

    @cached_property
    def session(self) -> CouncilSession:
        found = self.seen().select_related(
            "council",
            "review",
            "school",
            "chair__person",
            "secretary__person",
            "invitation",
            "minutes",
            "count_record",
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def items(self) -> list[Item]:
        """As far as this person takes part in them."""
        return items_seen(self.session, self.request.user)

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.session), "url": self.session.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.session.get_absolute_url()


class KeptSession(OfSession):
    """For whoever prepares it and writes its record; a member who only reads it is refused."""

    permission = "session.manage"

    @cached_property
    def session(self) -> CouncilSession:
        session = super().session
        if not can_keep(self.request.user, session, timezone.now()):
            raise PermissionDenied
        return session


class OfItem(OfSession):
    """An item that this person takes no part in is a 404, whatever the role."""

    @cached_property
    def item(self) -> Item:
        seen = Item.objects.open_to(self.request.user.person_id).filter(session__in=self.seen().order_by().values("pk"))
        found = seen.select_related("session__council", "dossier__review", "dossier__person", "vote__poll")
        return get_object_or_404(found.prefetch_related("conflicts__seat__person", "opinions"), pk=self.kwargs["pk"])

    @cached_property
    def session(self) -> CouncilSession:
        return self.item.session

    def get_success_url(self) -> str:
        """Back to the console, with this item large."""
        return reverse("sessions:console_item", args=[self.item.pk])
