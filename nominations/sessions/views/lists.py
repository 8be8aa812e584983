"""The list of sessions, on the page and as a sheet. What somebody takes no part in is not counted there either."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from nominations.sessions.enums import SessionState
from nominations.sessions.models import CouncilSessionQuerySet
from nominations.sessions.queries import Results, can_begin, results_of
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Phiên họp", 30), Column("Nội dung chính", 50), Column("Hội đồng", 50), Column("Ngày họp", 14),
    Column("Số hồ sơ", 12), Column("Đề nghị khen", 12), Column("Không đề nghị", 14), Column("Trạng thái", 18),
)  # fmt: skip
NOTHING = Results()


class ChosenSessions(ByState, Page):
    states = SessionState

    @cached_property
    def found(self) -> CouncilSessionQuerySet:
        return self.seen().matching(self.words)

    def get_queryset(self) -> CouncilSessionQuerySet:
        rows = self.found.filter(self.in_tabs()[self.tab]).select_related("council")
        return rows.order_by("-held_on", "-pk")


class SessionList(ChosenSessions, Tallied, ListView):
    template_name = "sessions/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("sessions:list_excel"))
        begins = can_begin(self.request.user, self.today)
        shown = list(context["page_obj"].object_list)
        results = results_of(shown, self.request.user)
        return context | {
            "rows": [{"session": one, "results": results.get(one.pk, NOTHING)} for one in shown],
            "columns": titles("Phiên họp", "Ngày họp", "Kết quả", "Trạng thái"),
            "actions": [{"label": "Lập phiên họp", "url": reverse("sessions:add"), "icon": "people"}] if begins else [],
        }


class SessionListExcel(ChosenSessions, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        results = results_of(self.get_queryset().order_by().values("pk"), request.user)
        rows = (
            [
                number, f"Phiên thứ {one.number}", one.title, one.council.name, one.held_on,
                *results.get(one.pk, NOTHING), one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("PHIÊN HỌP HỘI ĐỒNG", told, COLUMNS, rows), "phien-hop-hoi-dong")
