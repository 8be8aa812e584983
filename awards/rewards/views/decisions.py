"""Decisions with money: what of each is paid, its list on the page, on paper and as a sheet; many marks at once."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View
from django.views.generic.edit import FormMixin, ProcessFormView
from django.views.generic.list import MultipleObjectMixin

from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision
from awards.rewards.forms import ManyForm
from awards.rewards.models import Payment
from awards.rewards.printing import list_pdf, parts
from awards.rewards.queries import (
    approved_estimate,
    fund_of,
    is_due,
    paying_decisions,
    warnings_of,
    with_sums,
)
from awards.rewards.services.paying import pay
from thiduakt.documents.models import TEXTS
from thiduakt.documents.views.drawn import drawn
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ServedForm, Tallied, asked_words, tabs
from thiduakt.routes import row_address
from thiduakt.vietnamese import capitalized, dong, money_in_words

from .pages import NAME, OfDecision, Page

COLUMNS = (
    Column("STT", 6), Column("Quyết định", 20), Column("Ngày", 13), Column("Nội dung", 60), Column("Nguồn", 26),
    Column("Số khoản", 10), Column("Đã chi (đồng)", 18), Column("Còn phải chi (đồng)", 18),
)  # fmt: skip
LISTED = (
    Column("STT", 6), Column("Họ và tên, tập thể", 30), Column("Chức vụ, đơn vị", 36), Column("Danh hiệu, hình thức", 40),
    Column("Số tiền (đồng)", 16), Column("Tình trạng", 22), Column("Ngày chi", 13), Column("Hình thức chi", 16),
    Column("Người nhận thay", 26), Column("Ký nhận", 20),
)  # fmt: skip
RIGHT = "right"


class ChosenDecisions(Page):
    tab_names = {"": "Tất cả", "con": "Còn phải chi"}

    @property
    def tab(self) -> str:
        asked = self.request.GET.get("muc", "")
        return asked if asked in self.tab_names else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), "con": Q(is_due())}

    @cached_property
    def found(self) -> QuerySet[AwardDecision]:
        return paying_decisions(self.request.user, self.today).matching(self.words)

    def get_queryset(self) -> QuerySet[AwardDecision]:
        rows = self.found.filter(self.in_tabs()[self.tab]).select_related("document", "school")
        return rows.defer(*(f"document__{name}" for name in TEXTS)).order_by("-year", "-pk")


class DecisionList(ChosenDecisions, Tallied, ListView):
    template_name = "rewards/decisions.html"
    title = NAME
    above = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever sees the own sums only looks for those."""
        return super().get(request, *args, **kwargs) if self.sees_all else redirect("rewards:mine")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        shown = with_sums(context["page_obj"].object_list)
        return context | {
            "rows": [{"decision": one, "url": row_address("rewards:decision", one.pk)} for one in shown],
            "columns": [
                {"title": "Quyết định"}, {"title": "Nguồn"}, *({"title": name, "align": RIGHT} for name in
                ("Khoản chưa chi", "Đã chi", "Còn phải chi")),
            ],
            "sections": self.sections("Quyết định"),
            "tabs": list(tabs(self.tab_names, self.tallies, self.tab, query, name="muc")),
            "words": self.words,
            "kept": [("muc", self.tab)] if self.tab else [],
            "is_narrowed": bool(self.words or self.tab),
            "excel_url": f"{reverse('rewards:list_excel')}?{query.urlencode()}",
        }  # fmt: skip


