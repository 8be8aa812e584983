"""Thống kê phong trào thi đua of a year, as biểu 0601 of TT 02/2023/TT-BNV counts them."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView, View

from campaigns.campaigns.classes import REPORT_DAY, Period
from campaigns.campaigns.forms import PeriodForm
from campaigns.campaigns.queries import ClassLine, launch_years, statistics
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.pages import titles
from thiduakt.vietnamese import capitalized

from .pages import Page

HEADS = ("Phân loại", "Tổng số", "Trường phát động", "Hưởng ứng cấp trên")


class OfPeriod(Page):
    """`ky`, `nam`: which kind of year, and which one."""

    @cached_property
    def asked(self) -> dict[str, Any]:
        form = PeriodForm(self.request.GET)
        form.is_valid()
        return form.cleaned_data

    @cached_property
    def period(self) -> Period:
        return self.asked.get("ky", Period.REPORT)

    @cached_property
    def year(self) -> int:
        """As asked; otherwise the newest in which one was launched up to today."""
        today = self.period.year_of(timezone.localdate())
        return self.asked.get("nam") or next((year for year in self.years if year <= today), today)

    @cached_property
    def years(self) -> list[int]:
        return launch_years(self.seen(), self.period)

    @property
    def lines(self) -> list[ClassLine]:
        return statistics(self.seen(), *self.period.days(self.year))

    def in_words(self) -> str:
        first, last = self.period.days(self.year)
        return f"ngày phát động từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


class Statistics(OfPeriod, TemplateView):
    template_name = "campaigns/statistics.html"

    @property
    def title(self) -> str:
        return f"Thống kê phong trào thi đua {self.period.named(self.year)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = self.lines
        day, month = REPORT_DAY
        chosen = {"ky": self.period, "nam": self.year}
        filters = PeriodForm(initial=chosen)
        years = sorted({*self.years, self.year}, reverse=True)
        filters.fields["nam"].widget.choices = [(year, capitalized(self.period.named(year))) for year in years]
        excel = f"{reverse('campaigns:statistics_excel')}?{urlencode(chosen)}"
        return super().get_context_data(
            actions=[{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}],
            filters=filters,
            period=self.in_words(),
            report_day=f"{day}/{month}/{self.year}" if self.period == Period.REPORT else "",
            total=lines[0],
            sections=[
                {"name": name, "lines": [line for line in lines if line.group == name]}
                for name in dict.fromkeys(line.group for line in lines[1:])
            ],
            columns=titles(*HEADS),
            **kwargs,
        )


class StatisticsExcel(OfPeriod, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [Column("Nhóm", 26), Column("Phân loại", 34), *(Column(name, 16) for name in HEADS[1:])]
        title = f"Thống kê phong trào thi đua {self.period.named(self.year)}".upper()
        asked = ("phân loại theo Thông tư 02/2023/TT-BNV", self.in_words())
        told = subtitle(request.user.school, *asked, on=timezone.localdate())
        return download(workbook(title, told, columns, self.lines), f"thong-ke-phong-trao-{self.year}")
