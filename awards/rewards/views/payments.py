"""One payment: how it was paid, taken back, confirmed; and everybody's own."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from awards.decisions.models import AwardDecision
from awards.rewards.enums import RecoveryKind
from awards.rewards.forms import OneForm
from awards.rewards.models import Payment, Recovery
from awards.rewards.services.paying import confirm, pay, undo
from thiduakt.pages import Posted
from thiduakt.vietnamese import capitalized, dong, money_in_words

from .pages import MINE, FormPage, OfPayment, Page

UNDO = {
    "name": "undo", "label": "Bỏ ghi đã chi", "needs_reason": True,
    "warning": "Sổ quỹ thêm một dòng đảo; khoản này trở lại chưa chi.",
}  # fmt: skip


class PaymentPage(OfPayment, TemplateView):
    template_name = "rewards/payment.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.payment)

    def trail(self) -> list[dict[str, str]]:
        if not self.sees_all:
            return [{"label": MINE, "url": reverse("rewards:mine")}]
        decision = self.payment.line.decision
        url = reverse("rewards:decision", args=[decision.pk])
        return [*super().trail(), {"label": f"Quyết định {decision.notation}", "url": url}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payment = self.payment
        key = [payment.pk]
        is_own = payment.person_id == self.request.user.person_id
        return super().get_context_data(
            payment=payment,
            facts=list(self._facts()),
            pay_url=reverse("rewards:pay_one", args=key) if self.manages and payment.is_due else "",
            undo=UNDO if self.manages and payment.is_paid and not payment.confirmed_at and payment.line.stands else None,
            undo_url=reverse("rewards:undo", args=key),
            confirm_url=reverse("rewards:confirm", args=key) if is_own and _awaits(payment) else "",
            book=list(self._book()) if self.sees_all else [],
            recoveries=list(payment.line.recoveries.filter(returned_on__isnull=True)),
            **kwargs,
        )

    def _facts(self) -> Iterator[dict[str, Any]]:
        payment, line = self.payment, self.payment.line
        decision: AwardDecision = line.decision
        yield {"label": "Danh hiệu, hình thức", "value": line.honor_name}
        yield {"label": "Quyết định", "value": str(decision), "url": decision.get_absolute_url()}
        yield {"label": "Số tiền", "value": f"{dong(payment.amount)} ({money_in_words(payment.amount)})"}
        if payment.credited:
            yield {"label": "Đã chi theo quyết định trước", "value": dong(payment.credited)}
        if line.amount_reason:
            yield {"label": "Cách tính", "value": line.amount_reason}
        yield {"label": "Nguồn", "value": capitalized(payment.get_fund_display())}
        if payment.paid_on:
            yield {"label": "Ngày chi", "value": f"{payment.paid_on:%d/%m/%Y}, {payment.get_manner_display()}"}
        if payment.received_by:
            yield {"label": "Người nhận thay", "value": f"{payment.received_by}: {payment.behalf_reason}"}
        for back in line.recoveries.filter(kind=RecoveryKind.MONEY, returned_on__isnull=False):
            value = f"{dong(back.amount)} ngày {back.returned_on:%d/%m/%Y}, {back.paper}"
            yield {"label": "Đã thu hồi", "value": value, "url": back.get_absolute_url()}
        if payment.confirmed_at:
            yield {"label": "Xác nhận đã nhận", "value": f"{timezone.localtime(payment.confirmed_at):%H:%M %d/%m/%Y}"}

    def _book(self) -> Iterator[str]:
        for line in self.payment.fund_lines.select_related("countered_by").order_by("pk"):  # type: ignore[attr-defined]
            yield f"{line.day:%d/%m/%Y}: {line.told}"
            if line.is_countered:
                yield f"{line.countered_by.day:%d/%m/%Y}: {line.countered_by.told}"


class PayOne(OfPayment, FormPage):
    form_class = OneForm
    title = "Ghi đã chi"
    submit_label = "Ghi đã chi"
    done = "Đã ghi chi."

    @property
    def lead(self) -> str:  # type: ignore[override]
        payment = self.payment
        return f"{payment.line.holder_name}, {payment.line.honor_name}: {dong(payment.amount)}."

    def get_initial(self) -> dict[str, Any]:
        return {"paid_on": self.today}

    def serve(self, form: OneForm) -> None:
        pay([self.payment], form.mark(), actor=self.request.user, at=timezone.now())


class Undo(OfPayment, Posted, View):
    permission = "money.manage"

    def act(self) -> str:
        undo(self.payment, reason=self.request.POST.get("reason", ""), actor=self.request.user, at=timezone.now())
        return "Đã bỏ ghi chi. Sổ quỹ có thêm dòng đảo."


class Confirm(OfPayment, Posted, View):
    permission = "money.confirm"

    def get_success_url(self) -> str:
        return reverse("rewards:mine")

    def act(self) -> str:
        confirm(self.payment, actor=self.request.user, at=timezone.now())
        return "Thầy/cô đã xác nhận nhận tiền thưởng."


class Mine(Page, TemplateView):
    """Tiền thưởng của tôi: what is due, what was paid, what has to come back."""

    template_name = "rewards/mine.html"
    title = MINE
    above = ()
    lead = "Trang này chỉ thầy/cô, kế toán, hiệu trưởng và ban thanh tra nhân dân xem được."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        own = self.payments().filter(line__person=self.request.user.person_id)
        seen = Recovery.objects.visible_to(self.request.user, self.today)
        return context | {
            "rows": [
                {
                    "payment": one, "told": one.state_told,
                    "confirm_url": reverse("rewards:confirm", args=[one.pk]) if _awaits(one) else "",
                }
                for one in own.order_by("-line__decision__year", "-pk")
            ],
            "columns": [
                {"title": "Danh hiệu, hình thức"}, {"title": "Quyết định"}, {"title": "Số tiền", "align": "right"},
                {"title": "Tình trạng"},
            ],
            "recoveries": list(
                seen.filter(line__person=self.request.user.person_id, returned_on__isnull=True).select_related("line")
            ),
            "sections": self.sections("Của tôi") if self.sees_all else [],
        }  # fmt: skip


def _awaits(payment: Payment) -> bool:
    return payment.is_paid and payment.confirmed_at is None
