"""What was published, on the page and as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from awards.publications.enums import PublicationState
from awards.publications.models import Publication, PublicationQuerySet
from awards.publications.printing import places_told
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Tiêu đề", 50), Column("Nội dung", 24), Column("Nơi công bố", 40), Column("Từ ngày", 14),
    Column("Đến hết ngày", 14), Column("Trạng thái", 16), Column("Người công bố", 26),
)  # fmt: skip


class ChosenPublications(ByState, Page):
    states = PublicationState

    @cached_property
    def found(self) -> PublicationQuerySet:
        return self.seen().matching(self.words)

    def get_queryset(self) -> QuerySet[Publication]:
        return self.found.filter(self.in_tabs()[self.tab]).order_by("-shown_from", "-pk")


class PublicationList(ChosenPublications, Tallied, ListView):
    template_name = "publications/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        public = reverse("public_front", args=[self.request.user.school.code])
        actions = [
            {"label": "Soạn bản công bố", "url": reverse("publications:add"), "icon": "megaphone"},
            {"label": "Trang công khai", "url": public, "icon": "globe", "tone": "secondary"},
            {
                "label": "Đồng ý của học sinh",
                "url": reverse("publications:consents"),
                "icon": "person-check",
                "tone": "quiet",
            },
        ]
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("publications:list_excel"))
        columns = titles("Tiêu đề", "Nội dung", "Nơi công bố", "Thời gian", "Trạng thái")
        rows = [{"publication": one, "places": places_told(one)} for one in context["page_obj"].object_list]
        return context | {"rows": rows, "columns": columns, "actions": actions}


class PublicationListExcel(ChosenPublications, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        found = self.get_queryset().select_related("published_by__person")
        rows = ([number, *_cells(one)] for number, one in enumerate(found, start=1))
        return download(workbook("CÔNG BỐ KHEN THƯỞNG", told, list(COLUMNS), rows), "cong-bo-khen-thuong")


def _cells(one: Publication) -> list[Any]:
    told = [one.title, one.get_subject_display(), places_told(one), one.shown_from, one.shown_until]
    return [*told, one.get_state_display(), str(one.published_by or "")]
