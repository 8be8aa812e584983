"""Báo kết quả from a phone, and the files that show it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from campaigns.targets.enums import Measure, ProgressState, TargetState
from campaigns.targets.forms import ReportForm
from campaigns.targets.models import Evidence, Progress, Target
from campaigns.targets.policies import can_report
from campaigns.targets.services.evidence import remove_evidence
from campaigns.targets.services.reporting import report_progress
from campaigns.targets.wording import measure_told, result_told
from thiduakt.files.downloads import sent_file
from thiduakt.pages import Posted, ServedForm

from .pages import OfTarget, Page


class Report(ServedForm, OfTarget, FormView):
    """One page for the whole of it: how far, what was done, the pictures."""

    permission = "target.report"
    template_name = "targets/report.html"
    form_class = ReportForm
    title = "Báo kết quả"

    @cached_property
    def target(self) -> Target:
        target = super().target
        if not can_report(self.request.user, target, timezone.now()):
            raise PermissionDenied
        return target

    @cached_property
    def in_hand(self) -> Progress | None:
        return self.target.reports.filter(state__in=ProgressState.IN_HAND).prefetch_related("evidence").first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.target.state != TargetState.OPEN:
            state = self.target.get_state_display()
            messages.info(request, f"Chỉ tiêu đã kết luận “{state}”, không báo kết quả được nữa.")
            return redirect(self.target)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "target": self.target}

    def get_initial(self) -> dict[str, Any]:
        is_done = self.target.measure == Measure.DONE
        if one := self.in_hand:
            value: Any = int(one.value) if is_done else one.value.normalize()
            return {"value": value, "as_of": one.as_of, "note": one.note, "version": one.version}
        return {"as_of": self.today, "version": 0}

    def serve(self, form: ReportForm) -> None:
        told = form.cleaned_data
        reported = report_progress(
            self.target,
            as_of=told["as_of"],
            value=Decimal(told["value"]),
            note=told["note"],
            files=form.chosen(),
            version=told["version"],
            actor=self.request.user,
            at=timezone.now(),
        )
        self.done = "Đã gửi kết quả, chờ thành viên hội đồng kiểm tra."
        self.success_url = self.target.get_absolute_url()
        if reported.refusals:
            self.done = "Đã gửi kết quả. Có tệp chưa nhận được, thầy/cô xem lý do rồi gửi thêm ở đây."
            self.success_url = reverse("targets:report", args=[self.target.pk])
            for sentence in reported.refusals:
                messages.error(self.request, sentence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target, one = self.target, self.in_hand
        return super().get_context_data(
            target=target,
            lead=target.name,
            measure=measure_told(target),
            reached=result_told(target, target.reached),
            in_hand=one,
            evidence=list(one.evidence.all()) if one else [],
            **kwargs,
        )


class SeenEvidence(Page):
    """Of the targets that this person sees."""

    @cached_property
    def evidence(self) -> Evidence:
        found = Evidence.objects.visible_to(self.request.user, self.today).select_related("progress__target")
        return get_object_or_404(found, pk=self.kwargs["pk"])


class EvidenceFile(SeenEvidence, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return sent_file(self.evidence)


class EvidenceRemove(Posted, SeenEvidence, View):
    permission = "target.report"

    def get_success_url(self) -> str:
        return reverse("targets:report", args=[self.evidence.progress.target_id])

    def act(self) -> str:
        name = self.evidence.original_name
        remove_evidence(self.evidence, actor=self.request.user, at=timezone.now())
        return f"Đã bỏ {name}."
