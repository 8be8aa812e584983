"""“Thước đo công bằng”: the page and its two Excel files."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.ledger.forms.eligible import SELECT
from thiduakt.ledger.justice import SPANS, Meter, Part, measure, percent
from thiduakt.ledger.queries import sees_whole_school
from thiduakt.ledger.years import year_name
from thiduakt.pages import titles

from .reviewed import Reviewed

DEFAULT_SPAN = 3
PARTS = ("Bộ phận", "Số người", "Tỷ lệ người", "Người được khen", "Lượt khen", "Tỷ lệ lượt khen", "So với tỷ lệ người")
PART_COLUMNS = (Column(PARTS[0], 36), *(Column(title, 18) for title in PARTS[1:]))
UNHONORED = ("Họ và tên", "Tổ", "Chức vụ, công việc", "Được khen lần cuối")
UNHONORED_COLUMNS = (Column("STT", 6), Column("Họ và tên", 30), *(Column(title, 26) for title in UNHONORED[1:]))

FILES = (("Excel các bộ phận", "justice_excel"), ("Excel người chưa được khen", "unhonored_excel"))


class SpanForm(forms.Form):
    so_nam = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=DEFAULT_SPAN,
        choices=[(span, f"{span} năm học chưa được khen") for span in SPANS],
        widget=forms.Select(attrs={**SELECT, "aria-label": "Số năm học chưa được khen"}),
    )


class Measured(Reviewed):
    """Read from the ledger alone, by whoever reads all of it: the people's inspectors too."""

    permission = "ledger.view"
    title = "Thước đo công bằng"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sees_whole_school(request.user, self.today):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[dict[str, str]]:
        return [{"label": "Sổ khen thưởng", "url": reverse("ledger:entries")}]

    @cached_property
    def span_form(self) -> SpanForm:
        form = SpanForm({"so_nam": str(DEFAULT_SPAN), **self.request.GET.dict()})
        form.is_valid()
        return form

    @property
    def span(self) -> int:
        return int(self.span_form.cleaned_data.get("so_nam") or DEFAULT_SPAN)

    @cached_property
    def meter(self) -> Meter:
        return measure(self.school.pk, self.year, span=self.span)

    def told(self, *narrowed: str) -> str:
        return subtitle(self.school, f"năm học {year_name(self.year)}", *narrowed, on=self.today)


class JusticePage(Measured, TemplateView):
    template_name = "ledger/justice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meter, address = self.meter, f"?nam={self.year}&so_nam={self.span}"
        return super().get_context_data(
            meter=meter,
            span=self.span,
            span_form=self.span_form,
            collectives_share=percent(meter.collectives, meter.honors),
            part_columns=titles(*PARTS),
            hands=[_line(part) for part in meter.hands],
            groups=[_line(part) for part in meter.groups],
            unhonored_columns=titles(*UNHONORED),
            is_short=meter.since is not None and meter.since > self.year - self.span + 1,
            since_name="" if meter.since is None else year_name(meter.since),
            actions=[
                {"label": label, "url": reverse(f"ledger:{route}") + address, "icon": "download", "tone": "secondary"}
                for label, route in FILES
            ],
            **kwargs,
        )


class JusticeExcel(Measured, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        meter = self.meter
        rows = [
            *(_line(part) for part in (*meter.hands, *meter.groups)),
            ["Tập thể (tổ, trường)", None, None, None, meter.collectives, percent(meter.collectives, meter.honors), None],
        ]
        return download(workbook("THƯỚC ĐO CÔNG BẰNG", self.told(), PART_COLUMNS, rows), "thuoc-do-cong-bang")


class UnhonoredExcel(Measured, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = (
            [number, one.person.full_name, str(one.person.group or ""), one.person.post, one.last_name]
            for number, one in enumerate(self.meter.unhonored, start=1)
        )
        told = self.told(f"{self.span} năm học liền chưa được khen")
        return download(workbook("NGƯỜI CHƯA ĐƯỢC KHEN", told, UNHONORED_COLUMNS, rows), "chua-duoc-khen")


def _line(part: Part) -> list[Any]:
    return [
        part.label, part.people, part.people_share, part.honored, part.honors, part.honors_share, part.comparison,
    ]  # fmt: skip
