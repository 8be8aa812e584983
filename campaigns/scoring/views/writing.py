"""Drawing up a score sheet, copying it, throwing a draft away, taking its steps."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from campaigns.scoring.flows import SHEET_FLOW
from campaigns.scoring.forms import SheetForm
from campaigns.scoring.models import ScoreSheet
from campaigns.scoring.services.sheets import add_sheet, copy_sheet, discard_sheet, save_sheet, take_step
from thiduakt.ledger.years import year_on
from thiduakt.pages import MORE, Posted, ServedForm

from .pages import ManagedSheet, Page

OFFERED = 6  # school years, the next one first
DONE = {
    "open": "Đã mở bảng cho tự chấm điểm.",
    "collect": "Đã chuyển bảng cho hội đồng chấm.",
    "collect_anyway": "Đã chuyển bảng cho hội đồng chấm.",
    "rank": "Đã xếp hạng, điểm của hội đồng được công bố cho người được chấm.",
    "take_back": "Đã mở lại bảng để chấm lại.",
}


class SheetWriting(ServedForm):
    form_class = SheetForm
    template_name = "campaigns/form.html"
    extra_context = {"lead": "Lưu xong, trang của bảng nêu tổng điểm từng mục và chỗ chưa khớp.", "more": MORE}
    stored: ScoreSheet

    def get_success_url(self) -> str:
        if MORE in self.request.POST:
            return reverse("scoring:edit", args=[self.stored.pk])
        return self.stored.get_absolute_url()

    def written(self) -> ScoreSheet:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        today, sheet = timezone.localdate(), self.written()
        present = year_on(today)
        years = sorted({*range(present + 1, present + 1 - OFFERED, -1), sheet.year or present}, reverse=True)
        return {**super().get_form_kwargs(), "instance": sheet, "years": years, "on": today}  # type: ignore[misc]


class SheetAdd(SheetWriting, Page, FormView):
    permission = "score.manage"
    title = "Lập bảng chấm điểm"
    done = "Đã lưu bảng chấm điểm."

    def written(self) -> ScoreSheet:
        return ScoreSheet(school=self.request.user.school, year=year_on(timezone.localdate()))

    def serve(self, form: SheetForm) -> None:
        self.stored = add_sheet(form.told(), actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("scoring:list"), **kwargs)


class SheetEdit(SheetWriting, ManagedSheet, FormView):
    title = "Sửa bảng chấm điểm"
    done = "Đã lưu bảng chấm điểm."

    def written(self) -> ScoreSheet:
        return self.sheet

    def serve(self, form: SheetForm) -> None:
        told, version = form.told(), form.cleaned_data["version"]
        self.stored = save_sheet(self.sheet, told, version=version, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.sheet.get_absolute_url(), **kwargs)


class SheetAct(ManagedSheet, Posted, View):
    """A button on the page of a sheet."""


class SheetStep(SheetAct):
    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in SHEET_FLOW.moves:
            raise Http404
        reason = self.request.POST.get("reason", "")
        take_step(self.sheet, action, reason=reason, actor=self.request.user, at=timezone.now())
        return DONE[action]


class SheetCopy(SheetAct):
    def act(self) -> str:
        year = max(self.sheet.year, year_on(timezone.localdate()))
        copy = copy_sheet(self.sheet, year=year, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("scoring:edit", args=[copy.pk])
        return "Đã sao chép thành bảng mới. Thầy/cô sửa tiêu chí rồi mở cho tự chấm."


class SheetDiscard(SheetAct):
    def act(self) -> str:
        discard_sheet(self.sheet, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("scoring:list")
        return "Đã bỏ bảng chấm điểm đang lập."
