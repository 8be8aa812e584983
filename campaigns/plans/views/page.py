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
from thiduakt.documents.models import Document
from thiduakt.documents.views.page import PaperPage
from thiduakt.pages import Posted

from .plans import VisiblePlans


class PlanAct(Posted, VisiblePlans, View):
    """A button on the page of a plan."""

    permission = "plan.edit"
    success_url = ""  # where it leads to once it is done, if not back

    @cached_property
    def plan(self) -> Plan:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.success_url or self.plan.get_absolute_url()


class PlanReplace(PlanAct):
    """Begin the plan that takes the place of an issued one."""

    permission = "plan.end"

    def act(self) -> str:
        newer = start_replacement(self.plan, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[newer.pk])
        return f"Đã tạo bản nháp thay thế {self.plan.document}."


class PlanDiscard(PlanAct):
    """Throw a draft away."""

    def act(self) -> str:
        discard_plan(self.plan, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("plans:list")
        return "Đã bỏ bản nháp."


class PlanDetail(PaperPage):
    permission = "plan.view"
    discard_route = "plans:discard"

    def get_queryset(self) -> QuerySet[Document]:
        return super().get_queryset().filter(pk__in=Plan.objects.values("pk"))

    @cached_property
    def plan(self) -> Plan:
        return Plan.objects.select_related("document__school").get(pk=self.object.pk)

    def own_facts(self) -> list[dict[str, Any]]:
        year: dict[str, Any] = {"label": "Năm", "value": self.plan.year}
        if self.object.is_editable and policies.can_edit(self.request.user, self.object, timezone.now()):
            year |= {"action_label": "Đổi năm", "action_url": reverse("plans:year", args=[self.object.pk])}
        facts = [year, {"label": "Năm học", "value": self.plan.school_year}]
        if self.object.is_editable:
            facts += [{"label": "Lưu ý", "value": sentence} for sentence in whats_odd(self.plan)]
        return facts

    def ending_acts(self) -> list[dict[str, str]]:
        url = reverse("plans:replace", args=[self.object.pk])
        return [{"label": "Soạn kế hoạch thay thế", "url": url, "icon": "files"}, *super().ending_acts()]
