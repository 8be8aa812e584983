"""The page of one target: what it asks, how far it has come, what shows it; and the steps that are taken there."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from campaigns.campaigns.policies import can_see
from campaigns.plans.models import Plan
from campaigns.targets.enums import KnownSet, TargetState
from campaigns.targets.flows import PROGRESS_FLOW, TARGET_FLOW
from campaigns.targets.models import Progress, Target
from campaigns.targets.policies import can_manage, can_report
from campaigns.targets.services.reporting import check_progress
from campaigns.targets.services.targets import remove_target, settle_target
from campaigns.targets.sets import told as set_told
from campaigns.targets.wording import measure_told, result_told, standing
from thiduakt.documents.models import TEXTS
from thiduakt.forms import VersionField
from thiduakt.pages import Posted
from thiduakt.school.models import User

from .pages import OfTarget, Page

TONES = {"achieve": "primary", "miss": "danger", "drop": "danger", "reopen": "secondary"}
DONE = {
    "achieve": "Đã kết luận: đạt.",
    "miss": "Đã kết luận: không đạt.",
    "drop": "Đã thôi thực hiện chỉ tiêu.",
    "reopen": "Đã mở lại chỉ tiêu.",
}
CHECKS = ("accept", "return")
CHECK_TONES = {"accept": "primary", "return": "danger"}


class TargetDetail(OfTarget, TemplateView):
    template_name = "targets/target.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    @property
    def title(self) -> str:
        return self.target.name

    @cached_property
    def target(self) -> Target:
        found = (
            self.get_queryset()
            .select_related("plan__document", "campaign")
            .defer(*(f"plan__document__{name}" for name in TEXTS))
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target, user, at = self.target, self.request.user, timezone.now()
        code, label = standing(target, self.today)
        manages, is_open = can_manage(user, target, at), target.state == TargetState.OPEN
        reports = list(
            target.reports.select_related("reported_by__person", "checked_by__person", "target").prefetch_related("evidence")
        )
        edit = {"label": "Sửa", "url": reverse("targets:edit", args=[target.pk]), "icon": "pencil", "tone": "secondary"}
        reports_it = is_open and can_report(user, target, at)
        return super().get_context_data(
            target=target,
            code=code,
            label=label,
            facts=list(_facts(target, user, at)),
            sentence_url=sentence_url(target) if self._reads_the_plan() else "",
            actions=[edit] if manages and is_open else [],
            report_url=reverse("targets:report", args=[target.pk]) if reports_it else "",
            in_hand=next((one for one in reports if one.is_in_hand), None),
            reports=[_report(one, user, at) for one in reports],
            steps=list(_steps(target, user, at)),
            remove={"name": "remove", "label": "Xóa chỉ tiêu lập nhầm", "warning": "Chỉ tiêu bị xóa hẳn."}
            if manages and not reports
            else None,
            **kwargs,
        )

    def _reads_the_plan(self) -> bool:
        """Whoever was given a target of a draft need not read the draft."""
        plans = Plan.objects.visible_to(self.request.user, self.today)
        return self.target.plan_id is not None and plans.filter(pk=self.target.plan_id).exists()


def sentence_url(target: Target) -> str:
    """Where the sentence stands in its plan."""
    if not target.sentence:
        return ""
    return f"{reverse('targets:in_plan', args=[target.plan_id])}?ca-bai=1#chi-tieu-{target.pk}"


def _facts(target: Target, user: User, at: datetime) -> Iterator[dict[str, Any]]:
    yield {"label": "Phải đạt", "value": measure_told(target)}
    if target.denominator and target.counted_on:
        known_set = KnownSet(target.known_set)
        counted = (
            "tự ghi" if known_set == KnownSet.OTHER else f"{set_told(known_set, target.counted_on)}, theo sổ của trường"
        )
        yield {"label": "Tổng số", "value": f"{target.denominator} ({counted}, ngày {target.counted_on:%d/%m/%Y})"}
    reached = f", tính đến {target.reached_on:%d/%m/%Y}" if target.reached_on else ""
    yield {"label": "Kết quả đã kiểm tra", "value": f"{result_told(target, target.reached)}{reached}"}
    group = target.group or (target.person.group if target.person else None)
    yield {"label": "Thực hiện", "value": target.owner, "url": reverse("targets:group", args=[group.pk]) if group else ""}
    yield {"label": "Thời gian", "value": f"{target.starts_on:%d/%m/%Y} – {target.due_on:%d/%m/%Y}"}
    yield {"label": "Minh chứng cần nộp", "value": target.evidence_asked}
    yield {"label": "Người kiểm tra", "value": target.checker or "Chưa phân công"}
    if target.campaign and can_see(user, target.campaign, at):
        yield {"label": "Phong trào", "value": target.campaign, "url": target.campaign.get_absolute_url()}
    if target.cause:
        yield {"label": "Nguyên nhân", "value": target.cause}


def _report(progress: Progress, user: User, at: Any) -> dict[str, Any]:
    checks = [
        {
            "move": move,
            "url": reverse("targets:check", args=[progress.pk, move.name]) + f"?lan={progress.version}",
            "tone": CHECK_TONES[move.name],
        }
        for move in PROGRESS_FLOW.open_to(user, progress, at)
        if move.name in CHECKS
    ]
    told = result_told(progress.target, progress.value)
    return {"progress": progress, "told": told, "evidence": list(progress.evidence.all()), "checks": checks}


def _steps(target: Target, user: User, at: Any) -> Iterator[dict[str, Any]]:
    for move in TARGET_FLOW.open_to(user, target, at):
        if move.name == "achieve" and not target.is_met:
            continue  # enough, once it is accepted, concludes it by itself
        url = reverse("targets:settle", args=[target.pk, move.name])
        yield {"move": move, "url": url, "blockers": list(move.blockers(target)), "tone": TONES[move.name]}


class Settle(OfTarget, Posted, View):
    """Kết luận, thôi thực hiện, mở lại. Who may is for the service to say."""

    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in DONE:
            raise Http404
        settle_target(
            self.target, action, reason=self.request.POST.get("reason", ""), actor=self.request.user, at=timezone.now()
        )
        return DONE[action]


class Remove(OfTarget, Posted, View):
    permission = "target.manage"
    is_gone = False

    def get_success_url(self) -> str:
        return reverse("targets:list") if self.is_gone else super().get_success_url()

    def act(self) -> str:
        remove_target(self.target, actor=self.request.user, at=timezone.now())
        self.is_gone = True
        return "Đã xóa chỉ tiêu."


class Check(Posted, Page, View):
    """What the council's member says to a result, as it stood when the page was drawn."""

    permission = "target.check"

    @cached_property
    def progress(self) -> Progress:
        seen = Target.objects.visible_to(self.request.user, self.today).order_by().values("pk")
        found = Progress.objects.filter(target__in=seen).select_related("target", "reported_by__person")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return f"{self.progress.target.get_absolute_url()}#ket-qua-{self.progress.pk}"

    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in CHECKS:
            raise Http404
        version = VersionField().clean(self.request.GET.get("lan", ""))
        checked = check_progress(
            self.progress, action, reason=self.request.POST.get("reason", ""), version=version, actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip
        if action == "return":
            return "Đã trả lại kết quả. Người báo nhận được thông báo kèm lý do."
        target = Target.objects.get(pk=checked.target_id)
        return "Đã xác nhận kết quả, chỉ tiêu đạt." if target.state == TargetState.ACHIEVED else "Đã xác nhận kết quả."
