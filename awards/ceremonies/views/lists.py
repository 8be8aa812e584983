"""The ceremonies, on the page and as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from awards.ceremonies.enums import CeremonyState
from awards.ceremonies.models import Ceremony, CeremonyQuerySet, Recipient
from thiduakt.counting import count_of
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Buổi lễ", 50), Column("Ngày", 14), Column("Bắt đầu lúc", 12), Column("Địa điểm", 36),
    Column("Số người, tập thể được trao", 14), Column("Trạng thái", 18),
)  # fmt: skip


class ChosenCeremonies(ByState, Page):
    states = CeremonyState

    @cached_property
    def found(self) -> CeremonyQuerySet:
        return self.seen().matching(self.words)

    def get_queryset(self) -> QuerySet[Ceremony]:
        found = self.found.filter(self.in_tabs()[self.tab])
        return found.annotate(recipient_count=count_of(Recipient.objects.standing(), "ceremony")).order_by("-held_on", "-pk")


class CeremonyList(ChosenCeremonies, Tallied, ListView):
    template_name = "ceremonies/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions = []
        if self.may("ceremony.manage"):
            actions = [{"label": "Lập lễ trao thưởng", "url": reverse("ceremonies:add"), "icon": "calendar-plus"}]
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("ceremonies:list_excel"))
        columns = titles("Buổi lễ", "Thời gian", "Địa điểm", "Được trao", "Trạng thái")
        return context | {"rows": context["page_obj"].object_list, "columns": columns, "actions": actions}


class CeremonyListExcel(ChosenCeremonies, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        rows = ([number, *_cells(one)] for number, one in enumerate(self.get_queryset(), start=1))
        return download(workbook("LỄ TRAO THƯỞNG", told, list(COLUMNS), rows), "le-trao-thuong")


def _cells(one: Ceremony) -> list[Any]:
    count = one.recipient_count  # type: ignore[attr-defined]
    return [one.name, one.held_on, f"{one.starts_at:%H:%M}", one.place, count, one.get_state_display()]
