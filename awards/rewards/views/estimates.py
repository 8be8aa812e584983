"""Dự toán: what a round would pay against what the fund holds, sent to the principal and approved."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View
from django.views.generic.list import MultipleObjectMixin

from awards.decisions.enums import FundKind
from awards.rewards.enums import EstimateState
from awards.rewards.flows import ESTIMATE_FLOW
from awards.rewards.forms import EstimateForm
from awards.rewards.models import Estimate, EstimateLine, Fund
from awards.rewards.services.estimating import discard, make_estimate, recount, take_step
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.models import Review
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Posted, Tallied
from thiduakt.vietnamese import dong, found_by, money_in_words

from .pages import ESTIMATES, FormPage, OfEstimate, Page

COLUMNS = (
    Column("STT", 6), Column("Đợt xét", 60), Column("Quỹ", 36), Column("Ngày dự kiến", 14), Column("Tổng (đồng)", 18),
    Column("Quỹ thiếu (đồng)", 18), Column("Trạng thái", 16),
)  # fmt: skip
LINES = (
    Column("STT", 6), Column("Cá nhân, tập thể", 30), Column("Danh hiệu, hình thức", 40), Column("Số tiền (đồng)", 16),
    Column("Cách tính", 70),
)  # fmt: skip
RIGHT = "right"


class ChosenEstimates(ByState, Page):
    states = EstimateState

    @cached_property
    def found(self) -> QuerySet[Estimate]:
        seen = Estimate.objects.visible_to(self.request.user, self.today)
        return seen.filter(found_by(self.words, "review__search_key"))

    def get_queryset(self) -> QuerySet[Estimate]:
        found = self.found.filter(self.in_tabs()[self.tab])
        return found.select_related("review", "fund").order_by("-day", "-pk")


class EstimateList(ChosenEstimates, Tallied, ListView):
    template_name = "rewards/estimates.html"
    title = ESTIMATES
    lead = "Trước khi ra quyết định: hồ sơ của đợt xét cần bao nhiêu tiền, quỹ có đủ không."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("rewards:estimates_excel"))
        add = {"label": "Lập dự toán", "url": reverse("rewards:estimate_add"), "icon": "calculator"}
        return context | {
            "rows": list(context["page_obj"].object_list),
            "columns": [
                {"title": "Đợt xét"}, {"title": "Quỹ"}, {"title": "Tổng", "align": RIGHT},
                {"title": "Quỹ thiếu", "align": RIGHT}, {"title": "Trạng thái"},
            ],
            "sections": self.sections(ESTIMATES),
            "actions": [add] if self.manages else [],
        }  # fmt: skip


class EstimateListExcel(ChosenEstimates, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        rows = (
            [number, one.review.name, str(one.fund), one.day, one.total, one.shortfall, one.get_state_display()]
            for number, one in enumerate(self.get_queryset(), start=1)
        )
        return download(workbook("DỰ TOÁN TIỀN THƯỞNG", told, COLUMNS, rows), "du-toan-tien-thuong")


class EstimateAdd(FormPage):
    form_class = EstimateForm
    title = "Lập dự toán"
    submit_label = "Tính"
    done = "Đã tính dự toán. Thầy/cô xem từng dòng rồi trình hiệu trưởng duyệt."
    above = (*Page.above, (ESTIMATES, "rewards:estimates"))

    def get_form_kwargs(self) -> dict[str, Any]:
        school = self.request.user.school_id
        reviews = Review.objects.filter(school=school).exclude(state=ReviewState.DRAFT).order_by("-year", "-opens_on", "-pk")
        funds = Fund.objects.filter(school=school, kind=FundKind.EMULATION).order_by("-year", "pk")
        return {**super().get_form_kwargs(), "reviews": reviews, "funds": funds}

    def get_initial(self) -> dict[str, Any]:
        return {"day": self.today}

    def serve(self, form: EstimateForm) -> None:
        estimate = make_estimate(**form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url = estimate.get_absolute_url()

    def back_url(self) -> str:
        return reverse("rewards:estimates")


class EstimatePage(OfEstimate, MultipleObjectMixin, TemplateView):
    template_name = "rewards/estimate.html"
    paginate_by = 100

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.estimate)

    @cached_property
    def object_list(self) -> QuerySet[EstimateLine]:
        return self.estimate.lines.order_by("position", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, estimate = super().get_context_data(**kwargs), self.estimate
        user, now = self.request.user, timezone.now()
        is_draft = self.manages and estimate.is_draft
        drop = {"name": "discard", "label": "Bỏ dự toán này", "warning": "Dự toán đang lập bị xóa hẳn."}
        return context | {
            "estimate": estimate,
            "rows": list(context["page_obj"].object_list),
            "columns": [
                {"title": "Cá nhân, tập thể"}, {"title": "Danh hiệu, hình thức"}, {"title": "Số tiền", "align": RIGHT},
                {"title": "Cách tính"},
            ],
            "facts": self._facts(),
            "shortfall": f"Quỹ còn thiếu {dong(estimate.shortfall)} so với dự toán." if estimate.shortfall else "",
            "unknown": estimate.lines.filter(is_known=False).count(),
            "steps": [
                {
                    "move": move, "blockers": move.blockers(estimate),
                    "url": reverse(f"rewards:{move.name}", args=[estimate.pk]),
                    "tone": "secondary" if move.needs_reason else "primary",
                }
                for move in ESTIMATE_FLOW.open_to(user, estimate, now)
            ],
            "recount_url": reverse("rewards:recount", args=[estimate.pk]) if is_draft else "",
            "discard": drop if is_draft else None,
            "discard_url": reverse("rewards:estimate_discard", args=[estimate.pk]),
            "excel_url": reverse("rewards:estimate_excel", args=[estimate.pk]),
        }  # fmt: skip

    def _facts(self) -> list[dict[str, Any]]:
        one = self.estimate
        facts = [
            {"label": "Đợt xét", "value": one.review.name, "url": one.review.get_absolute_url()},
            {"label": "Dự kiến quyết định", "value": f"{one.day:%d/%m/%Y}"},
            {"label": "Tổng số tiền", "value": f"{dong(one.total)} ({money_in_words(one.total)})"},
            {"label": "Quỹ", "value": str(one.fund), "url": one.fund.get_absolute_url()},
            {"label": "Quỹ còn khi tính, đã trừ khoản quyết định rồi mà chưa chi", "value": dong(one.balance)},
        ]
        if one.approved_on:
            facts.append({"label": "Đã duyệt", "value": f"{one.approved_by}, {one.approved_on:%d/%m/%Y}"})
        return facts


class EstimateExcel(OfEstimate, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        estimate = self.estimate
        lines = estimate.lines.order_by("position", "pk")
        rows: list[list[Any]] = [[one.position, one.holder_name, one.honor_name, one.amount, one.reason] for one in lines]
        rows.append(["", "Tổng cộng", "", estimate.total, ""])
        told = subtitle(request.user.school, estimate.review.name, str(estimate.fund), on=self.today)
        return download(workbook("DỰ TOÁN TIỀN THƯỞNG", told, LINES, rows), "du-toan-tien-thuong")


class Recount(OfEstimate, Posted, View):
    permission = "money.manage"

    def act(self) -> str:
        held = recount(self.estimate, actor=self.request.user, at=timezone.now())
        return f"Đã tính lại: {dong(held.total)}."


class EstimateDiscard(OfEstimate, Posted, View):
    permission = "money.manage"

    def act(self) -> str:
        discard(self.estimate, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("rewards:estimates")
        return "Đã bỏ dự toán."


class EstimateStep(OfEstimate, Posted, View):
    move = ""

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        moved = take_step(self.estimate, self.move, reason=reason, actor=self.request.user, at=timezone.now())
        return f"Dự toán {moved.get_state_display()}."


class Submit(EstimateStep):
    permission = "money.manage"
    move = "submit"


class Approve(EstimateStep):
    permission = "money.approve"
    move = "approve"


class GiveBack(EstimateStep):
    permission = "money.approve"
    move = "give_back"
