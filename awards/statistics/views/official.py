"""Biểu 0601, 0602, 0603 of TT 02/2023/TT-BNV: looked at, as a sheet, as a PDF."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView, View

from awards.statistics.official import Award, Form, campaigns, national, regional
from awards.statistics.printing import CIRCULAR, RECEIVED, Issued, form_pdf, form_sheet
from awards.statistics.queries import awards_between, launched_between
from campaigns.campaigns.classes import Period
from thiduakt.excel import download
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE

from .pages import Page

FORMS = ("0601", "0602", "0603")
UNCHECKED = "Dòng, cột chưa được đối chiếu với văn bản gốc của Thông tư."


class OfForm(Page):
    """`?bieu=` names the form; by itself the year begins in December, as the circular counts."""

    route = "official"
    filters = ("ky", "nam")
    usual = Period.REPORT

    @property
    def number(self) -> str:
        asked = self.request.GET.get("bieu", "")
        return asked if asked in FORMS else FORMS[0]

    def year_shown(self) -> int:
        return self.period.year_of(self.today)

    @cached_property
    def awards(self) -> list[tuple[Award, int]]:
        return awards_between(self.school.pk, *self.period.days(self.year))

    @cached_property
    def official(self) -> Form:
        if self.number == "0601":
            return campaigns(launched_between(self.request.user, *self.period.days(self.year), self.today))
        return national(self.awards) if self.number == "0602" else regional(self.awards)

    @property
    def span(self) -> str:
        first, last = self.period.days(self.year)
        return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"

    def issued(self) -> Issued:
        return Issued.of(self.school, f"{self.in_words()}, {self.span}", self.today)

    def address(self, route: str, number: str) -> str:
        return f"{reverse(f'statistics:{route}')}?{urlencode({'bieu': number, **self.chosen})}"


class FormPage(OfForm, TemplateView):
    template_name = "statistics/official.html"
    title = "Biểu của Thông tư 02/2023/TT-BNV"
    lead = "Số liệu theo biểu báo cáo thống kê thi đua, khen thưởng gửi cấp trên."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        excel, pdf = (self.address(f"official_{kind}", self.number) for kind in ("excel", "pdf"))
        return super().get_context_data(
            form=self.official,
            kept=[("bieu", self.number)],
            forms=[
                {"label": f"Biểu {number}", "url": self.address("official", number), "is_current": number == self.number}
                for number in FORMS
            ],
            actions=[
                {"label": "In biểu (PDF)", "url": pdf, "icon": "printer", "tone": "primary"},
                {"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"},
            ],
            circular=CIRCULAR, received=RECEIVED, unchecked=UNCHECKED, span=self.span, unclassed=self._unclassed(),
            **kwargs,
        )  # fmt: skip

    def _unclassed(self) -> str:
        """Honors that the catalogue does not know are on no form."""
        if self.number == "0601":
            return ""
        count = sum(count for one, count in self.awards if not one.level)
        return f"{count} lượt khen trong kỳ mang mã không có trong danh mục pháp lý, không vào biểu nào." if count else ""


class FormExcel(OfForm, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            issued = self.issued()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.address("official", self.number))
        return download(form_sheet(self.official, issued), f"bieu-{self.number}-{self.year}")


class FormPdf(OfForm, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            content = form_pdf(self.official, self.issued())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.address("official", self.number))
        return shown(content, name=f"bieu-{self.number}-{self.year}.pdf", content_type=PDF_TYPE)
