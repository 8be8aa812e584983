"""The posted lists, on the page and as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from nominations.feedback.enums import PostingState
from nominations.feedback.models import PostedLine, Posting, PostingQuerySet
from thiduakt.counting import count_of
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.permissions import may

from .pages import Page

COLUMNS = (
    Column("STT", 6), Column("Đợt xét", 50), Column("Năm học", 14), Column("Công khai từ ngày", 14),
    Column("Đến hết ngày", 14), Column("Nơi niêm yết", 30), Column("Số trường hợp", 12), Column("Trạng thái", 18),
)  # fmt: skip


class ChosenPostings(ByState, Page):
    states = PostingState

    @cached_property
    def found(self) -> PostingQuerySet:
        return self.seen().matching(self.words) if self.words else self.seen()

    def get_queryset(self) -> QuerySet[Posting]:
        found = self.found.filter(self.in_tabs()[self.tab]).select_related("review")
        return found.annotate(line_count=count_of(PostedLine.objects.all(), "posting")).order_by("-posted_on", "-pk")


class PostingList(ChosenPostings, Tallied, ListView):
    template_name = "feedback/list.html"
    title = "Công khai lấy ý kiến"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions = []
        if may(self.request.user, "feedback.post", on=self.today):
            actions = [{"label": "Lập danh sách công khai", "url": reverse("feedback:add"), "icon": "pencil-square"}]
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("feedback:list_excel"))
        columns = titles("Đợt xét", "Năm học", "Thời gian", "Nơi niêm yết", "Số trường hợp", "Trạng thái")
        return context | {"rows": context["page_obj"].object_list, "columns": columns, "actions": actions}

    def trail(self) -> list[dict[str, str]]:
        return []


class PostingListExcel(ChosenPostings, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        rows = ([number, *_cells(one)] for number, one in enumerate(self.get_queryset(), start=1))
        return download(workbook("CÔNG KHAI LẤY Ý KIẾN", told, list(COLUMNS), rows), "cong-khai-lay-y-kien")


def _cells(one: Posting) -> list[Any]:
    told = [str(one.review), one.review.year_name, one.posted_on, one.until, one.place]
    return [*told, one.line_count, one.get_state_display()]  # type: ignore[attr-defined]
