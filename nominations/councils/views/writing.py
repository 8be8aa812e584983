"""A council is drafted, put in office, brought to its end."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from nominations.councils.enums import CouncilKind
from nominations.councils.forms import AddForm, CouncilForm, RecordForm
from nominations.councils.services.founding import (
    add_council,
    discard_council,
    end_council,
    record_founding,
    save_council,
)
from nominations.councils.services.papers import draft_founding
from thiduakt.ledger.years import year_on
from thiduakt.pages import Posted, ServedForm

from .pages import DecisionRecord, ListEdit, ManagedCouncil, Page


class CouncilAdd(ServedForm, Page, FormView):
    permission = "council.manage"
    form_class = AddForm
    template_name = "councils/form.html"
    title = "Lập hội đồng"
    lead = "Thành viên, quy chế và phân công được lấy từ hội đồng cùng loại gần nhất để thầy/cô sửa."
    submit_label = "Lập hội đồng"
    done = "Đã lập hội đồng. Thầy/cô xem từng thành viên, phân công nhiệm vụ rồi soạn quyết định."

    def get_initial(self) -> dict[str, Any]:
        return {"kind": CouncilKind.AWARDS, "year": year_on(self.today)}

    def get_form_kwargs(self) -> dict[str, Any]:
        latest = year_on(self.today) + 1
        return {**super().get_form_kwargs(), "years": range(latest, latest - 6, -1)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("councils:list"), **kwargs)

    def serve(self, form: AddForm) -> None:
        told = form.cleaned_data
        council = add_council(
            CouncilKind(told["kind"]), year=told["year"], name=told["name"], actor=self.request.user, at=timezone.now()
        )
        self.success_url = reverse("councils:edit", args=[council.pk])


class CouncilEdit(ListEdit):
    form_class = CouncilForm
    title = "Sửa hội đồng"
    done = "Đã lưu hội đồng."

    def serve(self, form: CouncilForm) -> None:
        save_council(
            self.council, form.values, form.members, version=form.cleaned_data["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip


class CouncilDiscard(ManagedCouncil, Posted, View):
    def act(self) -> str:
        discard_council(self.council, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("councils:list")
        return "Đã bỏ hội đồng đang lập."


class CouncilDecision(ManagedCouncil, Posted, View):
    """Soạn quyết định: from then on a paper like any other, with its own page."""

    def act(self) -> str:
        self.success_url = draft_founding(self.council, actor=self.request.user, at=timezone.now()).get_absolute_url()
        return "Đã soạn quyết định thành lập. Hội đồng hoạt động từ ngày quyết định được ban hành."


class CouncilRecord(DecisionRecord):
    title = "Ghi nhận quyết định đã ban hành"
    lead = "Chỉ dùng khi quyết định thành lập được ban hành ngoài hệ thống. Từ lúc này danh sách thành viên giữ nguyên."

    def serve(self, form: RecordForm) -> None:
        told = form.cleaned_data
        record_founding(
            self.council, named=told["named"], begins_on=told["begins_on"], actor=self.request.user, at=timezone.now()
        )


class CouncilEnd(ManagedCouncil, Posted, View):
    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        end_council(self.council, reason=reason, actor=self.request.user, at=timezone.now())
        return "Hội đồng đã hết nhiệm kỳ."
