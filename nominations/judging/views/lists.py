"""The list of rounds, on the page and as a sheet. How many solutions one has it does not tell: its judges read it too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from nominations.judging.enums import RoundState
from nominations.judging.models.rounds import RoundQuerySet
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles

from .pages import Page

COLUMNS = (
    Column("STT", 6), Column("Năm học", 14), Column("Đợt chấm", 60), Column("Chấm từ ngày", 14),
    Column("Hạn gửi phiếu", 14), Column("Trạng thái", 20),
)  # fmt: skip


class ChosenRounds(ByState, Page):
    states = RoundState

    @cached_property
    def found(self) -> RoundQuerySet:
        return self.seen().matching(self.words)

    def get_queryset(self) -> RoundQuerySet:
        return self.found.filter(self.in_tabs()[self.tab]).order_by("-year", "-opens_on", "-pk")


class RoundList(ChosenRounds, Tallied, ListView):
    template_name = "judging/list.html"
    title = "Chấm, công nhận sáng kiến"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("judging:list_excel"))
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Đợt chấm", "Năm học", "Chấm", "Trạng thái"),
            "actions": self._actions(),
        }

    def _actions(self) -> list[dict[str, str]]:
        if not self.may("judging.manage"):
            return []
        return [
            {"label": "Lập đợt chấm", "url": reverse("judging:add"), "icon": "pencil-square"},
            {"label": "Bộ tiêu chí", "url": reverse("judging:criteria_list"), "icon": "list-check", "tone": "secondary"},
            {"label": "Trình cấp trên", "url": reverse("judging:above"), "icon": "send", "tone": "secondary"},
        ]


class RoundListExcel(ChosenRounds, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        rows = (
            [number, one.year_name, one.name, one.opens_on, one.closes_on, one.get_state_display()]
            for number, one in enumerate(self.get_queryset(), start=1)
        )
        return download(workbook("CÁC ĐỢT CHẤM SÁNG KIẾN", told, COLUMNS, rows), "cham-sang-kien")
