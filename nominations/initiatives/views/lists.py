"""The solutions that one may see, as a page and as a sheet; and the own ones."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.forms import YearFilterForm
from nominations.initiatives.models import Solution
from nominations.initiatives.queries import full, named_ideas
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.ledger.years import year_name
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.vietnamese import capitalized

from .pages import Page

COLUMNS = (
    Column("STT", 6), Column("Tên giải pháp", 70), Column("Tác giả, tỷ lệ", 50), Column("Tổ", 26), Column("Năm học", 12),
    Column("Loại", 16), Column("Cấp đề nghị", 26), Column("Lĩnh vực", 30), Column("Áp dụng lần đầu", 14),
    Column("Trạng thái", 22),
)  # fmt: skip


class ChosenSolutions(ByState, Page):
    """The part of the list that the address names: `trang-thai`, `q`, `nam`."""

    states = SolutionState

    @cached_property
    def filter_form(self) -> YearFilterForm:
        seen = Solution.objects.visible_to(self.request.user, self.today)
        years = seen.order_by("-year").values_list("year", flat=True).distinct()
        return YearFilterForm(self.request.GET, years=years)

    @cached_property
    def found(self) -> QuerySet[Solution]:
        """As asked, in every tab."""
        found = Solution.objects.visible_to(self.request.user, self.today).matching(self.words)
        return found.filter(year=self.filter_form.year) if self.filter_form.year else found

    def get_queryset(self) -> QuerySet[Solution]:
        return full(self.found.filter(self.in_tabs()[self.tab])).order_by("-year", "-pk")


class SolutionList(ChosenSolutions, Tallied, ListView):
    template_name = "initiatives/list.html"
    title = "Sáng kiến"
    paginate_by = 50

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("initiatives:list_excel"))
        own = [
            {"label": "Đăng ký ý tưởng", "url": reverse("initiatives:add"), "icon": "lightbulb"},
            {"label": "Sáng kiến của tôi", "url": reverse("initiatives:mine"), "icon": "person", "tone": "secondary"},
        ]
        judged = [{"label": "Chấm sáng kiến", "url": reverse("judging:list"), "icon": "people", "tone": "secondary"}]
        above = [{"label": "Trình cấp trên", "url": reverse("judging:above"), "icon": "send", "tone": "secondary"}]
        begins = self.may("solution.own")
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Giải pháp", "Tác giả", "Năm học", "Cấp đề nghị", "Trạng thái"),
            "actions": [*(own if begins else []), *judged, *(above if self.may("solution.manage") else [])],
            "start": own[0] if begins else None,
            "fields": [self.filter_form["nam"]],
            "is_narrowed": context["is_narrowed"] or bool(self.filter_form.year),
        }


class SolutionListExcel(ChosenSolutions, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        year = self.filter_form.year
        asked = (self.tab_name, f"năm học {year_name(year)}" if year else "", searched(self.words))
        rows = (
            [
                number, one.name, "; ".join(str(author) for author in one.authors.all()), str(one.group or ""),
                one.year_name, one.get_kind_display(), one.get_level_display(), one.field, one.first_applied_on,
                capitalized(one.get_state_display()),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        told = subtitle(request.user.school, *asked, on=self.today)
        return download(workbook("DANH SÁCH GIẢI PHÁP ĐỀ NGHỊ CÔNG NHẬN SÁNG KIẾN", told, COLUMNS, rows), "sang-kien")


class Mine(Page, TemplateView):
    """Each with what it waits for; and the ideas named when registering for the year that were not begun yet."""

    permission = "solution.own"
    template_name = "initiatives/mine.html"
    title = "Sáng kiến của tôi"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user.person
        own = Solution.objects.visible_to(self.request.user, self.today).of_author(person)
        ideas = [
            {"registration": one, "url": f"{reverse('initiatives:add')}?dang-ky={one.pk}"}
            for one in named_ideas(person, self.today)
        ]
        return super().get_context_data(
            rows=full(own).order_by("-year", "-pk")[:100],
            columns=titles("Giải pháp", "Tác giả", "Năm học", "Cấp đề nghị", "Trạng thái"),
            ideas=ideas,
            actions=[{"label": "Đăng ký ý tưởng", "url": reverse("initiatives:add"), "icon": "lightbulb"}],
            **kwargs,
        )
