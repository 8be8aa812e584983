"""What the pages of this room share."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from nominations.feedback.models import Posting, PostingQuerySet
from nominations.feedback.policies import can_post
from thiduakt.pages import RoomPage


class Page(RoomPage):
    permission = "feedback.send"
    above = (("Công khai lấy ý kiến", "feedback:list"),)

    def seen(self) -> PostingQuerySet:
        return Posting.objects.visible_to(self.request.user, self.today)


class OfPosting(Page):
    """A list that this person may not see is a 404."""

    @cached_property
    def posting(self) -> Posting:
        return self.found()

    def found(self) -> Posting:
        return get_object_or_404(self.seen().select_related("school", "review", "paper"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.posting.review), "url": self.posting.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.posting.get_absolute_url()


class ManagedPosting(OfPosting):
    permission = "feedback.post"

    @cached_property
    def posting(self) -> Posting:  # type: ignore[override]
        posting = self.found()
        if not can_post(self.request.user, posting, timezone.now()):
            raise PermissionDenied
        return posting
