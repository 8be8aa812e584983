"""The library as a list, on the page and as an Excel file."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView
from django.views.generic.list import BaseListView

from thiduakt.catalog.enums import TextState
from thiduakt.catalog.forms import DayAskedForm
from thiduakt.catalog.models import LegalText, standing_on
from thiduakt.catalog.queries import replacements
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tallied, asked_words, tabs, titles
from thiduakt.permissions import may
from thiduakt.routes import Ruled

DAY_FORMAT = "%d/%m/%Y"
TABS = {
    "": "Đang có hiệu lực",
    "sap": "Sắp có hiệu lực",
    "het": "Hết hiệu lực",
    "truong": "Của trường và cấp trên",
    "rut": "Đã rút",
}
COLUMNS = (
    Column("Văn bản", 34), Column("Trích yếu", 50), Column("Cơ quan ban hành", 30), Column("Ngày ban hành", 14),
    Column("Hiệu lực", 26), Column("Tình trạng", 30), Column("Mức đối chiếu", 22),
)  # fmt: skip


def in_tab(tab: str, on: date) -> Q:
    kept = Q(withdrawn_at__isnull=True)
    match tab:
        case "sap":
            return kept & standing_on(TextState.NOT_YET, on)
        case "het":
            return kept & standing_on(TextState.ENDED, on)
        case "truong":
            return kept & Q(school__isnull=False)
        case "rut":
            return ~kept
        case _:
            return kept & standing_on(TextState.IN_FORCE, on)


def fact_days(text: LegalText) -> str:
    first = f"từ {text.in_force_from:{DAY_FORMAT}}" if text.in_force_from else ""
    last = f"đến hết {text.in_force_to:{DAY_FORMAT}}" if text.in_force_to else ""
    return " ".join(filter(None, (first, last))) or "chưa rõ ngày"


class TextsShown(Ruled):
    """The texts that the address names: `tab`, `ngay` (the day asked about), `q`."""

    permission = "legal.view"
    model = LegalText
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""
        self.day_form = DayAskedForm(request.GET)
        self.day, self.words = self.day_form.asked(), asked_words(request)

    @cached_property
    def found(self) -> QuerySet[LegalText]:
        """As asked, in every tab."""
        return LegalText.objects.visible_to(self.request.user, timezone.localdate()).matching(self.words)

    def get_queryset(self) -> QuerySet[LegalText]:
        return self.found.filter(in_tab(self.tab, self.day)).in_official_order()

    def statuses(self, texts: list[LegalText]) -> list[dict[str, Any]]:
        """Each text with where it stands on the day asked, and what took its place."""
        successors = replacements(texts, self.request.user.school_id, self.day)
        return [
            {
                "text": text,
                "days": fact_days(text),
                "state": text.state_on(self.day),
                "successor": successors.get(text.pk),
                "is_unverified": text.school_id is None and not text.is_verified,
            }
            for text in texts
        ]


class TextList(TextsShown, Tallied, ListView):
    template_name = "catalog/text_list.html"

    def in_tabs(self) -> dict[str, Q]:
        return {tab: in_tab(tab, self.day) for tab in TABS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.request.GET
        excel = f"{reverse('catalog:text_excel')}?{query.urlencode()}"
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        if may(self.request.user, "legal.manage", on=timezone.localdate()):
            actions.insert(0, {"label": "Thêm văn bản", "url": reverse("catalog:text_add"), "icon": "plus-lg"})
        return context | {
            "actions": actions,
            "tabs": list(tabs(TABS, self.tallies, self.tab, query)),
            "columns": titles(
                *(column.title for column in COLUMNS if column.title not in {"Mức đối chiếu", "Ngày ban hành"})
            ),
            "rows": self.statuses(context["page_obj"].object_list),
            "day": self.day,
            "tab": self.tab,
            "words": self.words,
        }


class TextExcel(TextsShown, BaseListView):
    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        told = subtitle(self.request.user.school, TABS[self.tab], searched(self.words), on=self.day)
        rows = ([number, *_cells(row)] for number, row in enumerate(self.statuses(list(context["object_list"])), start=1))
        content = workbook("VĂN BẢN PHÁP LÝ", told, [Column("STT", 6), *COLUMNS], rows)
        return download(content, "van-ban-phap-ly")


def _cells(row: dict[str, Any]) -> list[Any]:
    text, successor = row["text"], row["successor"]
    state = f"{row['state'].label}; đã được thay thế bởi {successor}" if successor else row["state"].label
    confidence = "" if text.school_id else text.get_confidence_display()
    return [str(text), text.name, text.issuer, text.issued_on, row["days"], state, confidence]
