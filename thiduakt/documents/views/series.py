"""Dãy số: as they stand, and the start number that one proposes and another approves."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.documents.enums import OpeningState
from thiduakt.documents.flows import OPENING_FLOW
from thiduakt.documents.forms import OpeningForm
from thiduakt.documents.kinds import series_name
from thiduakt.documents.models import NumberSeries, SeriesOpening
from thiduakt.documents.services.openings import decide_opening, propose_opening
from thiduakt.documents.wording import official_number
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.forms import ReasonForm
from thiduakt.pages import Posted, ServedForm, titles
from thiduakt.routes import Ruled
from thiduakt.school.enums import Numbering

COLUMNS = ("Dãy số", "Năm", "Số đầu do hệ thống cấp", "Số cuối đã cấp", "Ngày của số cuối", "Cách cấp số")


class SeriesList(Ruled, TemplateView):
    permission = "register.view"
    template_name = "documents/screens/series.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        openings = SeriesOpening.objects.visible_to(user, today).select_related("proposed_by__person")[:50]
        return super().get_context_data(
            columns=titles(*COLUMNS),
            rows=[_row(series) for series in NumberSeries.objects.visible_to(user, today)],
            actions=[
                {
                    "label": "Xuất Excel",
                    "url": reverse("documents:series_excel"),
                    "icon": "download",
                    "tone": "secondary",
                }
            ],
            openings=[self._opening(opening) for opening in openings],
            **kwargs,
        )

    def _opening(self, opening: SeriesOpening) -> dict[str, Any]:
        """What blocks a move is asked when it is taken: here it would cost queries for every opening."""
        moves = OPENING_FLOW.open_to(self.request.user, opening, timezone.now())
        return {
            "opening": opening,
            "name": series_name(opening.series),
            "next": official_number(opening.last + 1),
            "moves": [
                {
                    "move": move,
                    "url": reverse("documents:series_decide", args=[opening.pk, move.name]),
                    "tone": "danger" if move.name == "refuse" else "primary",
                }
                for move in moves
            ],
        }


class SeriesExcel(Ruled, View):
    permission = "register.view"

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        rows = (_row(series) for series in NumberSeries.objects.visible_to(request.user, today))
        told, columns = subtitle(request.user.school, on=today), [Column(name, 24) for name in COLUMNS]
        return download(workbook("DÃY SỐ VĂN BẢN", told, columns, rows), "day-so-van-ban")


def _row(series: NumberSeries) -> tuple[str, ...]:
    return (
        series_name(series.series),
        str(series.year),
        official_number(series.first),
        official_number(series.last) if series.last else "chưa cấp",
        f"{series.last_date:%d/%m/%Y}" if series.last_date else "",
        series.get_mode_display(),
    )


class SeriesPropose(ServedForm, Ruled, FormView):
    permission = "series.propose"
    template_name = "documents/screens/series_propose.html"
    form_class = OpeningForm
    success_url = reverse_lazy("documents:series")
    done = "Đã gửi đề xuất số khởi đầu. Hiệu trưởng duyệt xong thì dãy số bắt đầu từ số mới."

    def get_form_kwargs(self) -> dict[str, Any]:
        per_kind = self.request.user.school.numbering == Numbering.PER_KIND
        return super().get_form_kwargs() | {"per_kind": per_kind}

    def get_initial(self) -> dict[str, Any]:
        return {"year": timezone.localdate().year}

    def serve(self, form: OpeningForm) -> None:
        propose_opening(**form.cleaned_data, actor=self.request.user, at=timezone.now())


class SeriesDecide(Posted, Ruled, SingleObjectMixin, View):
    permission = "series.approve"

    def get_queryset(self) -> QuerySet[SeriesOpening]:
        return SeriesOpening.objects.visible_to(self.request.user, timezone.localdate())

    def get_success_url(self) -> str:
        return reverse("documents:series")

    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in OPENING_FLOW.moves:
            raise Http404
        opening, form = self.get_object(), ReasonForm(self.request.POST)
        if not form.is_valid():
            raise ValidationError(form.errors["reason"])
        decided = decide_opening(
            opening, action, actor=self.request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
        )
        return f"{decided}: {OpeningState(decided.state).label}."
