"""The list of decisions by year, and whom one of them honors, on the page and as sheets. No sheet tells a person's sum."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from awards.decisions.enums import DecisionState
from awards.decisions.forms import ListFilterForm
from awards.decisions.models import AwardDecisionQuerySet, AwardLine
from thiduakt.counting import count_of
from thiduakt.documents.models import TEXTS
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.ledger.years import year_name
from thiduakt.pages import ByState, Tallied, titles

from .pages import NAME, OfDecision, Page

COLUMNS = (
    Column("STT", 6), Column("Năm học", 14), Column("Số quyết định", 20), Column("Ngày quyết định", 16),
    Column("Nội dung khen thưởng", 60), Column("Người, cơ quan quyết định", 40), Column("Loại hình", 26),
    Column("Số được khen", 14), Column("Trạng thái", 18),
)  # fmt: skip
LINES = (
    Column("STT", 6), Column("Tên", 32), Column("Chức vụ, đơn vị", 34), Column("Danh hiệu, hình thức", 44),
    Column("Thành tích", 60), Column("Tình trạng", 24),
)  # fmt: skip


class ChosenDecisions(ByState, Page):
    """`trang-thai`, `nam`, `q`."""

    states = DecisionState

    @cached_property
    def filters(self) -> ListFilterForm:
        years = self.seen().order_by("-year").values_list("year", flat=True).distinct()
        return ListFilterForm(self.request.GET, years=years)

    @property
    def year(self) -> int | None:
        return self.filters.year

    @cached_property
    def found(self) -> AwardDecisionQuerySet:
        found = self.seen().matching(self.words)
        return found.filter(year=self.year) if self.year else found

    def get_queryset(self) -> AwardDecisionQuerySet:
        rows = self.found.filter(self.in_tabs()[self.tab]).select_related("document", "school")
        rows = rows.defer(*(f"document__{name}" for name in TEXTS))
        return rows.annotate(honored=count_of(AwardLine.objects.all(), "decision")).order_by("-year", "-pk")


class DecisionList(ChosenDecisions, Tallied, ListView):
    template_name = "decisions/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("decisions:list_excel"))
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Quyết định", "Năm học", "Người quyết định", "Số được khen", "Trạng thái"),
            "fields": list(self.filters),
            "is_narrowed": context["is_narrowed"] or bool(self.year),
            "actions": self._actions(),
        }

    def _actions(self) -> list[dict[str, str]]:
        found = []
        if self.may("award.manage"):
            found.append({"label": "Lập quyết định", "url": reverse("decisions:start"), "icon": "plus-lg"})
        if self.may("award.record"):
            url = reverse("decisions:superior")
            found.append({"label": "Ghi kết quả của cấp trên", "url": url, "icon": "box-arrow-in-down", "tone": "secondary"})
        return found


class DecisionListExcel(ChosenDecisions, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        year = f"năm học {year_name(self.year)}" if self.year else ""
        told = subtitle(request.user.school, self.tab_name, year, searched(self.words), on=self.today)
        rows = (
            [
                number, one.year_name, one.notation, one.day, one.name, one.issuer_told, one.get_merit_display(),
                one.honored, one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("QUYẾT ĐỊNH KHEN THƯỞNG", told, COLUMNS, rows), "quyet-dinh-khen-thuong")


class LinesExcel(OfDecision, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        decision = self.decision
        lines = decision.lines.select_related("entry__ended_by", "cancellation", "decision")
        rows = (
            [
                line.position, line.holder_name, line.unit, line.honor_name, line.citation,
                "đã hủy" if line.is_cancelled else decision.get_state_display(),
            ]
            for line in lines
        )  # fmt: skip
        told = subtitle(decision.school, str(decision), on=self.today)
        return download(workbook("DANH SÁCH ĐƯỢC KHEN THƯỞNG", told, LINES, rows), "danh-sach-khen-thuong")
