"""One import: its rows by what is to be done with them, the choices a person makes, and the steps it takes."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.generic import ListView, View

from thiduakt.intake.enums import BatchState as S
from thiduakt.intake.enums import IntakeKind, RowStatus
from thiduakt.intake.flows import BATCH_FLOW, OPEN, can_enter, can_undo, who_undoes
from thiduakt.intake.forms import DecideForm, StepForm
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.kinds.base import Cell, Field
from thiduakt.intake.lines import LEAVE
from thiduakt.intake.models import Batch, Row
from thiduakt.intake.services.batches import discard, read_again
from thiduakt.intake.services.checking import understood
from thiduakt.intake.services.deciding import UNDO, decide
from thiduakt.intake.services.writing import counts_of, step
from thiduakt.intake.tasks import read_batch
from thiduakt.pages import Posted, Tallied, Tally, tabs, titles

from .pages import OfBatch, trail

TABS = {
    "can-xem": RowStatus.LOOK,
    "loi": RowStatus.ERROR,
    "hop-le": RowStatus.VALID,
    "da-co": RowStatus.KNOWN,
    "bo-qua": RowStatus.LEFT,
}
SHOWN = {S.CHECKED, S.WAITING, S.DONE, S.UNDONE}
STEPS = ("write", "submit", "take_back", "undo")
DECISIONS = ("approve", "give_back")
DONE = {
    "write": "Đã ghi vào sổ.",
    "submit": "Đã trình. Khi hiệu trưởng duyệt, danh sách được ghi.",
    "take_back": "Đã lấy lại, thầy/cô sửa tiếp được.",
    "approve": "Đã duyệt và ghi danh sách.",
    "give_back": "Đã trả lại người nhập.",
    "undo": "Đã hoàn tác lượt nhập: những gì đã ghi không còn trong sổ.",
}
REFRESH = 2  # seconds between two looks at a batch that is being read


class BatchPage(OfBatch, Tallied, ListView):
    template_name = "intake/batch.html"

    @cached_property
    def tab(self) -> str:  # type: ignore[override]
        """As asked; otherwise what a person has to look at first."""
        asked = self.request.GET.get("tab", "")
        return asked if asked in TABS else next((tab for tab in TABS if self.tallies[tab].count), "hop-le")

    @cached_property
    def tallies(self) -> dict[str, Tally]:  # type: ignore[override]
        """All of them: how many lines are written is not told in round numbers."""
        counts = counts_of(self.batch)
        return {tab: Tally(counts[status]) for tab, status in TABS.items()}

    def get_queryset(self) -> QuerySet[Row]:
        return self.batch.rows.filter(status=TABS[self.tab])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, user, now = self.batch, self.request.user, timezone.now()
        context = super().get_context_data(**kwargs)
        may_enter = can_enter(user, batch, now)
        may_choose = may_enter and batch.state == S.CHECKED and self.tab in {"can-xem", "bo-qua"}
        return (
            context
            | {
                "title": batch.file_name,
                "trail": trail(),
                "batch": batch,
                "facts": [{"label": label, "value": value} for label, value in _facts(batch, self.tallies["bo-qua"].count)],
                "is_shown": batch.state in SHOWN,
                "may_change": may_enter and batch.state in OPEN,
                "may_choose": may_choose,
                "steps": list(self._steps()),
                "form": StepForm(initial={"version": batch.version}),
                "left_out": self._left_out(),
                "done": batch.summary.get("undone" if batch.state == S.UNDONE else "done", {}).items(),
                "who_undoes": who_undoes(batch) if may_enter and not can_undo(user, batch, now) else "",
            }
            | self._rows(context["page_obj"].object_list, may_choose=may_choose)
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.batch.state == S.READING:
            response["Refresh"] = str(REFRESH)
        return response

    def _rows(self, page: Any, *, may_choose: bool) -> dict[str, Any]:
        if self.batch.state not in SHOWN:
            return {"rows": []}
        labels = {tab: str(status.label) for tab, status in TABS.items()}
        told = understood(self.batch, page)
        hidden = self.birth_places()
        has_notes = self.tab != "hop-le" or any(row.messages for row, _ in told)
        fields = KINDS[IntakeKind(self.batch.kind)].fields
        heads = [field.label for field in fields if field.name in self.batch.columns]
        return {
            "tabs": list(tabs(labels, self.tallies, self.tab, self.request.GET)),
            "rows": [
                {
                    "row": row,
                    "messages": self.messages_of(row),
                    "cells": [_shown(*cell, is_hidden=self.batch.columns[cell[0].name] in hidden) for cell in cells],
                    "has_notes": has_notes,
                    "choices": _options(row) if may_choose else "",
                }
                for row, cells in told
            ],
            "columns": titles("Dòng", *(["Cần biết"] if has_notes else []), *heads),
            "is_left": self.tab == "bo-qua",
        }

    def _steps(self) -> Iterator[dict[str, Any]]:
        for move in BATCH_FLOW.open_to(self.request.user, self.batch, timezone.now()):
            if move.name in STEPS or move.name in DECISIONS:
                route = "intake:step" if move.name in STEPS else "intake:approve"
                count = self.tallies["hop-le"].count if move.name in {"write", "submit", "approve"} else None
                yield {
                    "move": move,
                    "url": reverse(route, args=[self.batch.pk, move.name]),
                    "count": count,
                    "is_first": count is not None,
                }

    def _left_out(self) -> str:
        """What would not be written as things stand."""
        told = [
            f"{self.tallies[tab].count} dòng {str(TABS[tab].label).lower()}"
            for tab in ("can-xem", "loi")
            if self.tallies[tab].count
        ]
        return " và ".join(told)


class Button(OfBatch, Posted, View):
    """A press on the page of a batch, which carries the version it was drawn with."""

    def get_success_url(self) -> str:
        return self.batch.get_absolute_url()

    @cached_property
    def told(self) -> dict[str, Any]:
        form = StepForm(self.request.POST)
        form.is_valid()
        return {
            "version": form.cleaned_data.get("version", 0),
            "actor": self.request.user,
            "at": timezone.now(),
        }


class TakeStep(Button):
    """Writing, or handing in for approval."""

    taken = STEPS

    def get_success_url(self) -> str:
        if self.kwargs["action"] not in self.taken:
            raise Http404
        return super().get_success_url()

    def act(self) -> str:
        action = self.kwargs["action"]
        if action not in self.taken:
            raise Http404
        form = StepForm(self.request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        step(self.batch, action, reason=reason, **self.told)
        return DONE[action]


class Approve(TakeStep):
    """What the principal says to a list of people."""

    permission = "intake.approve"
    taken = DECISIONS


class Decide(Button):
    def get_success_url(self) -> str:
        query = self.request.GET.urlencode()
        return f"{super().get_success_url()}{f'?{query}' if query else ''}"

    def act(self) -> str:
        form = DecideForm(self.request.POST)
        form.is_valid()
        alike = form.cleaned_data.get("all_alike", False)
        decide(self.batch, form.answers, for_all_alike=alike, **self.told)
        return "Đã nhận lựa chọn."


class ReadAgain(Button):
    def act(self) -> str:
        batch = read_again(self.batch, **self.told)
        read_batch.enqueue(batch.pk)
        return "Tệp được đọc lại từ đầu; những gì thầy/cô đã chọn vẫn còn."


class Discard(Button):
    def act(self) -> str:
        discard(self.batch, **self.told)
        return "Đã bỏ lượt nhập. Sổ sách không thay đổi."


def _facts(batch: Batch, left: int) -> Iterator[tuple[str, str]]:
    yield "Nội dung", batch.get_kind_display()
    yield "Trang tính", f"{batch.sheet}, tiêu đề ở dòng {batch.header_row}"
    yield "Người nhập", f"{batch.uploaded_by}, {timezone.localtime(batch.uploaded_at):%H:%M %d/%m/%Y}"
    if left:
        yield "Bỏ qua", f"{left} dòng, thầy/cô xem ở mục Bỏ qua"
    if batch.decided_by and batch.decided_at:
        yield "Người ghi, duyệt", f"{batch.decided_by}, {timezone.localtime(batch.decided_at):%H:%M %d/%m/%Y}"


def _shown(field: Field, typed: Cell, value: Any, *, is_hidden: bool) -> tuple[str, Any]:
    """Label and value of a cell as understood; what could not be parsed stands as it was typed."""
    if is_hidden:
        return field.label, ""
    return field.label, field.show(value) if value is not None else typed or ""


def _options(row: Row) -> SafeString:
    """Drawn at once: a page has hundreds of them."""
    return format_html_join("", '<option value="{}">{}</option>', _choices(row))


def _choices(row: Row) -> list[Sequence[str]]:
    if row.status == RowStatus.LEFT:
        return [(UNDO, "Xét lại dòng này")] if row.chosen == LEAVE else []
    return [*row.choices, (LEAVE, "Bỏ qua dòng này")]
