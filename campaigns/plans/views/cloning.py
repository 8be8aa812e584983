"""The next plan out of an older one: which one, then which of its sections."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, ListView

from campaigns.plans.forms import PlanCloneForm
from campaigns.plans.models import Plan
from campaigns.plans.services.cloning import Section, clone_plan, sections_of, subject_of_year
from thiduakt.pages import Tallied, titles

from .plans import StoredPlan, VisiblePlans

COLUMNS = ("Kế hoạch", "Năm", "Trạng thái", "Chọn")


class OwnPlans(VisiblePlans):
    """What a person sees of other schools is no draft of the own."""

    permission = "plan.edit"

    def get_queryset(self) -> QuerySet[Plan]:
        return super().get_queryset().filter(school=self.request.user.school_id)


class PlanCloneChoice(OwnPlans, Tallied, ListView):
    template_name = "plans/plan_clone_choice.html"

    def get_queryset(self) -> QuerySet[Plan]:
        return super().get_queryset().without_texts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=titles(*COLUMNS), trail=_trail(), **kwargs)


class PlanClone(StoredPlan, OwnPlans, FormView):
    template_name = "plans/plan_clone.html"
    form_class = PlanCloneForm
    done = "Đã tạo bản nháp. Thầy/cô xem lại các chỗ mang năm cũ ở khung bên dưới."

    @cached_property
    def older(self) -> Plan:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @cached_property
    def sections(self) -> list[Section]:
        return sections_of(self.older.document)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"sections": [(section.key, section.title) for section in self.sections]}

    def get_initial(self) -> dict[str, Any]:
        document, year = self.older.document, self.older.year + 1
        day = document.issued_on or document.dated_on
        moved = day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
        return {
            "year": year,
            "dated_on": moved,
            "subject": subject_of_year(document.subject, since=self.older.year, year=year),
            "parts": [section.key for section in self.sections],
        }

    def serve(self, form: PlanCloneForm) -> None:
        self.stored = clone_plan(self.older, **form.cleaned_data, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[self.stored.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left = [
            "Số, ký hiệu và ngày ban hành; văn thư cấp số mới khi ban hành.",
            "Chữ ký, bản ký đã tải lên; người ký được để là hiệu trưởng vào ngày dự kiến mới.",
            "Ý kiến góp ý, các lần lưu, lịch sử xử lý.",
        ]
        trail = [*_trail(), {"label": "Soạn từ kế hoạch cũ", "url": reverse("plans:clone_choice")}]
        return super().get_context_data(older=self.older, left=left, trail=trail, **kwargs)


def _trail() -> list[dict[str, str]]:
    return [{"label": "Kế hoạch", "url": reverse("plans:list")}]
