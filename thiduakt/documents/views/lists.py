"""Văn bản: every paper of the school that one may see, on the page and as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.rules import VIEW_RULES
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.routes import Ruled

COLUMNS = ("Văn bản", "Loại", "Trạng thái", "Người soạn", "Người ký", "Ngày ban hành")


class ByPaperState(ByState):
    """With a tab for each state that a paper is in, and for the one that is looked at."""

    states = DocumentState

    def list_context(self, *, excel: str) -> dict[str, Any]:
        context = super().list_context(excel=excel)
        every, *of_states = context["tabs"]
        return context | {"tabs": [every, *(tab for tab in of_states if tab["count"] or tab["is_current"])]}


class ChosenPapers(ByPaperState, Ruled):
    """Narrowed by `loai` too."""

    permission = "decision.view"  # everybody who may see any issued paper may see this one

    @property
    def kind(self) -> str:
        typed = self.request.GET.get("loai", "")
        return typed if typed in VIEW_RULES else ""

    @cached_property
    def found(self) -> QuerySet[Document]:
        """Of every state."""
        found = Document.objects.visible_to(self.request.user, timezone.localdate()).matching(self.words)
        return found.filter(kind=self.kind) if self.kind else found

    def get_queryset(self) -> QuerySet[Document]:
        found = self.found.filter(self.in_tabs()[self.tab])
        return found.select_related("created_by", "signer", "replaces").without_texts().order_by("-dated_on", "-pk")


class PaperList(ChosenPapers, Tallied, ListView):
    template_name = "documents/screens/papers.html"
    context_object_name = "papers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("documents:papers_excel"))
        return context | {
            "columns": titles(*COLUMNS),
            "kinds": [(kind.value, Kind(kind).label) for kind in VIEW_RULES],
            "kind": self.kind,
            "tab": self.tab,
            "is_narrowed": context["is_narrowed"] or bool(self.kind),
        }


class PaperListExcel(ChosenPapers, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Loại", 16), Column("Số, ký hiệu", 16), Column("Trích yếu", 60), Column("Trạng thái", 18),
            Column("Người soạn", 26), Column("Người ký", 26), Column("Ngày ký", 14), Column("Ngày ban hành", 14),
        ]  # fmt: skip
        rows = (_excel_row(document) for document in self.get_queryset())
        kind = Kind(self.kind).label if self.kind else ""
        told = subtitle(request.user.school, kind, self.tab_name, searched(self.words), on=timezone.localdate())
        return download(workbook("DANH SÁCH VĂN BẢN", told, columns, rows), "danh-sach-van-ban")


def _excel_row(document: Document) -> tuple[Any, ...]:
    return (
        document.get_kind_display(), document.notation, document.subject, document.get_state_display(),
        str(document.created_by), str(document.signer or ""), document.signed_on, document.issued_on,
    )  # fmt: skip
