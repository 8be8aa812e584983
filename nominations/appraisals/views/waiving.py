"""Letting one condition pass: proposed, then decided by somebody else."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.appraisals.flows import WAIVER_FLOW
from nominations.appraisals.forms import WaiverForm
from nominations.appraisals.models import Waiver
from nominations.appraisals.policies import can_propose
from nominations.appraisals.services.waiving import decide_waiver, propose_waiver
from nominations.dossiers.duplicates import INITIATIVE_USED
from thiduakt.pages import Posted, ServedForm

from .pages import OfDossier, Page

DONE = {
    "approve": "Đã duyệt bỏ qua điều kiện.", "refuse": "Đã ghi: không duyệt bỏ qua điều kiện.",
    "withdraw": "Đã rút đề xuất.",
}  # fmt: skip


class Propose(OfDossier, ServedForm, FormView):
    permission = "dossier.waive"
    form_class = WaiverForm
    template_name = "appraisals/propose.html"
    title = "Đề xuất bỏ qua một điều kiện"
    done = "Đã gửi đề xuất, hiệu trưởng duyệt."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_propose(self.request.user, self.dossier, timezone.now()):
            raise PermissionDenied
        return super().get_context_data(back_url=self.here, dossier=self.dossier, asked=self._asked(), **kwargs)

    def _asked(self) -> str:
        if self.kwargs["key"] == INITIATIVE_USED:
            return "Mỗi sáng kiến, đề tài chỉ dùng để xét một lần."
        found = [one.answer["asked"] for one in self.read.grounds if one.key == self.kwargs["key"]]
        if not found:
            raise Http404
        return str(found[0])

    def serve(self, form: WaiverForm) -> None:
        reason = form.cleaned_data["reason"]
        propose_waiver(self.dossier, self.kwargs["key"], reason=reason, actor=self.request.user, at=timezone.now())


class WaiverStep(Page, Posted, View):
    permission = "dossier.waive"

    @cached_property
    def waiver(self) -> Waiver:
        seen = Waiver.objects.visible_to(self.request.user, self.today)
        return get_object_or_404(seen.select_related("dossier__review", "proposed_by__person"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("appraisals:dossier", args=[self.waiver.dossier_id])

    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in WAIVER_FLOW.moves:
            raise Http404
        reason = self.request.POST.get("reason", "")
        decide_waiver(self.waiver, action, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[action]
