"""The list of exemplars, on the page and as a sheet."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.exemplars.enums import ExemplarState
from campaigns.exemplars.forms import KindForm
from campaigns.exemplars.models import Exemplar
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled

COLUMNS = ("Điển hình", "Của ai", "Loại", "Trạng thái", "Phát hiện", "Người bồi dưỡng")


class ChosenExemplars(ByState, Ruled):
    """Narrowed by `loai` too."""

    permission = "exemplar.view"
    states = ExemplarState

    @cached_property
    def filters(self) -> KindForm:
        return KindForm(self.request.GET)

    @cached_property
    def found(self) -> QuerySet[Exemplar]:
        found = Exemplar.objects.visible_to(self.request.user, timezone.localdate()).matching(self.words)
        return found.filter(kind=self.filters.kind) if self.filters.kind else found

    def get_queryset(self) -> QuerySet[Exemplar]:
        found = self.found.filter(self.in_tabs()[self.tab])
        holders = found.select_related("person", "group", "pupil", "school_class", "fostered_by").prefetch_related("school")
        return holders.defer("story", "criteria", "results", "article").order_by("-found_on", "-pk")


class ExemplarList(ChosenExemplars, Tallied, ListView):
    template_name = "exemplars/list.html"
    context_object_name = "exemplars"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        public = reverse("public_front", args=[user.school.code])
        actions = [{"label": "Trang công khai", "url": public, "icon": "globe", "tone": "secondary"}]
        if may(user, "exemplar.propose", on=timezone.localdate()):
            propose = {"label": "Giới thiệu điển hình", "url": reverse("exemplars:propose"), "icon": "star"}
            actions.insert(0, propose)
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("exemplars:list_excel"))
        return context | {
            "columns": titles(*COLUMNS),
            "actions": actions,
            "filters": self.filters,
            "is_narrowed": context["is_narrowed"] or bool(self.filters.kind),
        }


class ExemplarListExcel(ChosenExemplars, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Điển hình", 50), Column("Của ai", 30), Column("Loại", 24), Column("Trạng thái", 20),
            Column("Phát hiện ngày", 14), Column("Người phát hiện", 26), Column("Người bồi dưỡng", 26), Column("Hạn", 14),
            Column("Công bố từ ngày", 14),
        ]  # fmt: skip
        chosen = [self.tab_name, self.filters.kind_name, searched(self.words)]
        told = subtitle(request.user.school, *chosen, on=timezone.localdate())
        rows = (_excel_row(one) for one in self.get_queryset().select_related("found_by"))
        return download(workbook("ĐIỂN HÌNH TIÊN TIẾN", told, columns, rows), "dien-hinh-tien-tien")


def _excel_row(one: Exemplar) -> tuple[Any, ...]:
    return (
        one.title, str(one.holder), one.get_kind_display(), one.get_state_display(), one.found_on, str(one.found_by),
        str(one.fostered_by or ""), one.due_on, one.published_from,
    )  # fmt: skip
