"""The list of contests, on the page and as a sheet. How many entries one has it does not tell: its judges read it too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from campaigns.campaigns.models import Campaign
from campaigns.campaigns.policies import can_see
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, ContestQuerySet
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import may

from .pages import Page

COLUMNS = (
    Column("STT", 6), Column("Hội thi, cuộc thi", 60), Column("Hình thức", 18), Column("Phong trào", 40),
    Column("Nhận bài từ", 14), Column("Hạn nhận bài", 14), Column("Trạng thái", 18),
)  # fmt: skip


class ChosenContests(ByState, Page):
    states = ContestState

    def campaign_of(self, one: Contest) -> Campaign | None:
        """Where this person may know of it."""
        return one.campaign if one.campaign and can_see(self.request.user, one.campaign, timezone.now()) else None

    @cached_property
    def found(self) -> ContestQuerySet:
        """As asked, in every tab."""
        return self.seen().matching(self.words)

    def get_queryset(self) -> ContestQuerySet:
        return self.found.filter(self.in_tabs()[self.tab]).select_related("campaign").order_by("-closes_on", "-pk")


class ContestList(ChosenContests, Tallied, ListView):
    template_name = "contests/list.html"
    title = "Hội thi, cuộc thi viết"

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions = []
        if may(self.request.user, "contest.manage", on=timezone.localdate()):
            actions = [{"label": "Soạn hội thi", "url": reverse("contests:add"), "icon": "pencil-square"}]
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("contests:list_excel"))
        return context | {
            "rows": [{"contest": one, "campaign": self.campaign_of(one)} for one in context["page_obj"].object_list],
            "columns": titles("Hội thi, cuộc thi", "Hình thức", "Nhận bài", "Trạng thái"),
            "actions": actions,
        }


class ContestListExcel(ChosenContests, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=timezone.localdate())
        rows = ([number, *self._cells(one)] for number, one in enumerate(self.get_queryset(), start=1))
        return download(workbook("HỘI THI, CUỘC THI VIẾT", told, COLUMNS, rows), "hoi-thi")

    def _cells(self, one: Contest) -> list[Any]:
        campaign = str(self.campaign_of(one) or "")
        return [one.name, one.get_kind_display(), campaign, one.opens_on, one.closes_on, one.get_state_display()]
