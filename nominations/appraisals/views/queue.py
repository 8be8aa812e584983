"""The queue: which dossier is next, how long it has waited, what it still lacks; on the page and as a sheet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from nominations.appraisals.enums import QueueState
from nominations.appraisals.forms import QueueFilterForm
from nominations.appraisals.queries import BY_WAIT, STANDING_ROUNDS, queue, with_marks
from nominations.appraisals.times import CODE, Due, dues_of
from nominations.dossiers.models import Dossier
from nominations.dossiers.pausing import pauses_told
from nominations.dossiers.queries import rounds_offered
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import ByState, Tallied, titles
from thiduakt.routes import row_address

from .pages import NAME, Page

COLUMNS = (
    Column("STT", 6), Column("Cá nhân, tập thể", 30), Column("Danh hiệu, hình thức", 34), Column("Tổ", 24),
    Column("Đợt xét", 40), Column("Nộp ngày", 13), Column("Số ngày chờ", 12), Column("Trạng thái", 24),
    Column("Còn thiếu", 60), Column("Tạm dừng xét", 40),
)  # fmt: skip


class ChosenQueue(ByState, Page):
    """The part of the queue that the address names: `trang-thai`, `dot`, `q`."""

    states = QueueState

    @cached_property
    def filters(self) -> QueueFilterForm:
        offered = rounds_offered(self.request.user, self.today, self.request.GET.get("dot", ""))
        return QueueFilterForm(self.request.GET, reviews=offered.filter(state__in=STANDING_ROUNDS))

    @cached_property
    def found(self) -> QuerySet[Dossier]:
        """As asked, in every tab."""
        found = queue(self.request.user, self.today).matching(self.words)  # type: ignore[attr-defined]
        return found.filter(review=self.filters.review) if self.filters.review else found

    def get_queryset(self) -> QuerySet[Dossier]:
        return with_marks(self.found.filter(self.in_tabs()[self.tab])).order_by(*BY_WAIT)

    def age_of(self, dossier: Dossier) -> int:
        return waited(dossier, self.today)

    def missing_of(self, dossier: Dossier) -> list[str]:
        return self.reader.held_back(dossier) if dossier.state == QueueState.SUBMITTED else []


def waited(dossier: Dossier, today: date) -> int:
    """Days since it was handed in."""
    return (today - timezone.localdate(dossier.handed_in_at)).days if dossier.handed_in_at else 0


def is_timed(dossier: Dossier) -> bool:
    """Whether a text sets until when it is appraised (see `times`)."""
    return dossier.state == QueueState.SUBMITTED and dossier.code == CODE


class QueueList(ChosenQueue, Tallied, ListView):
    template_name = "appraisals/queue.html"
    title = NAME

    def trail(self) -> list[dict[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.list_context(excel=reverse("appraisals:queue_excel"))
        review, shown = self.filters.review, list(context["page_obj"].object_list)
        pauses = pauses_told(shown, self.request.user, self.today)
        dues = dues_of({one.review for one in shown if is_timed(one)})
        rounds = list(self.filters.fields["dot"].queryset)
        return context | {
            "rows": [self._row(one, pauses, dues) for one in shown],
            "columns": titles("Hồ sơ", "Danh hiệu, hình thức", "Chờ", "Còn thiếu", "Trạng thái"),
            "fields": [self.filters["dot"]],
            "is_narrowed": bool(context["is_narrowed"] or review),
            "agendas": [{"name": one.name, "url": row_address("appraisals:agenda", one.pk)} for one in rounds],
            "actions": [
                {
                    "label": "Thành phần hồ sơ", "url": reverse("appraisals:checklists"), "icon": "list-check",
                    "tone": "secondary",
                }
            ],
        }  # fmt: skip

    def _row(self, one: Dossier, pauses: Mapping[int, list[str]], dues: Mapping[int, Due]) -> dict[str, Any]:
        return {
            "dossier": one,
            "url": row_address("appraisals:dossier", one.pk),
            "waited": self.age_of(one),
            "due": dues.get(one.review_id) if is_timed(one) else None,
            "missing": self.missing_of(one),
            "pauses": pauses.get(one.pk, []),
        }


class QueueExcel(ChosenQueue, View):
    """The queue exactly as it is shown, all of its pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(
            request.user.school, self.tab_name, str(self.filters.review or ""), searched(self.words), on=self.today
        )
        found = list(self.get_queryset())
        pauses = pauses_told(found, request.user, self.today)
        rows = ([number, *self._cells(one), "; ".join(pauses.get(one.pk, []))] for number, one in enumerate(found, start=1))
        return download(workbook("HỒ SƠ CHỜ THẨM ĐỊNH", told, COLUMNS, rows), "tham-dinh-ho-so")

    def _cells(self, one: Dossier) -> list[Any]:
        handed = timezone.localdate(one.handed_in_at) if one.handed_in_at else None
        return [
            str(one.holder), one.honor_name, str(one.team or ""), str(one.review), handed, self.age_of(one),
            one.get_state_display(), "\n".join(self.missing_of(one)),
        ]  # fmt: skip
