"""The votes that somebody has a part in, and the results that they may read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from nominations.ballots.enums import PollState
from nominations.ballots.models import PollQuerySet
from nominations.ballots.queries import participation
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Cuộc bỏ phiếu", 60), Column("Chủ tọa", 28), Column("Ngày mở", 14), Column("Ngày đóng", 14),
    Column("Đã bỏ phiếu", 14), Column("Trạng thái", 28),
)  # fmt: skip


class ChosenPolls(ByState, Page):
    states = PollState

    @cached_property
    def found(self) -> PollQuerySet:
        """As asked, in every tab."""
        return self.seen().matching(self.words)

    def get_queryset(self) -> PollQuerySet:
        return self.found.filter(self.in_tabs()[self.tab]).select_related("chair").order_by("-pk")


class PollList(ChosenPolls, Tallied, ListView):
    template_name = "ballots/list.html"
    title = NAME
    lead = "Những cuộc bỏ phiếu thầy/cô là người bầu, người điều hành, hoặc được xem kết quả."
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("ballots:list_excel"))
        return context | {
            "rows": [{"poll": one, "participation": participation(one)} for one in context["page_obj"].object_list],
            "columns": titles("Cuộc bỏ phiếu", "Chủ tọa", "Đã bỏ phiếu", "Trạng thái"),
        }


class PollListExcel(ChosenPolls, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=timezone.localdate())
        rows = (
            [
                number, str(one), str(one.chair), one.opened_on, one.closed_on, str(participation(one)),
                one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("BỎ PHIẾU KÍN", told, COLUMNS, rows), "bo-phieu-kin")
