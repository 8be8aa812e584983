"""The list of councils by year, on the page and as a sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from nominations.councils.enums import CouncilState, SeatFunction
from nominations.councils.models import Council, CouncilQuerySet, Seat
from nominations.councils.queries import standing_seats
from thiduakt.documents.models import TEXTS
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import may

from .pages import NAME, OfCouncil, Page

COLUMNS = (
    Column("STT", 6), Column("Năm học", 14), Column("Hội đồng", 60), Column("Quyết định", 40), Column("Từ ngày", 14),
    Column("Đến hết ngày", 14), Column("Trạng thái", 20),
)  # fmt: skip
MEMBERS = (
    Column("STT", 6), Column("Họ và tên", 30), Column("Chức vụ trong trường", 28), Column("Chức danh trong Hội đồng", 20),
    Column("Đại diện cho", 34), Column("Nhiệm vụ được phân công", 50), Column("Từ ngày", 14),
)  # fmt: skip


class ChosenCouncils(ByState, Page):
    states = CouncilState

    @cached_property
    def found(self) -> CouncilQuerySet:
        return self.seen().matching(self.words)

    def get_queryset(self) -> CouncilQuerySet:
        return self.found.filter(self.in_tabs()[self.tab]).order_by("-year", "kind", "-pk")


class CouncilList(ChosenCouncils, Tallied, ListView):
    template_name = "councils/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("councils:list_excel"))
        rows = list(context["page_obj"].object_list)
        return context | {
            "rows": _with_chairs(rows),
            "columns": titles("Hội đồng", "Năm học", "Chủ tịch", "Thời gian", "Trạng thái"),
            "actions": self._actions(),
        }

    def _actions(self) -> list[dict[str, str]]:
        if not may(self.request.user, "council.manage", on=self.today):
            return []
        return [{"label": "Lập hội đồng", "url": reverse("councils:add"), "icon": "people"}]


def _with_chairs(councils: list[Council]) -> list[dict[str, Any]]:
    """Of each the last chair, in one query for all."""
    held = Seat.objects.filter(council__in=[one.pk for one in councils], function=SeatFunction.CHAIR)
    named = held.order_by("begins_on", "pk").values_list("council", "person__full_name", "outside_name")
    chairs = {council: of_staff or outside for council, of_staff, outside in named}
    return [{"council": one, "chair": chairs.get(one.pk)} for one in councils]


class CouncilListExcel(ChosenCouncils, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        councils = self.get_queryset().select_related("decision").defer(*(f"decision__{name}" for name in TEXTS))
        rows = (
            [
                number, one.year_name, one.name, one.decision_told, one.begins_on, one.ends_on, one.get_state_display(),
            ]
            for number, one in enumerate(councils, start=1)
        )  # fmt: skip
        return download(workbook("CÁC HỘI ĐỒNG CỦA TRƯỜNG", told, COLUMNS, rows), "hoi-dong")


class MembersExcel(OfCouncil, View):
    """Who is in it, as its page shows them."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        council = self.council
        rows = (
            [
                number, seat.name, seat.post, seat.get_function_display(), seat.stands_for, seat.duties, seat.begins_on,
            ]
            for number, seat in enumerate(standing_seats(council), start=1)
        )  # fmt: skip
        told = subtitle(council.school, council.decision_told, on=self.today)
        return download(workbook(council.name.upper(), told, MEMBERS, rows), "thanh-vien-hoi-dong")
