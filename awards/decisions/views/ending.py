"""Hủy theo Điều 93, và đính chính: each begun here, in force by a decision of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from awards.decisions.forms import CancelForm
from awards.decisions.models import AwardDecision, Cancellation
from awards.decisions.services.deciding import standing_lines
from awards.decisions.services.ending import begin_cancellation, begin_correction, discard_cancellation
from awards.decisions.services.papers import begin_cancellation_paper
from thiduakt.pages import Posted

from .pages import FormPage, OfDecision


class EndedDecision(OfDecision):
    permission = "award.cancel"


class Cancel(EndedDecision, FormPage):
    form_class = CancelForm
    title = "Hủy khen thưởng"
    lead = (
        "Luật Thi đua, khen thưởng, Điều 93: ai quyết định khen thì người ấy quyết định hủy. Cấp trình báo cáo, gửi hồ sơ "
        "trong 07 ngày từ ngày có kết luận; người quyết định khen quyết định hủy trong 05 ngày làm việc. Hiện vật, tiền "
        "thưởng được thu hồi."
    )
    submit_label = "Lập lần hủy"
    done = "Đã lập lần hủy. Thầy/cô soạn quyết định hủy; khen thưởng ra khỏi sổ khi quyết định ấy được ban hành."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.decision.is_in_force or not self.decision.is_ours:
            return redirect(self.decision)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": standing_lines(self.decision)}

    def serve(self, form: CancelForm) -> None:
        told = form.cleaned_data
        begin_cancellation(
            self.decision, list(told["lines"]), ground=told["ground"], finding=told["finding"], found_on=told["found_on"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip


class Correct(EndedDecision, Posted, View):
    def act(self) -> str:
        newer = begin_correction(self.decision, actor=self.request.user, at=timezone.now())
        self.success_url = newer.get_absolute_url()
        return "Đã lập quyết định đính chính từ quyết định này. Thầy/cô sửa chỗ sai, rồi soạn văn bản."


class OfCancellation(EndedDecision):
    @cached_property
    def cancellation(self) -> Cancellation:
        found = Cancellation.objects.filter(decision__in=self.seen().order_by().values("pk"))
        return get_object_or_404(found.select_related("decision__document", "document"), pk=self.kwargs["pk"])

    @cached_property
    def decision(self) -> AwardDecision:
        return self.cancellation.decision


class CancellationPaper(OfCancellation, Posted, View):
    def act(self) -> str:
        paper = begin_cancellation_paper(self.cancellation, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:document", args=[paper.pk])
        return "Đã soạn quyết định hủy. Khen thưởng ra khỏi sổ khi văn thư cấp số."


class CancellationDiscard(OfCancellation, Posted, View):
    def act(self) -> str:
        discard_cancellation(self.cancellation, actor=self.request.user, at=timezone.now())
        return "Đã bỏ lần hủy đang lập."
