"""What has to come back after a cancellation or a correction: money, giấy khen, hiện vật."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View

from awards.rewards.forms import ReturnForm
from awards.rewards.models import Recovery
from awards.rewards.services.recovering import mark_returned, undo_returned
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Posted, Tallied, asked_words, tabs, titles
from thiduakt.vietnamese import dong

from .pages import RECOVERIES, FormPage, OfRecovery, Page

COLUMNS = (
    Column("STT", 6), Column("Họ và tên, tập thể", 30), Column("Danh hiệu, hình thức", 40), Column("Thu hồi", 22),
    Column("Số tiền (đồng)", 16), Column("Căn cứ", 60), Column("Phải nộp từ ngày", 16), Column("Ngày nộp lại", 14),
    Column("Chứng từ", 30),
)  # fmt: skip
TABS = {"": "Tất cả", "chua": "Chưa nộp lại", "da": "Đã nộp lại"}
UNDO = {
    "name": "undo", "label": "Bỏ ghi đã nộp lại", "needs_reason": True,
    "warning": "Khoản này trở lại chưa nộp; nếu là tiền, sổ quỹ thêm một dòng đảo.",
}  # fmt: skip


class ChosenRecoveries(Page):
    @property
    def tab(self) -> str:
        asked = self.request.GET.get("muc", "")
        return asked if asked in TABS else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), "chua": Q(returned_on__isnull=True), "da": Q(returned_on__isnull=False)}

    @cached_property
    def found(self) -> QuerySet[Recovery]:
        return Recovery.objects.visible_to(self.request.user, self.today).matching(self.words)

    def get_queryset(self) -> QuerySet[Recovery]:
        found = self.found.filter(self.in_tabs()[self.tab]).select_related("line")
        return found.order_by("-due_from", "pk")


class RecoveryList(ChosenRecoveries, Tallied, ListView):
    template_name = "rewards/recoveries.html"
    title = RECOVERIES
    lead = "Tiền thưởng, giấy khen, hiện vật phải nộp lại sau khi hủy hoặc thay quyết định khen thưởng."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        return context | {
            "rows": list(context["page_obj"].object_list),
            "columns": [
                *titles("Họ và tên, tập thể", "Thu hồi"), {"title": "Số tiền", "align": "right"},
                *titles("Phải nộp từ ngày", "Tình trạng"),
            ],
            "sections": self.sections(RECOVERIES) if self.sees_all else [],
            "tabs": list(tabs(TABS, self.tallies, self.tab, query, name="muc")),
            "words": self.words,
            "kept": [("muc", self.tab)] if self.tab else [],
            "is_narrowed": bool(self.words or self.tab),
            "excel_url": f"{reverse('rewards:recoveries_excel')}?{query.urlencode()}",
        }  # fmt: skip


class RecoveryListExcel(ChosenRecoveries, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, TABS[self.tab] if self.tab else "", searched(self.words), on=self.today)
        rows = (
            [
                number, one.line.holder_name, one.line.honor_name, one.get_kind_display(), one.amount or None, one.why,
                one.due_from, one.returned_on, one.paper,
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("THU HỒI TIỀN THƯỞNG, GIẤY KHEN, HIỆN VẬT", told, COLUMNS, rows), "thu-hoi")


class RecoveryPage(OfRecovery, TemplateView):
    template_name = "rewards/recovery.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.recovery)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.recovery
        facts = [
            {"label": "Danh hiệu, hình thức", "value": one.line.honor_name},
            {"label": "Quyết định", "value": str(one.line.decision), "url": one.line.decision.get_absolute_url()},
            {"label": "Căn cứ thu hồi", "value": one.why},
            {"label": "Phải nộp lại từ ngày", "value": f"{one.due_from:%d/%m/%Y}"},
        ]
        if one.amount:
            facts.insert(0, {"label": "Số tiền", "value": dong(one.amount)})
        if one.returned_on:
            facts.append({"label": "Đã nộp lại", "value": f"{one.returned_on:%d/%m/%Y}, {one.paper}"})
        return super().get_context_data(
            recovery=one,
            facts=facts,
            return_url=reverse("rewards:return", args=[one.pk]) if self.manages and not one.is_returned else "",
            undo=UNDO if self.manages and one.is_returned else None,
            undo_url=reverse("rewards:unreturn", args=[one.pk]),
            **kwargs,
        )


class Return(OfRecovery, FormPage):
    form_class = ReturnForm
    title = "Ghi đã nộp lại"
    submit_label = "Ghi đã nộp lại"
    done = "Đã ghi nộp lại."

    @property
    def lead(self) -> str:  # type: ignore[override]
        told = f": {dong(self.recovery.amount)}" if self.recovery.amount else ""
        return f"{self.recovery.line.holder_name}, {self.recovery.get_kind_display()}{told}."

    def get_initial(self) -> dict[str, Any]:
        return {"day": self.today}

    def serve(self, form: ReturnForm) -> None:
        mark_returned(self.recovery, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class Unreturn(OfRecovery, Posted, View):
    permission = "money.manage"

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        undo_returned(self.recovery, reason=reason, actor=self.request.user, at=timezone.now())
        return "Đã bỏ ghi nộp lại."
