"""Each honor that was registered in a year, one by one, with what became of it."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView, View

from awards.statistics.gaps import Line
from awards.statistics.showing import LINE_HEADS, line_cells
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.pages import titles
from thiduakt.vietnamese import capitalized

from .figures import WithLines

PAGEFUL = 50  # rows, as everywhere in the site
WIDTHS = (30, 26, 40, 34, 50)


class Narrowed(WithLines):
    filters = ("nam", "to", "ket_qua")
    route = "registered"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Từng lượt đăng ký, {self.period.named(self.year)}"

    @cached_property
    def shown(self) -> list[Line]:
        outcome = self.form.asked("ket_qua")
        return [line for line in self.lines if outcome in {None, line.outcome}]

    def outcome_name(self) -> str:
        outcome = self.form.asked("ket_qua")
        return capitalized(str(outcome.label)) if outcome else ""


class Lines(Narrowed, TemplateView):
    """What became of each is found for all of them at once, then leafed through."""

    template_name = "statistics/lines.html"

    @cached_property
    def leaf(self) -> Leaf:
        return Paginator(self.shown, PAGEFUL).get_page(self.request.GET.get("page"))

    def trail(self) -> list[dict[str, str]]:
        return [
            *super().trail(),
            {"label": "Đăng ký và kết quả", "url": f"{reverse('statistics:registered')}?nam={self.year}"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        excel = f"{reverse('statistics:lines_excel')}?{urlencode(self.chosen)}"
        return super().get_context_data(
            actions=[{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}],
            columns=titles(*LINE_HEADS),
            rows=[line_cells(line) for line in self.leaf],
            page_obj=self.leaf,
            **kwargs,
        )


class LinesExcel(Narrowed, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [Column("STT", 6), *(Column(title, width) for title, width in zip(LINE_HEADS, WIDTHS, strict=True))]
        rows = ([number, *line_cells(line)] for number, line in enumerate(self.shown, start=1))
        told = subtitle(self.school, self.in_words(), self.group_name, self.outcome_name(), on=self.today)
        return download(workbook("ĐĂNG KÝ VÀ KẾT QUẢ", told, columns, rows), "thong-ke-dang-ky-tung-luot")
