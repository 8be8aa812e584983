"""The list of packs, on the page and as a sheet; where a new one is begun."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View

from awards.packs.enums import PackState
from awards.packs.models import PackDossier, PackQuerySet
from awards.packs.queries import reviews_to_send, sheaves_to_send
from thiduakt.counting import count_of
from thiduakt.documents.models.document import TEXTS
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Trường", 40), Column("Kính gửi", 40), Column("Đợt xét", 50), Column("Số hồ sơ", 10),
    Column("Tờ trình", 20), Column("Ngày nộp", 14), Column("Quyết định", 24), Column("Trạng thái", 18),
)  # fmt: skip


class ChosenPacks(ByState, Page):
    states = PackState

    @cached_property
    def found(self) -> PackQuerySet:
        return self.seen().matching(self.words)

    def get_queryset(self) -> PackQuerySet:
        rows = self.found.filter(self.in_tabs()[self.tab]).select_related("review", "school", "document", "decision")
        rows = rows.defer(*(f"document__{name}" for name in TEXTS))
        return rows.annotate(held=count_of(PackDossier.objects, "pack")).order_by("-pk")


class PackList(ChosenPacks, Tallied, ListView):
    template_name = "packs/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("packs:list_excel"))
        begins = self.may("pack.manage")
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Bộ hồ sơ", "Số hồ sơ", "Tờ trình", "Ngày nộp", "Trạng thái"),
            "actions": [{"label": "Lập bộ hồ sơ", "url": reverse("packs:start"), "icon": "plus-lg"}] if begins else [],
        }


class PackListExcel(ChosenPacks, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, self.tab_name, searched(self.words), on=self.today)
        rows = (
            [
                number, str(one.school), one.addressee, one.review.with_year, one.held,
                one.document.notation if one.document else "", one.sent_on, one.decision.notation if one.decision else "",
                one.get_state_display(),
            ]
            for number, one in enumerate(self.get_queryset(), start=1)
        )  # fmt: skip
        return download(workbook("BỘ HỒ SƠ TRÌNH CẤP TRÊN", told, COLUMNS, rows), "bo-ho-so-trinh-cap-tren")


class PackStart(Page, TemplateView):
    """What the council passed and somebody above decides on, by round and authority."""

    permission = "pack.manage"
    template_name = "packs/start.html"
    title = "Lập bộ hồ sơ trình"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rounds = [
            {"review": review, "sheaves": sheaves}
            for review in reviews_to_send(self.request.user.school_id)
            if (sheaves := sheaves_to_send(review))
        ]
        return super().get_context_data(rounds=rounds, **kwargs)
