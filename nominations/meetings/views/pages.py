"""What the pages of this room share."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from nominations.meetings.models import GroupMeeting, GroupMeetingQuerySet
from thiduakt.pages import set_place
from thiduakt.routes import Ruled, address

NAME = "Họp tổ bình xét"


class Page(Ruled):
    """A page of this room: what it is called, and the pages above it."""

    permission = "meeting.view"
    request: HttpRequest
    kwargs: dict[str, Any]
    title = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        set_place(request, address("dossiers:list"))

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def seen(self) -> GroupMeetingQuerySet:
        return GroupMeeting.objects.visible_to(self.request.user, self.today)

    def trail(self) -> list[dict[str, str]]:
        return [{"label": NAME, "url": reverse("meetings:list")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, trail=self.trail(), **kwargs)


class OfMeeting(Page):
    """A meeting that this person may not see is a 404."""

    @cached_property
    def meeting(self) -> GroupMeeting:
        found = self.seen().select_related(
            "review", "group", "chair", "secretary", "concluded_by", "corrects", "minutes", "school"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": str(self.meeting), "url": self.meeting.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.meeting.get_absolute_url()


class LedMeeting(OfMeeting):
    permission = "meeting.lead"
