"""The list of reports, on the page and as a sheet: those of this room, and those that other rooms draft."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.reporting.models import Report
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.views.lists import state_tabs
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled

COLUMNS = ("Báo cáo", "Loại", "Kỳ báo cáo", "Trạng thái", "Người soạn", "Người ký", "Ngày ban hành")


class ChosenReports(Ruled):
    """The part of the list that the address names: `trang-thai`, `q`."""

    permission = "report.view"
    request: HttpRequest

    @property
    def state(self) -> str:
        typed = self.request.GET.get("trang-thai", "")
        return typed if typed in DocumentState.values else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def found(self) -> QuerySet[Document]:
        papers = Document.objects.visible_to(self.request.user, timezone.localdate()).filter(kind=Kind.REPORT)
        return papers.matching(self.words)

    def get_queryset(self) -> QuerySet[Document]:
        found = self.found().filter(state=self.state) if self.state else self.found()
        people = found.select_related("report", "created_by", "signer", "replaces").without_texts()
        return people.defer("report__figures", "report__older_figures").order_by("-dated_on", "-pk")


class ReportList(ChosenReports, Tallied, ListView):
    template_name = "reporting/list.html"
    context_object_name = "papers"

    @property
    def tab(self) -> str:
        return self.state

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), **{state: Q(state=state) for state in DocumentState.values}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.urlencode()
        actions = []
        if may(self.request.user, "report.draft", on=timezone.localdate()):
            actions = [{"label": "Soạn báo cáo", "url": reverse("reporting:start"), "icon": "pencil-square"}]
        return super().get_context_data(
            tabs=state_tabs(self.tallies, self.state, self.request.GET),
            columns=titles(*COLUMNS),
            actions=actions,
            words=self.words,
            kept=[("trang-thai", self.state)] if self.state else [],
            is_narrowed=bool(self.words or self.state),
            excel_url=f"{reverse('reporting:list_excel')}?{query}",
            **kwargs,
        )


class ReportListExcel(ChosenReports, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Số, ký hiệu", 16), Column("Trích yếu", 60), Column("Loại", 14), Column("Từ ngày", 14),
            Column("Đến ngày", 14), Column("Trạng thái", 18), Column("Người soạn", 26), Column("Người ký", 26),
            Column("Ngày ban hành", 14),
        ]  # fmt: skip
        rows = (_excel_row(paper) for paper in self.get_queryset())
        state = DocumentState(self.state).label.capitalize() if self.state else ""
        told = subtitle(request.user.school, state, searched(self.words), on=timezone.localdate())
        return download(workbook("DANH SÁCH BÁO CÁO", told, columns, rows), "danh-sach-bao-cao")


def _excel_row(paper: Document) -> tuple[Any, ...]:
    report: Report | None = getattr(paper, "report", None)
    about = (report.get_kind_display(), report.starts_on, report.ends_on) if report else ("", None, None)
    return (
        paper.notation, paper.subject, *about, paper.get_state_display(), str(paper.created_by), str(paper.signer or ""),
        paper.issued_on,
    )  # fmt: skip
