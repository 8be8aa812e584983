"""The list of contests, on the page and as a sheet. How many entries one has it does not tell: its judges read it too."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.contests.enums import ContestState
from campaigns.contests.models import ContestQuerySet
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.vietnamese import capitalized

from .pages import Page

TABS = {"": "Tất cả", **{state.value: capitalized(str(state.label)) for state in ContestState}}
COLUMNS = (
    Column("STT", 6), Column("Hội thi, cuộc thi", 60), Column("Hình thức", 18), Column("Phong trào", 40),
    Column("Nhận bài từ", 14), Column("Hạn nhận bài", 14), Column("Trạng thái", 18),
)  # fmt: skip


class ChosenContests(Page):
    """The part of the list that the address names: `trang-thai`, `q`."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("trang-thai", "")
        self.tab = asked if asked in TABS else ""
        self.words = asked_words(request)

    def found(self) -> ContestQuerySet:
        """As asked, in every tab."""
        return self.seen().matching(self.words)

    def in_tabs(self) -> dict[str, Q]:
        return {"": Q(), **{state: Q(state=state) for state in ContestState.values}}

    def get_queryset(self) -> ContestQuerySet:
        return self.found().filter(self.in_tabs()[self.tab]).select_related("campaign").order_by("-closes_on", "-pk")


class ContestList(ChosenContests, Tallied, ListView):
    template_name = "contests/list.html"
    title = "Hội thi, cuộc thi viết"

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        actions = []
        if may(self.request.user, "contest.manage", on=timezone.localdate()):
            actions = [{"label": "Soạn hội thi", "url": reverse("contests:add"), "icon": "pencil-square"}]
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": context["page_obj"].object_list,
            "tabs": list(tabs(TABS, self.tallies, self.tab, query, name="trang-thai")),
            "columns": titles("Hội thi, cuộc thi", "Hình thức", "Nhận bài", "Trạng thái"),
            "actions": actions,
            "tab": self.tab,
            "words": self.words,
            "is_narrowed": bool(self.words or self.tab),
            "query": query.urlencode(),
        }


class ContestListExcel(ChosenContests, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(
            request.user.school, TABS[self.tab] if self.tab else "", searched(self.words), on=timezone.localdate()
        )
        rows = (
            [
                number, one.name, one.get_kind_display(), str(one.campaign or ""), one.opens_on, one.closes_on,
                one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("HỘI THI, CUỘC THI VIẾT", told, COLUMNS, rows), "hoi-thi")
