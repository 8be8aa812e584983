"""Ghép cột: which column of the school's own layout holds what. Asked once for each layout."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.flows import OPEN, can_enter
from thiduakt.intake.forms import MapForm, PlaceForm
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.places import letter
from thiduakt.intake.services.batches import map_columns, sheets_of
from thiduakt.intake.tasks import read_batch
from thiduakt.intake.workbooks import Head, Sheet, fits, head_at, suggest, widened
from thiduakt.pages import ServedForm

from .pages import OfBatch, trail

DIGIT = re.compile(r"\d")
SAMPLE = 5  # rows shown below the head


class MapColumns(ServedForm, OfBatch, FormView):
    form_class = MapForm
    template_name = "intake/map.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._unless_closed() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._unless_closed() or super().post(request, *args, **kwargs)

    def _unless_closed(self) -> HttpResponse | None:
        """Back to the batch where its columns are no longer to be told, or its file is lost."""
        if self.batch.state not in OPEN or not can_enter(self.request.user, self.batch, timezone.now()):
            messages.error(self.request, f"Lượt nhập {self.batch.get_state_display()}, không ghép cột được nữa.")
            return redirect(self.batch)
        try:
            self.sheets = sheets_of(self.batch)
        except ValidationError as refusal:
            messages.error(self.request, refusal.messages[0])
            return redirect(self.batch)
        return None

    @cached_property
    def layout(self) -> Head:
        """As asked by the address or the posted form, otherwise where it was found."""
        if self.request.method == "POST":
            asked, row = PlaceForm({"trang": self.request.POST.get("sheet"), "dong": self.request.POST.get("row")}).asked()
        else:
            asked, row = PlaceForm(self.request.GET).asked()
        known = {sheet.name: sheet for sheet in self.sheets}
        sheet = known.get(asked) or known.get(self.batch.sheet) or self.sheets[0]
        return head_at(sheet, row or (self.batch.header_row if sheet.name == self.batch.sheet else 1), self.kind.fields)

    @property
    def kind(self) -> Any:
        return KINDS[IntakeKind(self.batch.kind)]

    def get_form_kwargs(self) -> dict[str, Any]:
        heads, fields = self.layout.labels, self.kind.fields
        stored = self.batch.columns if heads == self.batch.heads and fits(self.batch.columns, heads, fields) else {}
        chosen = {f"cot_{name}": place for name, place in (stored or suggest(self.layout, fields)).items()}
        heads = [self._masked(head) for head in heads]
        place = {"sheet": self.layout.sheet, "row": self.layout.row, "version": self.batch.version}
        return {
            **super().get_form_kwargs(),
            "kind_fields": fields,
            "heads": heads,
            "width": self.layout.width,
            "initial": {**chosen, **place},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = next(one for one in self.sheets if one.name == self.layout.sheet)
        return super().get_context_data(
            title="Ghép cột",
            trail=trail(self.batch),
            batch=self.batch,
            head=self.layout,
            sheet_names=[one.name for one in self.sheets],
            sample_columns=[{"title": "Dòng"}, *({"title": letter(place)} for place in range(self.layout.width))],
            sample=self._sample(sheet),
            **kwargs,
        )

    def _sample(self, sheet: Sheet) -> list[list[Any]]:
        """The head and the rows below it, by their numbers."""
        row, width = self.layout.row, self.layout.width
        numbered = list(enumerate(sheet.rows, start=1))[row - 1 : row + SAMPLE]
        return [[number, *map(self._short, widened(cells, width))] for number, cells in numbered]

    def _short(self, cell: Any) -> str:
        return "" if cell is None else self._masked(str(cell)[:60])

    def _masked(self, words: str) -> str:
        """Any column may hold days of birth before it is mapped: who may not see them sees no digits."""
        return words if self.sees_birth else DIGIT.sub("•", words)

    def serve(self, form: MapForm) -> None:
        told = form.cleaned_data
        batch = map_columns(
            self.batch,
            sheet=told["sheet"],
            row=told["row"],
            columns=form.columns,
            version=told["version"],
            actor=self.request.user,
            at=timezone.now(),
        )
        read_batch.enqueue(batch.pk)

    def answer(self) -> HttpResponse:
        return redirect(self.batch)
