"""Kiện toàn: why, the list as it is to be, its decision."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from nominations.councils.forms import RecordForm, RenewalForm, RenewalReasonForm
from nominations.councils.models import Renewal
from nominations.councils.services.papers import draft_renewing
from nominations.councils.services.renewing import begin_renewal, discard_renewal, record_renewal, save_renewal
from thiduakt.pages import Posted

from .pages import DecisionRecord, FormOfCouncil, ListEdit, OfRenewal


class RenewalBegin(FormOfCouncil):
    form_class = RenewalReasonForm
    title = "Kiện toàn hội đồng"
    lead = "Danh sách đang có được chép sang để sửa; danh sách cũ còn hiệu lực đến khi quyết định mới ban hành."
    submit_label = "Lập lần kiện toàn"
    done = "Đã lập lần kiện toàn. Thầy/cô sửa danh sách, rồi soạn quyết định."

    def serve(self, form: RenewalReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        renewal = begin_renewal(self.council, reason=reason, actor=self.request.user, at=timezone.now())
        self.next_url = reverse("councils:renewal_edit", args=[renewal.pk])

    def get_success_url(self) -> str:
        return self.next_url


class RenewalEdit(OfRenewal, ListEdit):
    form_class = RenewalForm
    title = "Danh sách sau kiện toàn"
    done = "Đã lưu danh sách."

    def drawn_up(self) -> Renewal:
        return self.renewal

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "reason": self.renewal.reason, "version": self.renewal.version}

    def serve(self, form: RenewalForm) -> None:
        told = form.cleaned_data
        save_renewal(
            self.renewal, form.members, reason=told["reason"], version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip


class RenewalDiscard(OfRenewal, Posted, View):
    def act(self) -> str:
        discard_renewal(self.renewal, actor=self.request.user, at=timezone.now())
        return "Đã bỏ lần kiện toàn đang lập."


class RenewalDecision(OfRenewal, Posted, View):
    def act(self) -> str:
        self.success_url = draft_renewing(self.renewal, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn quyết định kiện toàn. Danh sách mới có hiệu lực từ ngày quyết định được ban hành."


class RenewalRecord(OfRenewal, DecisionRecord):
    title = "Ghi nhận quyết định kiện toàn"
    lead = "Chỉ dùng khi quyết định kiện toàn được ban hành ngoài hệ thống."

    def serve(self, form: RecordForm) -> None:
        told = form.cleaned_data
        record_renewal(
            self.renewal, named=told["named"], begins_on=told["begins_on"], actor=self.request.user, at=timezone.now()
        )
