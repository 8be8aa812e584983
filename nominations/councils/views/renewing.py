"""Kiện toàn: why, the list as it is to be, its decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.councils.composition import notes_on
from nominations.councils.forms import RecordForm, RenewalForm, RenewalReasonForm
from nominations.councils.models import Seat
from nominations.councils.queries import proposed_seats
from nominations.councils.services.papers import draft_renewing
from nominations.councils.services.renewing import begin_renewal, discard_renewal, record_renewal, save_renewal
from thiduakt.pages import MORE, Posted, ServedForm

from .pages import OfRenewal
from .writing import KEPT, ManagedCouncil


class RenewalBegin(ManagedCouncil, ServedForm, FormView):
    form_class = RenewalReasonForm
    template_name = "councils/form.html"
    title = "Kiện toàn hội đồng"
    lead = "Danh sách đang có được chép sang để sửa; danh sách cũ còn hiệu lực đến khi quyết định mới ban hành."
    submit_label = "Lập lần kiện toàn"
    done = "Đã lập lần kiện toàn. Thầy/cô sửa danh sách, rồi soạn quyết định."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.council.get_absolute_url(), **kwargs)

    def serve(self, form: RenewalReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        renewal = begin_renewal(self.council, reason=reason, actor=self.request.user, at=timezone.now())
        self.next_url = reverse("councils:renewal_edit", args=[renewal.pk])

    def get_success_url(self) -> str:
        return self.next_url


class RenewalEdit(OfRenewal, ServedForm, FormView):
    form_class = RenewalForm
    template_name = "councils/form.html"
    title = "Danh sách sau kiện toàn"
    done = "Đã lưu danh sách."

    @cached_property
    def seats(self) -> list[Seat]:
        return proposed_seats(self.renewal)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What has its decision is read, not written."""
        if not self.renewal.is_draft:
            return redirect(self.council)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        renewal = self.renewal
        told = {"reason": renewal.reason, "version": renewal.version, "people": self.people(self.seats)}
        return {**super().get_form_kwargs(), "council": self.council, "seats": self.seats, **told}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notes = notes_on(self.council, self.seats, self.today)
        return super().get_context_data(more=MORE, notes=notes, back_url=self.council.get_absolute_url(), **kwargs)

    def get_success_url(self) -> str:
        return self.request.path if MORE in self.request.POST else super().get_success_url()

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


class RenewalRecord(OfRenewal, ServedForm, FormView):
    form_class = RecordForm
    template_name = "councils/form.html"
    title = "Ghi nhận quyết định kiện toàn"
    lead = "Chỉ dùng khi quyết định kiện toàn được ban hành ngoài hệ thống."
    submit_label = "Ghi nhận"
    done = KEPT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.council.get_absolute_url(), **kwargs)

    def serve(self, form: RecordForm) -> None:
        told = form.cleaned_data
        record_renewal(
            self.renewal, named=told["named"], begins_on=told["begins_on"], actor=self.request.user, at=timezone.now()
        )
