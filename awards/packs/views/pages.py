"""What the pages of this room share."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from awards.packs.models import Pack, PackQuerySet
from awards.packs.policies import can_change
from awards.packs.queries import unanswered
from thiduakt.pages import RoomPage

NAME = "Trình cấp trên"


def record_url(pack: Pack, back: str) -> str:
    """Where the superior's decision on this pack is entered: its dossiers ticked already, and back to `back`."""
    keys = ",".join(str(one.pk) for one in unanswered(pack))
    query = urlencode({"ho-so": keys, "co-quan": pack.addressee[:200], "next": back}, safe=",/")
    return f"{reverse('decisions:superior')}?{query}"


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
            "review__school", "school__superior", "superior", "document", "decision__school", "sent_build", "created_by"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def is_of_school(self) -> bool:
        """Of the school itself; the superior reads what was sent."""
        return self.pack.school_id == self.request.user.school_id

    @cached_property
    def changes(self) -> bool:
        return can_change(self.request.user, self.pack, timezone.now())

    @property
    def name(self) -> str:
        """The school has packs for many, the superior has them of many."""
        return str(self.pack) if self.is_of_school else f"Bộ hồ sơ của {self.pack.school}"

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.name, "url": self.pack.get_absolute_url()}]

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
