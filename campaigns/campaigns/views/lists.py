"""The list of campaigns, on the page and as a sheet."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, View

from campaigns.campaigns.classes import duration, launched_at, method
from campaigns.campaigns.enums import CampaignState
from campaigns.campaigns.forms import CampaignFilterForm
from campaigns.campaigns.models import Campaign, CampaignQuerySet
from campaigns.campaigns.queries import running_in, with_activities, years_of
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import may

from .pages import Page

SHOWN = ("Phong trào", "Cấp phát động", "Hình thức", "Thời gian", "Hoạt động đã xong", "Trạng thái")
COLUMNS = (
    Column("Phong trào", 50), Column("Khẩu hiệu, chủ đề", 30), Column("Dịp", 30), Column("Cơ quan phát động", 28),
    Column("Đối tượng", 22), Column("Ngày phát động", 14), Column("Ngày sơ kết", 14), Column("Ngày tổng kết", 14),
    Column("Số hoạt động", 10), Column("Đã xong", 10), Column("Kinh phí dự kiến (đồng)", 16), Column("Trạng thái", 18),
    Column("Cấp phát động", 24), Column("Phạm vi", 24), Column("Thời hạn", 22), Column("Phương thức", 22),
)  # fmt: skip


class ChosenCampaigns(ByState, Page):
    """Narrowed by `nam`, `cap` and `hinh_thuc` too."""

    states = CampaignState

    @cached_property
    def filters(self) -> CampaignFilterForm:
        return CampaignFilterForm(self.request.GET, years=years_of(self.seen()))

    @cached_property
    def found(self) -> CampaignQuerySet:
        """As asked, in every tab."""
        found = self.seen().matching(self.words)
        if year := self.filters.asked("nam"):
            found = running_in(found, year)
        if launcher := self.filters.asked("cap"):
            found = found.filter(launcher=launcher)
        form = self.filters.asked("hinh_thuc")
        return found.filter(form=form) if form else found

    def get_queryset(self) -> CampaignQuerySet:
        found = self.found.filter(self.in_tabs()[self.tab])
        return with_activities(found).order_by("-launches_on", "-pk")


class CampaignList(ChosenCampaigns, Tallied, ListView):
    template_name = "campaigns/list.html"
    title = "Phong trào thi đua"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        actions = []
        if may(self.request.user, "campaign.manage", on=today):
            actions = [
                {"label": "Soạn phong trào", "url": reverse("campaigns:add"), "icon": "pencil-square"},
                {"label": "Chép sang năm sau", "url": reverse("campaigns:clone"), "icon": "copy", "tone": "secondary"},
            ]
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("campaigns:list_excel"))
        return context | {
            "rows": [
                {"campaign": one, "is_late": one.state == CampaignState.RUNNING and one.sums_up_on < today}
                for one in context["page_obj"].object_list
            ],
            "columns": titles(*SHOWN),
            "actions": actions,
            "filters": self.filters,
            "statistics": {"label": "Thống kê", "url": reverse("campaigns:statistics"), "icon": "bar-chart"},
            "is_narrowed": context["is_narrowed"] or bool(self.filters.in_words()),
        }

    def trail(self) -> list[dict[str, str]]:
        return []


class CampaignListExcel(ChosenCampaigns, View):
    """The list exactly as it is shown, all of its pages, with the classes of the statistics."""

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = [self.tab_name, *self.filters.in_words(), searched(self.words)]
        told = subtitle(request.user.school, *chosen, on=timezone.localdate())
        rows = ([number, *_cells(one)] for number, one in enumerate(self.get_queryset(), start=1))
        return download(workbook("PHONG TRÀO THI ĐUA", told, [Column("STT", 6), *COLUMNS], rows), "phong-trao-thi-dua")


def _cells(one: Campaign) -> list[Any]:
    return [
        one.name, one.slogan, one.occasion, one.launcher_name or one.get_launcher_display(), one.get_participants_display(),
        one.launches_on, one.reviews_on, one.sums_up_on, one.activity_count, one.done_count,  # type: ignore[attr-defined]
        one.budget, one.get_state_display(), str(launched_at(one.launcher).label), one.get_reach_display(),
        str(duration(one.launches_on, one.sums_up_on).label), str(method(one.form).label),
    ]  # fmt: skip
