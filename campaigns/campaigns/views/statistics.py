"""Thống kê phong trào thi đua of a year, as biểu 0601 of TT 02/2023/TT-BNV counts them."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from campaigns.campaigns.classes import REPORT_DAY
from campaigns.campaigns.forms import CampaignFilterForm
from campaigns.campaigns.queries import statistics, years_of
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.pages import titles

from .pages import Page

HEADS = ("Phân loại", "Tổng số", "Trường phát động", "Hưởng ứng cấp trên")


class OfYear(Page):
    @cached_property
    def year(self) -> int:
        """As asked; otherwise the newest in which a campaign ran up to today."""
        years = self.years
        asked = CampaignFilterForm(self.request.GET, years=years).asked("nam")
        today = timezone.localdate().year
        return asked or next((year for year in years if year <= today), today)

    @property
    def period(self) -> str:
        return f"ngày phát động từ 01/01/{self.year} đến 31/12/{self.year}"

    @cached_property
    def years(self) -> list[int]:
        return years_of(self.seen())


class Statistics(OfYear, TemplateView):
    template_name = "campaigns/statistics.html"

    @property
    def title(self) -> str:
        return f"Thống kê phong trào thi đua năm {self.year}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = statistics(self.seen(), self.year)
        day, month = REPORT_DAY
        excel = f"{reverse('campaigns:statistics_excel')}?nam={self.year}"
        filters = CampaignFilterForm({"nam": self.year}, years=sorted({*self.years, self.year}, reverse=True), every_year="")
        return super().get_context_data(
            actions=[{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}],
            filters=filters,
            period=self.period,
            report_day=f"{day}/{month}/{self.year}",
            total=lines[0],
            sections=[
                {"name": name, "lines": [line for line in lines if line.group == name]}
                for name in dict.fromkeys(line.group for line in lines[1:])
            ],
            columns=titles(*HEADS),
            **kwargs,
        )


class StatisticsExcel(OfYear, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [Column("Nhóm", 26), Column("Phân loại", 34), *(Column(name, 16) for name in HEADS[1:])]
        title = f"THỐNG KÊ PHONG TRÀO THI ĐUA NĂM {self.year}"
        told = subtitle(request.user.school, "phân loại theo Thông tư 02/2023/TT-BNV", self.period, on=timezone.localdate())
        return download(
            workbook(title, told, columns, statistics(self.seen(), self.year)), f"thong-ke-phong-trao-{self.year}"
        )
