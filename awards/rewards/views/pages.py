"""What the pages of this room share."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView

from awards.decisions.models import AwardDecision
from awards.rewards.models import Estimate, Fund, FundLine, Payment, Recovery
from awards.rewards.queries import full, paying_decisions, sees_all, with_sums
from thiduakt.pages import RoomPage, ServedForm

NAME = "Tiền thưởng"
FUNDS, ESTIMATES, RECOVERIES, MINE = "Quỹ", "Dự toán", "Thu hồi", "Tiền thưởng của tôi"


class Page(RoomPage):
    permission = "money.view"
    above: tuple[tuple[str, str], ...] = ((NAME, "rewards:list"),)
    nav_entry = "rewards:list"

    @cached_property
    def sees_all(self) -> bool:
        return sees_all(self.request.user, self.today)  # type: ignore[arg-type]

    @cached_property
    def manages(self) -> bool:
        return self.may("money.manage")

    def payments(self) -> QuerySet[Payment]:
        return full(Payment.objects.visible_to(self.request.user, self.today))  # type: ignore[arg-type]

    def sections(self, current: str) -> list[dict[str, Any]]:
        """The parts of the room, for whoever sees all of it."""
        routes = (("Quyết định", "rewards:list"), (FUNDS, "rewards:funds"), (ESTIMATES, "rewards:estimates"))
        told = (*routes, (RECOVERIES, "rewards:recoveries"), ("Của tôi", "rewards:mine"))
        return [{"label": label, "url": reverse(route), "is_current": label == current} for label, route in told]


class FormPage(ServedForm, Page, FormView):
    permission = "money.manage"
    template_name = "rewards/form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back_url(), **kwargs)

    def back_url(self) -> str:
        return self.get_success_url()


class OfDecision(Page):
    @cached_property
    def decision(self) -> AwardDecision:
        paying = paying_decisions(self.request.user, self.today).select_related("document", "school")
        return with_sums([get_object_or_404(paying, pk=self.kwargs["pk"])])[0]

    @property
    def here(self) -> str:
        return reverse("rewards:decision", args=[self.decision.pk])

    def listed(self) -> QuerySet[Payment]:
        return self.payments().filter(line__decision=self.decision).order_by("line__position", "pk")


class OfPayment(Page):
    @cached_property
    def payment(self) -> Payment:
        return get_object_or_404(self.payments(), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.payment.get_absolute_url()


class OfRecovery(Page):
    above = (*Page.above, (RECOVERIES, "rewards:recoveries"))

    @cached_property
    def recovery(self) -> Recovery:
        seen = Recovery.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(seen.select_related("line__decision__document"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.recovery.get_absolute_url()


class OfFund(Page):
    above = (*Page.above, (FUNDS, "rewards:funds"))

    @cached_property
    def fund(self) -> Fund:
        seen = Fund.objects.visible_to(self.request.user, self.today).select_related("school")
        return get_object_or_404(seen.with_sums(), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.fund.get_absolute_url()


class OfLine(OfFund):
    @cached_property
    def line(self) -> FundLine:
        seen = FundLine.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(seen.select_related("fund"), pk=self.kwargs["pk"])

    @cached_property
    def fund(self) -> Fund:
        return self.line.fund


class OfEstimate(Page):
    above = (*Page.above, (ESTIMATES, "rewards:estimates"))

    @cached_property
    def estimate(self) -> Estimate:
        seen = Estimate.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(seen.select_related("review__school", "fund", "approved_by"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.estimate.get_absolute_url()
