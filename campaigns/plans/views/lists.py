"""The list of plans, on the page and as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.plans.models import Plan
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.views.lists import ByPaperState
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, titles
from thiduakt.permissions import Scope, may, scopes

from .plans import VisiblePlans

COLUMNS = ("Kế hoạch", "Năm", "Trạng thái", "Người soạn", "Người ký", "Ngày ban hành")
FROM_SCHOOL = "Khi nhà trường ban hành kế hoạch, thầy/cô đọc và tải về ở đây."
FROM_BELOW = "Kế hoạch của các trường hiện ở đây khi văn thư nhà trường đã ghi ngày gửi cấp trên trong sổ văn bản đi."


class ChosenPlans(ByPaperState, VisiblePlans):
    permission = "plan.view"

    def get_queryset(self) -> QuerySet[Plan]:
        found = super().get_queryset().without_texts().matching(self.words)
        return found.filter(document__state=self.tab) if self.tab else found


class PlanList(ChosenPlans, Tallied, ListView):
    template_name = "plans/plan_list.html"

    def counted(self) -> QuerySet[Document]:
        """A plan is a paper of its kind, and an index of papers knows how many of a kind are in each state."""
        papers = Document.objects.visible_to(self.request.user, timezone.localdate())
        return papers.filter(kind=Kind.PLAN).matching(self.words)

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
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("plans:list_excel"))
        return context | {
            "columns": titles(*COLUMNS),
            "actions": actions,
            "nothing": FROM_BELOW if scopes(user, self.permission, today) == {Scope.SUPERIOR} else FROM_SCHOOL,
        }


class PlanListExcel(ChosenPlans, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Năm", 8), Column("Số, ký hiệu", 16), Column("Trích yếu", 60), Column("Trạng thái", 18),
            Column("Người soạn", 26), Column("Người ký", 26), Column("Ngày ký", 14), Column("Ngày ban hành", 14),
        ]  # fmt: skip
        rows = (_excel_row(plan) for plan in self.get_queryset())
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=timezone.localdate())
        return download(workbook("DANH SÁCH KẾ HOẠCH", told, columns, rows), "danh-sach-ke-hoach")


def _excel_row(plan: Plan) -> tuple[Any, ...]:
    document = plan.document
    return (
        plan.year, document.notation, document.subject, document.get_state_display(), str(document.created_by),
        str(document.signer or ""), document.signed_on, document.issued_on,
    )  # fmt: skip
