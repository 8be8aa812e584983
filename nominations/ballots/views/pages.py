"""What the pages of this room share."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from nominations.ballots.models import Poll, PollQuerySet
from thiduakt.pages import RoomPage

NAME = "Bỏ phiếu kín"


class Page(RoomPage):
    permission = "ballot.vote"
    above = ((NAME, "ballots:list"),)

    def seen(self) -> PollQuerySet:
        return Poll.objects.visible_to(self.request.user, self.today)


class OfPoll(Page):
    """A poll that this person may not see is a 404."""

    @cached_property
    def poll(self) -> Poll:
        return get_object_or_404(self.seen().select_related("chair", "secretary", "school"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.poll), "url": self.poll.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.poll.get_absolute_url()
