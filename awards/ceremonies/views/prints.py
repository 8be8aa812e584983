"""The lists of a ceremony as files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from awards.ceremonies.printing import SHEETS, Sheet, cards, printed
from thiduakt.excel import download, subtitle, workbook
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE

from .pages import OfCeremony


class OfSheet(OfCeremony):
    def drawn(self) -> Sheet:
        make = SHEETS.get(self.kwargs["sheet"])
        if make is None:
            raise Http404
        return make(self.ceremony)


class SheetPdf(OfSheet, View):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sheet = self.drawn()
        return shown(printed(self.ceremony, sheet), name=f"{sheet.file_name}.pdf", content_type=PDF_TYPE)


class SheetExcel(OfSheet, View):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sheet, one = self.drawn(), self.ceremony
        told = subtitle(
            one.school, str(one), f"{one.starts_at:%H:%M} ngày {one.held_on:%d/%m/%Y}, {one.place}", on=self.today
        )
        return download(workbook(sheet.title, told, list(sheet.columns), sheet.rows), sheet.file_name)


class CardsPdf(OfCeremony, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return shown(cards(self.ceremony), name="the-ten.pdf", content_type=PDF_TYPE)
