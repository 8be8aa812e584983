"""The list of reports, on the page and as a sheet: those of this room, and those that other rooms draft."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from campaigns.reporting.models import Report
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.views.lists import ByPaperState
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled

COLUMNS = ("Báo cáo", "Loại", "Kỳ báo cáo", "Trạng thái", "Người soạn", "Người ký", "Ngày ban hành")


class ChosenReports(ByPaperState, Ruled):
    permission = "report.view"

    @cached_property
    def found(self) -> QuerySet[Document]:
        papers = Document.objects.visible_to(self.request.user, timezone.localdate()).filter(kind=Kind.REPORT)
        return papers.matching(self.words)

    def get_queryset(self) -> QuerySet[Document]:
        found = self.found.filter(self.in_tabs()[self.tab])
        people = found.select_related("report", "created_by", "signer", "replaces").without_texts()
        return people.defer("report__figures", "report__older_figures").order_by("-dated_on", "-pk")


class ReportList(ChosenReports, Tallied, ListView):
    template_name = "reporting/list.html"
    context_object_name = "papers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions = []
        if may(self.request.user, "report.draft", on=timezone.localdate()):
            actions = [{"label": "Soạn báo cáo", "url": reverse("reporting:start"), "icon": "pencil-square"}]
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("reporting:list_excel"))
        return context | {"columns": titles(*COLUMNS), "actions": actions}


class ReportListExcel(ChosenReports, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Số, ký hiệu", 16), Column("Trích yếu", 60), Column("Loại", 14), Column("Từ ngày", 14),
            Column("Đến ngày", 14), Column("Trạng thái", 18), Column("Người soạn", 26), Column("Người ký", 26),
            Column("Ngày ban hành", 14),
        ]  # fmt: skip
        rows = (_excel_row(paper) for paper in self.get_queryset())
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=timezone.localdate())
        return download(workbook("DANH SÁCH BÁO CÁO", told, columns, rows), "danh-sach-bao-cao")


def _excel_row(paper: Document) -> tuple[Any, ...]:
    report: Report | None = getattr(paper, "report", None)
    about = (report.get_kind_display(), report.starts_on, report.ends_on) if report else ("", None, None)
    return (
        paper.notation, paper.subject, *about, paper.get_state_display(), str(paper.created_by), str(paper.signer or ""),
        paper.issued_on,
    )  # fmt: skip
