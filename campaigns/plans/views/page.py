"""The page of one plan, and the buttons on it that only a plan has."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from campaigns.plans.models import Plan
from campaigns.plans.services.plans import discard_plan, start_replacement, whats_odd
from thiduakt.documents import policies
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.drafting import discard_draft
from thiduakt.documents.views.page import PaperPage
from thiduakt.pages import Posted
from thiduakt.permissions import may

from .plans import VisiblePlans

# Pages in rooms above: where its sentences become targets, where a report on it begins.
IN_PLAN, REPORT = "targets:in_plan", "reporting:start"


class PlanAct(Posted, VisiblePlans, View):
    """A button on the page of a plan."""

    permission = "plan.edit"

    @cached_property
    def plan(self) -> Plan:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.plan.get_absolute_url()


class PlanReplace(PlanAct):
    """Begin the plan that takes the place of an issued one."""

    permission = "plan.end"

    def act(self) -> str:
        newer = start_replacement(self.plan, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[newer.pk])
        return f"Đã tạo bản nháp thay thế {self.plan.document}."


class PlanDiscard(PlanAct):
    """Throw a draft away. One that no yearly plan stands behind, as a campaign's, is a paper and nothing else."""

    @cached_property
    def document(self) -> Document:
        user, today = self.request.user, timezone.localdate()
        return get_object_or_404(Document.objects.visible_to(user, today), pk=self.kwargs["pk"], kind=Kind.PLAN)

    def get_success_url(self) -> str:
        return self.document.get_absolute_url()

    def act(self) -> str:
        plan, at = self.get_queryset().filter(pk=self.document.pk).first(), timezone.now()
        if plan:
            discard_plan(plan, actor=self.request.user, at=at)
        else:
            discard_draft(self.document, actor=self.request.user, at=at)
        self.success_url = reverse("plans:list")
        return "Đã bỏ bản nháp."


class PlanDetail(PaperPage):
    """A yearly plan, or a plan of a campaign: that one has no year of its own and is not replaced as a yearly one is."""

    permission = "plan.view"
    discard_route = "plans:discard"

    def get_queryset(self) -> QuerySet[Document]:
        return super().get_queryset().filter(kind=Kind.PLAN)

    @cached_property
    def plan(self) -> Plan | None:
        return Plan.objects.select_related("document__school").filter(pk=self.object.pk).first()

    def own_facts(self) -> list[dict[str, Any]]:
        if self.plan is None:
            return []
        year: dict[str, Any] = {"label": "Năm", "value": self.plan.year}
        if self.object.is_editable and policies.can_edit(self.request.user, self.object, timezone.now()):
            year |= {"action_label": "Đổi năm", "action_url": reverse("plans:year", args=[self.object.pk])}
        facts = [year, {"label": "Năm học", "value": self.plan.school_year}]
        if self.object.school_id == self.request.user.school_id:
            in_plan = reverse(IN_PLAN, args=[self.object.pk])
            facts.append({"label": "Chỉ tiêu", "value": "Chỉ tiêu trong kế hoạch", "url": in_plan})
            if may(self.request.user, "report.draft", on=timezone.localdate()):
                start = f"{reverse(REPORT)}?ke_hoach={self.object.pk}"
                facts.append({"label": "Báo cáo", "value": "Soạn báo cáo sơ kết, tổng kết", "url": start})
        if self.object.is_editable:
            facts += [{"label": "Lưu ý", "value": sentence} for sentence in whats_odd(self.plan)]
        return facts

    def ending_acts(self) -> list[dict[str, str]]:
        if self.plan is None:
            return super().ending_acts()
        url = reverse("plans:replace", args=[self.object.pk])
        return [{"label": "Soạn kế hoạch thay thế", "url": url, "icon": "files"}, *super().ending_acts()]
