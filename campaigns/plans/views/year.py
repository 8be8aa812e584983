"""The year a draft is for: a fact of the plan, not of what it says."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from campaigns.plans.forms import PlanYearForm
from campaigns.plans.services.plans import change_year

from .plans import EditablePlan, StoredPlan


class PlanYear(StoredPlan, EditablePlan, FormView):
    template_name = "plans/plan_year.html"
    form_class = PlanYearForm

    def get_initial(self) -> dict[str, Any]:
        return {"year": self.plan.year}

    def serve(self, form: PlanYearForm) -> None:
        year = form.cleaned_data["year"]
        self.stored = change_year(self.plan, year=year, actor=self.request.user, at=timezone.now())
        self.done = f"Kế hoạch này là của năm {year}."
        self.success_url = self.plan.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = [
            {"label": "Kế hoạch", "url": reverse("plans:list")},
            {"label": "Trang kế hoạch", "url": self.plan.get_absolute_url()},
        ]
        return super().get_context_data(plan=self.plan, trail=trail, **kwargs)
