"""The list of score sheets, on the page and as a sheet of Excel."""

from functools import cached_property
from typing import Any

from django.db.models import Q
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
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.vietnamese import capitalized

from .pages import Page

TABS = {"": "Tất cả", **{state.value: capitalized(str(state.label)) for state in SheetState}}
COLUMNS = (
    Column("Bảng chấm điểm", 60), Column("Năm học", 12), Column("Chấm cho", 28), Column("Cụm, khối", 30),
    Column("Số đối tượng", 12), Column("Trạng thái", 20),
)  # fmt: skip
SHOWN = ("Bảng chấm điểm", "Năm học", "Chấm cho", "Số đối tượng", "Trạng thái")


class ChosenSheets(Page):
    """The part of the list that the address names: `trang-thai`, `nam`, `loai`, `q`."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("trang-thai", "")
        self.tab = asked if asked in TABS else ""
        self.words = asked_words(request)

    @cached_property
    def filters(self) -> SheetFilterForm:
        return SheetFilterForm(self.request.GET, years=scored_years(self.seen()))

    def found(self) -> SheetQuerySet:
        found = self.seen().matching(self.words)
        if year := self.filters.asked("nam"):
            found = found.filter(year=year)
        kind = self.filters.asked("loai")
        return found.filter(kind=kind) if kind else found

    def get_queryset(self) -> SheetQuerySet:
        found = self.found().filter(self.in_tabs()[self.tab])
        return found.annotate(subject_count=count_of(Subject.objects.all(), "sheet")).order_by("-year", "-pk")

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), **{state: Q(state=state) for state in SheetState.values}}


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
        query = self.request.GET
        return super().get_context_data(
            tabs=list(tabs(TABS, self.tallies, self.tab, query, name="trang-thai")),
            columns=titles(*SHOWN),
            actions=actions,
            filters=self.filters,
            tab=self.tab,
            words=self.words,
            is_narrowed=bool(self.words or self.tab or self.filters.in_words()),
            query=query.urlencode(),
            **kwargs,
        )


class SheetListExcel(ChosenSheets, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = [TABS[self.tab] if self.tab else "", *self.filters.in_words(), searched(self.words)]
        told = subtitle(request.user.school, *chosen, on=timezone.localdate())
        rows = (
            [
                number, one.title, year_name(one.year), one.get_kind_display(), one.cluster_name, one.subject_count,
                one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("BẢNG CHẤM ĐIỂM THI ĐUA", told, [Column("STT", 6), *COLUMNS], rows), "bang-cham-diem")
