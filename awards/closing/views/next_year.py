"""Mở năm học mới: what of the year is copied, what its days become, what is not copied; and what became of each tick."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from awards.closing.carrying.carriers import CARRIERS
from awards.closing.carrying.items import Carrier
from awards.closing.forms import NextYearForm
from awards.closing.services.opening import begin_year, may_carry
from thiduakt.ledger.years import year_name
from thiduakt.pages import ServedForm

from .pages import OfYear

NOT_COPIED = (
    "Bản đăng ký thi đua của từng người, từng tổ.",
    "Hồ sơ đề nghị, minh chứng, ý kiến thẩm định, phản ánh.",
    "Phiên họp, phiếu bầu, biên bản.",
    "Quyết định, giấy khen, tiền thưởng.",
    "Kết quả chỉ tiêu, điểm đã chấm, báo cáo.",
)
GOES_ON = (
    "Đề cương báo cáo, bộ tiêu chí chấm sáng kiến, mục kiểm tra khi thẩm định, mẫu giấy khen: dùng tiếp cho năm mới, "
    "không cần sao chép."
)


class NextYear(OfYear, ServedForm, FormView):
    permission = "year.begin"
    form_class = NextYearForm
    template_name = "closing/next_year.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Mở năm học {year_name(self.year.number + 1)}"

    def serve(self, form: NextYearForm) -> None:
        self.outcomes = begin_year(self.school, self.year.number, form.keys, actor=self.request.user, at=timezone.now())

    def answer(self) -> HttpResponse:
        """Back to the page, which shows what was copied; what was refused is told with its reason."""
        if made := sum(one.made is not None for one in self.outcomes):
            into = year_name(self.year.number + 1)
            messages.success(self.request, f"Đã sao chép {made} mục sang năm học {into}.")
        if not self.outcomes:
            messages.info(self.request, "Các mục đã chọn đều được sao chép từ trước, không sao chép thêm lần nữa.")
        for one in self.outcomes:
            if one.refusal:
                messages.warning(self.request, f"Chưa sao chép “{one.item.name}”: {one.refusal}")
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        ticked = set(form.keys) if form.is_bound else None
        groups = [self._group(carrier, ticked) for carrier in CARRIERS]
        return super().get_context_data(
            groups=[group for group in groups if group["rows"]],
            not_copied=NOT_COPIED,
            goes_on=GOES_ON,
            next_name=year_name(self.year.number + 1),
            is_past=self.year.next.last_day < self.today,
            **{**kwargs, "form": form},
        )

    def _group(self, carrier: Carrier, ticked: set[str] | None) -> dict[str, Any]:
        may = may_carry(carrier, self.request.user, timezone.now())
        rows = [
            {"item": item, "is_open": may and item.made is None, "is_ticked": ticked is None or item.key in ticked}
            for item in carrier.find(self.year)
        ]
        return {"title": carrier.title, "note": carrier.note, "rows": rows, "is_others": not may}
