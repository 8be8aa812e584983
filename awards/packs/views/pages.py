"""What the pages of this room share."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from awards.packs.models import Pack, PackQuerySet
from awards.packs.policies import can_change
from thiduakt.pages import RoomPage

NAME = "Trình cấp trên"


class Page(RoomPage):
    permission = "pack.view"
    above = ((NAME, "packs:list"),)
    nav_entry = "packs:list"

    def seen(self) -> PackQuerySet:
        return Pack.objects.visible_to(self.request.user, self.today)


class OfPack(Page):
    """A pack that this person may not see is a 404."""

    @cached_property
    def pack(self) -> Pack:
        found = self.seen().select_related(
            "review__school", "school__superior", "superior", "document", "decision__school", "sent_build"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def is_of_school(self) -> bool:
        """Of the school itself; the superior reads what was sent."""
        return self.pack.school_id == self.request.user.school_id

    @cached_property
    def changes(self) -> bool:
        return can_change(self.request.user, self.pack, timezone.now())

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.pack), "url": self.pack.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.pack.get_absolute_url()


class OfKeptPack(OfPack):
    permission = "pack.manage"

    @cached_property
    def pack(self) -> Pack:
        """Its own school's: a superior who also keeps packs of its own keeps not this one."""
        found = self.seen().filter(school=self.request.user.school_id)
        return get_object_or_404(
            found.select_related("review__school", "school__superior", "document"), pk=self.kwargs["pk"]
        )
