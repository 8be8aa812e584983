"""Văn bản: every paper of the school that one may see, on the page and as a sheet."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.generic import ListView, View

from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.rules import VIEW_RULES
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, Tally, asked_words, tabs, titles
from thiduakt.routes import Ruled

COLUMNS = ("Văn bản", "Loại", "Trạng thái", "Người soạn", "Người ký", "Ngày ban hành")


class ChosenPapers(Ruled):
    """The part of the list that the address names: `trang-thai`, `loai`, `q`."""

    permission = "decision.view"  # everybody who may see any issued paper may see this one
    request: HttpRequest

    @property
    def state(self) -> str:
        typed = self.request.GET.get("trang-thai", "")
        return typed if typed in DocumentState.values else ""

    @property
    def kind(self) -> str:
        typed = self.request.GET.get("loai", "")
        return typed if typed in VIEW_RULES else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def found(self) -> QuerySet[Document]:
        """Of every state."""
        found = Document.objects.visible_to(self.request.user, timezone.localdate()).matching(self.words)
        return found.filter(kind=self.kind) if self.kind else found

    def get_queryset(self) -> QuerySet[Document]:
        found = self.found().filter(state=self.state) if self.state else self.found()
        return found.select_related("created_by", "signer", "replaces").without_texts().order_by("-dated_on", "-pk")


class PaperList(ChosenPapers, Tallied, ListView):
    template_name = "documents/screens/papers.html"
    context_object_name = "papers"

    @property
    def tab(self) -> str:
        return self.state

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), **{state: Q(state=state) for state in DocumentState.values}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tabs=state_tabs(self.tallies, self.state, self.request.GET),
            columns=titles(*COLUMNS),
            kinds=[(kind.value, Kind(kind).label) for kind in VIEW_RULES],
            kind=self.kind,
            state=self.state,
            words=self.words,
            is_narrowed=bool(self.words or self.state or self.kind),
            query=self.request.GET.urlencode(),
            **kwargs,
        )


def state_tabs(tallies: Mapping[str, Tally], current: str, query: QueryDict) -> list[dict[str, Any]]:
    """All states that have a paper, and the one that is looked at."""
    shown = {state: label.capitalize() for state, label in DocumentState.choices if tallies[state].count or state == current}
    return list(tabs({"": "Tất cả", **shown}, tallies, current, query, name="trang-thai"))


class PaperListExcel(ChosenPapers, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Loại", 16), Column("Số, ký hiệu", 16), Column("Trích yếu", 60), Column("Trạng thái", 18),
            Column("Người soạn", 26), Column("Người ký", 26), Column("Ngày ký", 14), Column("Ngày ban hành", 14),
        ]  # fmt: skip
        rows = (_excel_row(document) for document in self.get_queryset())
        kind = Kind(self.kind).label if self.kind else ""
        state = DocumentState(self.state).label.capitalize() if self.state else ""
        told = subtitle(request.user.school, kind, state, searched(self.words), on=timezone.localdate())
        return download(workbook("DANH SÁCH VĂN BẢN", told, columns, rows), "danh-sach-van-ban")


def _excel_row(document: Document) -> tuple[Any, ...]:
    return (
        document.get_kind_display(), document.notation, document.subject, document.get_state_display(),
        str(document.created_by), str(document.signer or ""), document.signed_on, document.issued_on,
    )  # fmt: skip
