"""What every view of a plan begins with."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from campaigns.plans.models import Plan
from campaigns.plans.services.plans import whats_odd
from thiduakt.documents import policies
from thiduakt.documents.kinds import Kind
from thiduakt.pages import ServedForm
from thiduakt.routes import Ruled
from thiduakt.school.models import User

MOST_OTHERS = 5  # plans of one year that a warning names


class VisiblePlans(Ruled):
    """A plan the user may not see is a 404, so that its existence does not leak."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Plan]:
        return Plan.objects.visible_to(self.request.user, timezone.localdate()).with_people()


class EditablePlan(VisiblePlans):
    permission = "plan.edit"

    @cached_property
    def plan(self) -> Plan:
        plan = get_object_or_404(self.get_queryset().select_related("document__school"), pk=self.kwargs["pk"])
        if not policies.can_edit(self.request.user, plan.document, timezone.now()):
            raise PermissionDenied
        return plan


class StoredPlan(ServedForm):
    """A form that stores a plan. What is lawful and yet odd about it is said once it is stored."""

    stored: Plan

    def answer(self) -> HttpResponse:
        response = super().answer()
        plan = self.stored
        if shortened := Kind.PLAN.why_shortened(self.request.POST.get("subject", "")):
            messages.info(self.request, shortened)
        for sentence in filter(None, (*whats_odd(plan), others_of_year(self.request.user, plan.year, but=plan))):
            messages.warning(self.request, sentence)
        return response


def others_of_year(user: User, year: int, *, but: Plan | None = None) -> str:
    """“Năm 2025 đã có kế hoạch: …”, each led to; empty where there is none."""
    found = Plan.objects.visible_to(user, timezone.localdate()).in_force_or_coming(user, year).without_texts()
    others = found.select_related("document").exclude(pk=but.pk if but else None)[:MOST_OTHERS]
    links = [(other.get_absolute_url(), other.document.subject, other.document.get_state_display()) for other in others]
    if not links:
        return ""
    return format_html("Năm {} đã có kế hoạch: {}.", year, format_html_join("; ", '<a href="{}">{}</a> ({})', links))
