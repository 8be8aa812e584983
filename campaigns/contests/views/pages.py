"""What the pages of this room share."""

from functools import cached_property

from django.shortcuts import get_object_or_404

from campaigns.contests.models import Contest, ContestQuerySet
from thiduakt.pages import RoomPage


class Page(RoomPage):
    permission = "contest.view"
    above = (("Hội thi", "contests:list"),)

    def seen(self) -> ContestQuerySet:
        return Contest.objects.visible_to(self.request.user, self.today)


class OfContest(Page):
    """A contest that this person may not see is a 404."""

    @cached_property
    def contest(self) -> Contest:
        return get_object_or_404(self.seen().select_related("campaign", "minutes"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.contest.name, "url": self.contest.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.contest.get_absolute_url()
