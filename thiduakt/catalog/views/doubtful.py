"""Chưa đối chiếu: everything in the catalogue whose words were not held against those of the text itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.catalog.enums import Confidence, RuleFamily, RuleState
from thiduakt.catalog.models import Honor, LegalText, Regime, Rule
from thiduakt.catalog.telling import honor_parts, rule_lines
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tally, tabs, titles

from .law import LawPage, matches
from .rules import FAMILIES

MARKS = (
    Confidence.UNVERIFIED, Confidence.CONFLICT, Confidence.DRAFT, Confidence.INFERRED, Confidence.RESTATED,
)  # fmt: skip
TABS = {"": "Tất cả", **{mark.value.lower(): mark.label.capitalize() for mark in MARKS}}
SHOWN = 50
COLUMNS = (
    Column("Ở đâu", 44), Column("Thời kỳ", 20), Column("Phần", 26), Column("Mức đối chiếu", 24), Column("Nội dung", 60),
    Column("Căn cứ", 44),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    where: str
    url: str
    period: str
    part: str
    confidence: str
    said: str
    basis: str

    @property
    def label(self) -> str:
        return Confidence(self.confidence).label


class DoubtsShown(LawPage):
    """`tab` (how sure), `q`; of every regime, whatever the day."""

    section = "catalog:doubtful"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def found(self) -> list[Doubt]:
        every = [*self._regimes(), *self._honors(), *self._rules(), *self._texts()]
        return [one for one in every if matches(self.words, one.where, one.part, one.said, one.basis)]

    def in_tab(self, doubts: list[Doubt]) -> list[Doubt]:
        return [one for one in doubts if not self.tab or one.confidence == self.tab.upper()]

    def _regimes(self) -> Iterator[Doubt]:
        for one in Regime.objects.order_by("starts_on"):
            url = f"{reverse('catalog:honors')}?ngay={one.starts_on:%d/%m/%Y}"
            if one.note or one.confidence != Confidence.VERIFIED:
                doubt = Confidence.UNVERIFIED if one.confidence == Confidence.VERIFIED else one.confidence
                part = "Văn bản chưa đọc" if one.is_read else "Nội dung"
                yield Doubt("Thời kỳ pháp lý", url, _since(one), part, doubt, one.note, one.name)

    def _honors(self) -> Iterator[Doubt]:
        known = Honor.objects.visible_to(self.request.user, self.today).filter(state=RuleState.APPROVED)
        for row in known.select_related("regime").order_by("regime__starts_on", "rank", "code", "valid_from", "pk"):
            url = f"{reverse('catalog:honor', args=[row.code])}?ngay={row.valid_from:%d/%m/%Y}"
            for part in honor_parts(row):
                if part.is_doubtful:
                    said = "; ".join(line.rstrip(".") for line in part.lines) or "Chưa đọc được."
                    yield Doubt(row.name, url, _since(row.regime), part.label, part.confidence, said, row.basis)

    def _rules(self) -> Iterator[Doubt]:
        known = Rule.objects.visible_to(self.request.user, self.today).filter(state=RuleState.APPROVED)
        known = known.exclude(family=RuleFamily.CHOICE).exclude(confidence=Confidence.VERIFIED)
        for row in known.select_related("regime").order_by("family", "key", "valid_from", "pk"):
            said = " ".join(rule_lines(row)) or row.note
            since = f"từ {row.valid_from:%d/%m/%Y}"
            yield Doubt(row.name, _rule_url(row), since, row.get_family_display(), row.confidence, said, row.basis)

    def _texts(self) -> Iterator[Doubt]:
        known = LegalText.objects.visible_to(self.request.user, self.today).filter(school=None)
        for text in known.exclude(confidence=Confidence.VERIFIED).in_official_order():
            part, said = "Số, ngày, trích yếu văn bản", text.note or text.name
            yield Doubt(str(text), text.get_absolute_url(), "", part, text.confidence, said, text.source)


def _since(regime: Regime | None) -> str:
    return f"từ {regime.starts_on:%d/%m/%Y}" if regime else ""


def _rule_url(row: Rule) -> str:
    tab = next((tab for tab, family in FAMILIES.items() if family == row.family), "")
    return f"{reverse('catalog:rules')}?tab={tab}&ngay={row.valid_from:%d/%m/%Y}"


class DoubtList(DoubtsShown, TemplateView):
    template_name = "catalog/doubt_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, query = self.found, self.request.GET
        counts = {tab: Tally(sum(one.confidence == tab.upper() for one in found) if tab else len(found)) for tab in TABS}
        return super().get_context_data(
            page_obj=Paginator(self.in_tab(found), SHOWN).get_page(query.get("page")),
            columns=titles("Ở đâu", "Thời kỳ", "Phần", "Nội dung"),
            tabs=list(tabs(TABS, counts, self.tab, query)),
            tab=self.tab,
            actions=[
                {
                    "label": "Xuất Excel",
                    "url": f"{reverse('catalog:doubtful_excel')}?{query.urlencode()}",
                    "icon": "download",
                    "tone": "secondary",
                }
            ],
            **kwargs,
        )


class DoubtsExcel(DoubtsShown, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, TABS[self.tab], searched(self.words), on=self.today)
        cells = (
            [place, one.where, one.period, one.part, one.label, one.said, one.basis]
            for place, one in enumerate(self.in_tab(self.found), start=1)
        )
        content = workbook("NỘI DUNG CHƯA ĐỐI CHIẾU NGUYÊN VĂN", told, [Column("STT", 6), *COLUMNS], cells)
        return download(content, "chua-doi-chieu")
