"""What the pages of this room share."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from nominations.meetings.models import GroupMeeting, GroupMeetingQuerySet
from thiduakt.pages import RoomPage

NAME = "Họp tổ bình xét"


class Page(RoomPage):
    permission = "meeting.view"
    above = ((NAME, "meetings:list"),)
    nav_entry = "dossiers:list"

    def seen(self) -> GroupMeetingQuerySet:
        return GroupMeeting.objects.visible_to(self.request.user, self.today)


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
