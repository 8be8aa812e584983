"""The list of plans, on the page and as a sheet."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.plans.models import Plan
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.views.lists import state_tabs
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, titles
from thiduakt.permissions import Scope, may, scopes

from .plans import VisiblePlans

COLUMNS = ("Kế hoạch", "Năm", "Trạng thái", "Người soạn", "Người ký", "Ngày ban hành")
FROM_SCHOOL = "Khi nhà trường ban hành kế hoạch, thầy/cô đọc và tải về ở đây."
FROM_BELOW = "Kế hoạch của các trường hiện ở đây khi văn thư nhà trường đã ghi ngày gửi cấp trên trong sổ văn bản đi."


class ChosenPlans(VisiblePlans):
    """The part of the list that the address names: `trang-thai`, `q`."""

    permission = "plan.view"

    @property
    def state(self) -> str:
        typed = self.request.GET.get("trang-thai", "")
        return typed if typed in DocumentState.values else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def found(self) -> QuerySet[Plan]:
        return super().get_queryset().without_texts().matching(self.words)

    def get_queryset(self) -> QuerySet[Plan]:
        return self.found().filter(document__state=self.state) if self.state else self.found()


class PlanList(ChosenPlans, Tallied, ListView):
    template_name = "plans/plan_list.html"

    @property
    def tab(self) -> str:
        return self.state

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), **{state: Q(document__state=state) for state in DocumentState.values}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        actions = []
        if may(user, "plan.edit", on=today):
            actions = [
                {"label": "Soạn kế hoạch", "url": reverse("plans:start"), "icon": "pencil-square"},
                {"label": "Nhập văn bản", "url": reverse("plans:import"), "icon": "file-text", "tone": "secondary"},
                {
                    "label": "Soạn từ kế hoạch cũ",
                    "url": reverse("plans:clone_choice"),
                    "icon": "copy",
                    "tone": "secondary",
                },
            ]
        return super().get_context_data(
            tabs=state_tabs(self.tallies, self.state, self.request.GET),
            columns=titles(*COLUMNS),
            actions=actions,
            nothing=FROM_BELOW if scopes(user, self.permission, today) == {Scope.SUPERIOR} else FROM_SCHOOL,
            words=self.words,
            kept=[("trang-thai", self.state)] if self.state else [],
            is_narrowed=bool(self.words or self.state),
            query=self.request.GET.urlencode(),
            **kwargs,
        )


class PlanListExcel(ChosenPlans, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Năm", 8), Column("Số, ký hiệu", 16), Column("Trích yếu", 60), Column("Trạng thái", 18),
            Column("Người soạn", 26), Column("Người ký", 26), Column("Ngày ký", 14), Column("Ngày ban hành", 14),
        ]  # fmt: skip
        rows = (_excel_row(plan) for plan in self.get_queryset())
        state = DocumentState(self.state).label.capitalize() if self.state else ""
        told = subtitle(request.user.school, state, searched(self.words), on=timezone.localdate())
        return download(workbook("DANH SÁCH KẾ HOẠCH", told, columns, rows), "danh-sach-ke-hoach")


def _excel_row(plan: Plan) -> tuple[Any, ...]:
    document = plan.document
    return (
        plan.year, document.notation, document.subject, document.get_state_display(), str(document.created_by),
        str(document.signer or ""), document.signed_on, document.issued_on,
    )  # fmt: skip