class DecisionListExcel(ChosenDecisions, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(
            request.user.school, self.tab_names[self.tab] if self.tab else "", searched(self.words), on=self.today
        )
        rows = (
            [
                number, one.notation, one.day, one.name, one.get_fund_display(), one.count_all, one.sum_paid, one.sum_due,
            ]
            for number, one in enumerate(with_sums(self.get_queryset()), start=1)
        )  # fmt: skip
        return download(workbook("QUYẾT ĐỊNH CÓ TIỀN THƯỞNG", told, COLUMNS, rows), "tien-thuong")


class PaymentList(OfDecision, MultipleObjectMixin, FormMixin, TemplateView):
    """The payments of one decision; whoever keeps the money ticks what was paid, and sends it to `Pay`."""

    template_name = "rewards/decision.html"
    form_class = ManyForm
    paginate_by = 100

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Chi tiền thưởng theo Quyết định {self.decision.notation}"

    @cached_property
    def object_list(self) -> QuerySet[Payment]:
        return self.listed()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "due": self.listed().due()}  # type: ignore[attr-defined]

    def get_initial(self) -> dict[str, Any]:
        return {"paid_on": self.today}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        decision, count = self.decision, context["paginator"].count
        ticked = context["form"].ticked()
        return context | {
            "decision": decision,
            "pay_url": reverse("rewards:pay", args=[decision.pk]),
            "rows": [
                {"payment": one, "ticks": self.manages and one.is_due, "is_ticked": str(one.pk) in ticked}
                for one in context["page_obj"].object_list
            ],
            "columns": [
                {"title": "Họ và tên, tập thể"}, {"title": "Danh hiệu, hình thức"}, {"title": "Số tiền", "align": RIGHT},
                {"title": "Tình trạng"},
            ],
            "facts": list(self._facts()),
            "warnings": self._warnings(),
            "pays": self.manages and decision.count_due > 0,
            "parts": [
                {
                    "label": f"In danh sách ký nhận, phần {part}" if len(parts(count)) > 1 else "In danh sách ký nhận",
                    "url": reverse("rewards:list_pdf", args=[decision.pk, part]),
                }
                for part in parts(count)
            ],
            "excel_url": reverse("rewards:payments_excel", args=[decision.pk]),
        }  # fmt: skip

    def _facts(self) -> Any:
        decision = self.decision
        day = f", ngày {decision.day:%d/%m/%Y}" if decision.day else ""
        yield {"label": "Quyết định", "value": f"{decision.notation}{day}", "url": decision.get_absolute_url()}
        yield {"label": "Nội dung", "value": decision.name}
        if not decision.is_in_force:
            newer = decision.replaced_by.filter(state__in=DecisionState.DECIDED).select_related("document").first()
            url = newer.get_absolute_url() if newer else ""
            value = f"{capitalized(decision.get_state_display())}{f' bằng {newer.notation}' if newer else ''}"
            yield {"label": "Hiệu lực", "value": value, "url": url}
        yield {"label": "Nguồn", "value": capitalized(decision.get_fund_display())}
        yield {"label": "Đã chi", "value": dong(decision.sum_paid)}
        yield {"label": "Còn phải chi", "value": f"{dong(decision.sum_due)} ({money_in_words(decision.sum_due)})"}
        if estimate := approved_estimate(decision):
            yield {"label": "Dự toán đã duyệt", "value": dong(estimate.total), "url": estimate.get_absolute_url()}

    def _warnings(self) -> list[str]:
        decision = self.decision
        found = warnings_of(decision.fund, decision.school_id, self.today)
        fund = fund_of(decision.school_id, decision.fund, self.today.year)
        if decision.sum_due and fund is None:
            found.append(f"Chưa mở {decision.get_fund_display()} năm {self.today.year}. Thầy/cô mở quỹ trước khi ghi chi.")
        elif fund and (short := decision.sum_due - fund.stands_at()) > 0:
            found.append(f"{fund} còn {dong(fund.stands_at())}: thiếu {dong(short)} để chi hết quyết định này.")
        return found


class Pay(ServedForm, PaymentList, ProcessFormView):
    """Many at once; what was refused stands on the list again, with what was ticked."""

    permission = "money.manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.here)

    def get_success_url(self) -> str:
        return self.here

    def serve(self, form: ManyForm) -> None:
        total = pay(form.chosen, form.mark(), actor=self.request.user, at=timezone.now())
        self.done = f"Đã ghi chi {len(form.chosen)} khoản, {dong(total)}."


class PaymentListFile(OfDecision, View):
    """To be signed: a part of the list as PDF."""

    def get(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        payments = list(self.listed())
        number = min(part, len(parts(len(payments))))
        return drawn(
            request, "pdf",
            lambda form: list_pdf(self.decision, payments, number, drawn_by=request.user, on=self.today),
            name="danh-sach-chi-tien-thuong", back=self.here,
        )  # fmt: skip


class PaymentListExcel(OfDecision, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        payments = list(self.listed())
        rows: list[list[Any]] = [
            [
                number, one.line.holder_name, one.line.unit, one.line.honor_name, one.amount, one.state_told, one.paid_on,
                one.get_manner_display(), one.received_by, "",
            ]
            for number, one in enumerate(payments, start=1)
        ]  # fmt: skip
        rows.append(["", "Tổng cộng", "", "", sum(one.amount for one in payments), "", None, "", "", ""])
        told = subtitle(request.user.school, str(self.decision), self.decision.get_fund_display(), on=self.today)
        return download(workbook("DANH SÁCH CHI TIỀN THƯỞNG", told, LISTED, rows), "danh-sach-chi-tien-thuong")
