"""What the pages of this room share."""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from nominations.feedback.models import Posting, PostingQuerySet
from nominations.feedback.policies import can_post
from thiduakt.routes import Ruled


class Page(Ruled):
    """A page of this room: what it is called, and the pages above it."""

    permission = "feedback.send"
    request: HttpRequest
    kwargs: dict[str, Any]
    title = ""

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def seen(self) -> PostingQuerySet:
        return Posting.objects.visible_to(self.request.user, self.today)

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Công khai lấy ý kiến", "url": reverse("feedback:list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, trail=self.trail(), **kwargs)


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
