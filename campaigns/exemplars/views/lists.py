"""The list of exemplars, on the page and as a sheet."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.exemplars.enums import ExemplarKind, ExemplarState
from campaigns.exemplars.models import Exemplar
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled
from thiduakt.vietnamese import capitalized

TABS = {"": "Tất cả", **{state.value: capitalized(str(state.label)) for state in ExemplarState}}
COLUMNS = ("Điển hình", "Của ai", "Loại", "Trạng thái", "Phát hiện", "Người bồi dưỡng")


class ChosenExemplars(Ruled):
    """The part of the list that the address names: `tab`, `loai`, `q`."""

    permission = "exemplar.view"
    request: HttpRequest

    @property
    def tab(self) -> str:
        asked = self.request.GET.get("tab", "")
        return asked if asked in TABS else ""

    @property
    def kind(self) -> str:
        asked = self.request.GET.get("loai", "")
        return asked if asked in ExemplarKind.values else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def found(self) -> QuerySet[Exemplar]:
        found = Exemplar.objects.visible_to(self.request.user, timezone.localdate()).matching(self.words)
        return found.filter(kind=self.kind) if self.kind else found

    def in_tabs(self) -> Mapping[str, Q]:
        return {name: Q(state=name) if name else Q() for name in TABS}

    def get_queryset(self) -> QuerySet[Exemplar]:
        found = self.found().filter(self.in_tabs()[self.tab])
        holders = found.select_related("person", "group", "pupil", "school_class", "school", "found_by", "fostered_by")
        return holders.defer("story", "criteria", "results", "article").order_by("-found_on", "-pk")


class ExemplarList(ChosenExemplars, Tallied, ListView):
    template_name = "exemplars/list.html"
    context_object_name = "exemplars"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, query = self.request.user, self.request.GET
        public = reverse("public_exemplars", args=[user.school.code])
        actions = [{"label": "Trang công khai", "url": public, "icon": "globe", "tone": "secondary"}]
        if may(user, "exemplar.propose", on=timezone.localdate()):
            propose = {"label": "Giới thiệu điển hình", "url": reverse("exemplars:propose"), "icon": "star"}
            actions.insert(0, propose)
        return super().get_context_data(
            tabs=list(tabs(TABS, self.tallies, self.tab, query)),
            columns=titles(*COLUMNS),
            actions=actions,
            words=self.words,
            tab=self.tab,
            kinds=[(one.value, capitalized(str(one.label))) for one in ExemplarKind],
            kind=self.kind,
            is_narrowed=bool(self.words or self.tab or self.kind),
            excel_url=f"{reverse('exemplars:list_excel')}?{query.urlencode()}",
            **kwargs,
        )


class ExemplarListExcel(ChosenExemplars, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        columns = [
            Column("Điển hình", 50), Column("Của ai", 30), Column("Loại", 24), Column("Trạng thái", 20),
            Column("Phát hiện ngày", 14), Column("Người phát hiện", 26), Column("Người bồi dưỡng", 26), Column("Hạn", 14),
            Column("Công bố từ ngày", 14),
        ]  # fmt: skip
        told = subtitle(
            request.user.school, TABS[self.tab] if self.tab else "", searched(self.words), on=timezone.localdate()
        )
        rows = (_excel_row(one) for one in self.get_queryset())
        return download(workbook("ĐIỂN HÌNH TIÊN TIẾN", told, columns, rows), "dien-hinh-tien-tien")


def _excel_row(one: Exemplar) -> tuple[Any, ...]:
    return (
        one.title, str(one.holder), one.get_kind_display(), one.get_state_display(), one.found_on, str(one.found_by),
        str(one.fostered_by or ""), one.due_on, one.published_from,
    )  # fmt: skip
