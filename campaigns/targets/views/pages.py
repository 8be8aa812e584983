"""What the pages of this room share."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from campaigns.plans.models import Plan
from campaigns.targets.models import Target
from campaigns.targets.wording import measure_told, result_told, standing
from thiduakt.pages import RoomPage

ROWS = ("Chỉ tiêu", "Thực hiện", "Thời hạn", "Kết quả", "Tình trạng")


class Page(RoomPage):
    permission = "target.view"
    above = (("Chỉ tiêu", "targets:list"),)


class OfTarget(Page):
    """Of one that this person sees; all others are a 404."""

    def get_queryset(self) -> QuerySet[Target]:
        return Target.objects.visible_to(self.request.user, self.today).with_owners().select_related("checker")

    @cached_property
    def target(self) -> Target:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": "Trang chỉ tiêu", "url": self.target.get_absolute_url()}]

    def get_success_url(self) -> str:
        return self.target.get_absolute_url()


class OfPlan(Page):
    """Of a plan of the own school that this person may read."""

    @cached_property
    def plan(self) -> Plan:
        user = self.request.user
        plans = Plan.objects.visible_to(user, self.today).filter(school=user.school_id)
        return get_object_or_404(plans.select_related("document__school", "document__replaces"), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        return [
            {"label": "Kế hoạch", "url": reverse("plans:list")},
            {"label": "Trang kế hoạch", "url": self.plan.get_absolute_url()},
        ]


def row_of(target: Target, day: date) -> dict[str, Any]:
    """For targets/row.html."""
    code, label = standing(target, day)
    return {
        "target": target,
        "measure": measure_told(target),
        "owner": target.owner,
        "result": result_told(target, target.reached),
        "code": code,
        "label": label,
    }
