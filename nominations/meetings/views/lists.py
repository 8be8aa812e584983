"""The list of meetings, on the page and as a sheet, and what waits for one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from nominations.meetings.enums import MeetingState
from nominations.meetings.models import GroupMeetingQuerySet, Vote
from nominations.meetings.queries import waiting_for
from thiduakt.counting import count_of
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import may

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Tổ", 28), Column("Đợt xét", 50), Column("Ngày họp", 14), Column("Chủ trì", 28),
    Column("Số hồ sơ", 12), Column("Tổ đề nghị", 12), Column("Không đề nghị", 14), Column("Trạng thái", 18),
)  # fmt: skip


class ChosenMeetings(ByState, Page):
    states = MeetingState

    @cached_property
    def found(self) -> GroupMeetingQuerySet:
        """As asked, in every tab."""
        return self.seen().matching(self.words)

    def get_queryset(self) -> GroupMeetingQuerySet:
        votes = Vote.objects.all()
        rows = self.found.filter(self.in_tabs()[self.tab]).select_related("review", "group", "chair")
        return rows.annotate(
            voted=count_of(votes, "meeting"),
            passed=count_of(votes.filter(is_passed=True), "meeting"),
            refused=count_of(votes.filter(is_passed=False), "meeting"),
        ).order_by("-held_on", "-pk")


class MeetingList(ChosenMeetings, Tallied, ListView):
    template_name = "meetings/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        leads = may(user, "meeting.lead", on=self.today) and user.group_id is not None
        waiting = waiting_for(user.person.group) if leads else 0
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("meetings:list_excel"))
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Cuộc họp", "Chủ trì", "Kết quả", "Trạng thái"),
            "actions": [{"label": "Lập cuộc họp", "url": reverse("meetings:add"), "icon": "people"}] if leads else [],
            "waiting": f"Tổ của thầy/cô đang có {waiting} hồ sơ chờ bình xét." if waiting else "",
        }


class MeetingListExcel(ChosenMeetings, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=timezone.localdate())
        rows = (
            [
                number, str(one.group), str(one.review), one.held_on, str(one.chair or ""), one.voted, one.passed,
                one.refused, one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("HỌP TỔ BÌNH XÉT", told, COLUMNS, rows), "hop-to-binh-xet")
