"""The list of score sheets, on the page and as a sheet of Excel."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.scoring.enums import SheetState
from campaigns.scoring.forms import SheetFilterForm
from campaigns.scoring.models import SheetQuerySet, Subject
from campaigns.scoring.queries import scored_years
from thiduakt.counting import count_of
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.ledger.years import year_name
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import may

from .pages import Page

COLUMNS = (
    Column("Bảng chấm điểm", 60), Column("Năm học", 12), Column("Chấm cho", 28), Column("Cụm, khối", 30),
    Column("Số đối tượng", 12), Column("Trạng thái", 20),
)  # fmt: skip
SHOWN = ("Bảng chấm điểm", "Năm học", "Chấm cho", "Số đối tượng", "Trạng thái")


class ChosenSheets(ByState, Page):
    """Narrowed by `nam` and `loai` too."""

    states = SheetState

    @cached_property
    def filters(self) -> SheetFilterForm:
        return SheetFilterForm(self.request.GET, years=scored_years(self.seen()))

    @cached_property
    def found(self) -> SheetQuerySet:
        found = self.seen().matching(self.words)
        if year := self.filters.asked("nam"):
            found = found.filter(year=year)
        kind = self.filters.asked("loai")
        return found.filter(kind=kind) if kind else found

    def get_queryset(self) -> SheetQuerySet:
        found = self.found.filter(self.in_tabs()[self.tab])
        return found.annotate(subject_count=count_of(Subject.objects.all(), "sheet")).order_by("-year", "-pk")


class SheetList(ChosenSheets, Tallied, ListView):
    template_name = "scoring/list.html"
    context_object_name = "sheets"
    title = "Chấm điểm thi đua"

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions = []
        if may(self.request.user, "score.manage", on=timezone.localdate()):
            actions = [{"label": "Lập bảng chấm điểm", "url": reverse("scoring:add"), "icon": "plus-lg"}]
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("scoring:list_excel"))
        return context | {
            "columns": titles(*SHOWN),
            "actions": actions,
            "filters": self.filters,
            "is_narrowed": context["is_narrowed"] or bool(self.filters.in_words()),
        }


class SheetListExcel(ChosenSheets, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = [self.tab_name, *self.filters.in_words(), searched(self.words)]
        told = subtitle(request.user.school, *chosen, on=timezone.localdate())
        rows = (
            [
                number, one.title, year_name(one.year), one.get_kind_display(), one.cluster_name, one.subject_count,
                one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("BẢNG CHẤM ĐIỂM THI ĐUA", told, [Column("STT", 6), *COLUMNS], rows), "bang-cham-diem")
