"""What the pages of this room share: the filters, the years, a page of tables and the sheet of each of them."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView, View

from awards.statistics.forms import FigureForm
from awards.statistics.queries import year_to_open, years_known
from awards.statistics.tables import Table
from campaigns.campaigns.classes import Period
from nominations.dossiers.sheets import ascii_name
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.pages import RoomPage
from thiduakt.school.models import Group, School
from thiduakt.vietnamese import capitalized

NAME = "Thống kê"
SECTIONS = (
    ("Khen thưởng", "overview"),
    ("Đăng ký và kết quả", "registered"),
    ("Trực tiếp, nữ, lần đầu", "shares"),
    ("Kịp thời", "times"),
    ("Biểu 0601–0603", "official"),
)
WIDE, NARROW = 40, 18  # characters of a sheet: the first column, and those of numbers


class Page(RoomPage):
    """`filters`: the names of the fields that narrow it; `route`: of the page itself, whatever is shown of it."""

    permission = "statistics.view"
    above = ((NAME, "statistics:overview"),)
    route = ""
    filters: Sequence[str] = ("nam", "to")
    usual = Period.SCHOOL

    @cached_property
    def school(self) -> School:
        return self.request.user.school

    @cached_property
    def groups(self) -> list[Group]:
        return list(Group.objects.filter(school=self.school))

    @cached_property
    def form(self) -> FigureForm:
        form = FigureForm(self.request.GET, asked=self.filters, groups=self.groups)
        form.full_clean()
        form.offer_years(self.years(form.asked("ky") or self.usual), form.asked("ky") or self.usual)
        return form

    def years(self, period: Period) -> list[int]:
        """A school year lies in two others."""
        known = years_known(self.school.pk, self.today)
        newest = max(known[0], period.year_of(self.today))
        return list(range(newest, known[-1] - 1, -1))

    @property
    def period(self) -> Period:
        return self.form.asked("ky") or self.usual

    @cached_property
    def year(self) -> int:
        return self.form.asked("nam") or self.year_shown()

    def year_shown(self) -> int:
        """Where none is asked for: the present, or the newest with honors; they are decided in its second half."""
        newest = year_to_open(self.school.pk, self.today)
        return newest if self.period == Period.SCHOOL else min(newest + 1, self.period.year_of(self.today))

    @property
    def group(self) -> int | None:
        return self.form.asked("to")

    @property
    def group_name(self) -> str:
        return next((group.name for group in self.groups if group.pk == self.group), "")

    @property
    def chosen(self) -> dict[str, Any]:
        told = {"ky": self.period.value, "nam": self.year, "to": self.group, "ket_qua": self.form.asked("ket_qua")}
        return {name: told[name] for name in self.filters if told[name]}

    def in_words(self) -> str:
        return capitalized(self.period.named(self.year))

    def trail(self) -> list[dict[str, str]]:
        return [] if self.route == "overview" else super().trail()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = FigureForm(initial=self.chosen, asked=self.filters, groups=self.groups)
        shown.fields["nam"].choices = self.form.fields["nam"].choices
        kept = {name: self.form.asked(name) for name in ("ky", "nam", "to") if self.form.asked(name)}
        onward = f"?{urlencode(kept)}" if kept else ""
        sections = [
            {"label": label, "url": f"{reverse(f'statistics:{route}')}{onward}", "is_current": route == self.route}
            for label, route in SECTIONS
        ]
        return super().get_context_data(sections=sections, filters=shown, in_words=self.in_words(), **kwargs)


class Tabled(Page):
    """Figures as tables, each with its sheet: `?bang=` names one."""

    def years_in_words(self) -> str:
        return self.in_words()

    @cached_property
    def tables(self) -> list[Table]:
        raise NotImplementedError


class TablesPage(Tabled, TemplateView):
    template_name = "statistics/tables.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        excel = reverse(f"statistics:{self.route}_excel")
        shown = [
            {
                "table": table,
                "columns": [{"title": title} for title in table.columns],
                "excel_url": f"{excel}?{urlencode({**self.chosen, 'bang': table.key})}",
            }
            for table in self.tables
            if table.rows
        ]
        is_empty = not any(table.has_numbers for table in self.tables)
        return super().get_context_data(shown=[] if is_empty else shown, **kwargs)


class TableExcel(Tabled, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        table = next((table for table in self.tables if table.key == request.GET.get("bang", self.tables[0].key)), None)
        if table is None:
            raise Http404
        columns = [Column(title, NARROW if place else WIDE) for place, title in enumerate(table.columns)]
        told = subtitle(self.school, self.years_in_words(), self.group_name, on=self.today)
        title = f"{self.title}: {table.title}"
        return download(workbook(title.upper(), told, columns, table.rows), f"{ascii_name(self.title)}-{table.key}")
