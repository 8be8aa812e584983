"""Decisions with their certificates, on the page and as a sheet."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from awards.decisions.models import AwardDecision
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, titles

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Số quyết định", 18), Column("Ngày", 14), Column("Nội dung", 60), Column("Năm học", 14),
    Column("Số giấy khen", 14), Column("Đã in", 10),
)  # fmt: skip


class ChosenDecisions(Page):
    @property
    def words(self) -> str:
        return asked_words(self.request)

    def get_queryset(self) -> QuerySet[AwardDecision]:
        return self.seen().matching(self.words).order_by("-year", "-pk")

    @cached_property
    def found(self) -> QuerySet[AwardDecision]:
        """Without its two counts, where rows are only counted."""
        return self.get_queryset()


class CertificateList(ChosenDecisions, Tallied, ListView):
    template_name = "certificates/list.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        designs = self.may("certificate.design")
        look = {"label": "Mẫu, phôi, máy in", "url": reverse("certificates:design"), "icon": "palette", "tone": "secondary"}
        return context | {
            "rows": context["page_obj"].object_list,
            "columns": titles("Quyết định", "Ngày", "Giấy khen"),
            "words": self.words,
            "is_narrowed": bool(self.words),
            "excel_url": f"{reverse('certificates:list_excel')}?{self.request.GET.urlencode()}",
            "actions": [look] if designs else [],
        }


class CertificateListExcel(ChosenDecisions, View):
    """The list exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, searched(self.words), on=self.today)
        rows = (
            [number, one.notation, one.day, one.name, one.year_name, one.certificates, one.printed]
            for number, one in enumerate(self.get_queryset(), start=1)
        )
        return download(workbook("GIẤY KHEN THEO QUYẾT ĐỊNH", told, COLUMNS, rows), "giay-khen")
