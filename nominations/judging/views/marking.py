"""Chấm sáng kiến: one judge, one solution, the criteria; the sum is shown each time the sheet is kept."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.initiatives.models import SolutionFile
from nominations.judging.forms import MarkingForm
from nominations.judging.models import Criterion, Round, Sheet
from nominations.judging.queries import authors_told, counted_sheets
from nominations.judging.services.marking import mark
from nominations.writings.models import Section
from thiduakt.documents.richtext import plain_text
from thiduakt.files.downloads import sent_file
from thiduakt.marks import points_told, total_of
from thiduakt.pages import ServedForm, titles

from .pages import Page

SEND = "gui"  # the name of the button that sends the sheet


class OwnSheet(Page):
    """The own sheets alone. One that turned out to be of kin is nobody's any more."""

    @cached_property
    def own_ones(self) -> list[Sheet]:
        rounds = self.seen().order_by().values("pk")
        own = Sheet.objects.filter(judge__person=self.request.user.person_id, judge__round__in=rounds)
        turn = get_object_or_404(own.select_related("judge__round"), pk=self.kwargs["pk"]).judge.round
        return [one for one in counted_sheets(turn) if one.judge.person_id == self.request.user.person_id]

    @cached_property
    def sheet(self) -> Sheet:
        found = next((one for one in self.own_ones if one.pk == self.kwargs["pk"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def turn(self) -> Round:
        return self.sheet.judge.round

    def trail(self) -> list[dict[str, str]]:
        return [*super().trail(), {"label": self.turn.name, "url": self.turn.get_absolute_url()}]


class Marking(ServedForm, OwnSheet, FormView):
    template_name = "judging/sheet.html"
    form_class = MarkingForm

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.turn.criteria_set.criteria.all()) if self.turn.criteria_set else []

    @cached_property
    def marks(self) -> dict[int, Decimal]:
        return {one.criterion_id: one.points for one in self.sheet.marks.all()}

    @property
    def title(self) -> str:
        return f"Chấm: {self.sheet.entry.solution.name}"

    def get_initial(self) -> dict[str, Any]:
        sheet = self.sheet
        return {"note": sheet.note, "version": sheet.version, "agrees": "" if sheet.agrees is None else str(sheet.agrees)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "criteria": self.criteria, "marks": self.marks}

    def serve(self, form: MarkingForm) -> None:
        is_sent, sheet, told = SEND in self.request.POST, self.sheet, form.cleaned_data
        mark(
            sheet, form.points(), agrees=told["agrees"], note=told["note"], is_sent=is_sent, version=told["version"],
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        total = points_told(total_of(form.points().values()))
        self.done = f"Đã gửi phiếu chấm, tổng {total} điểm." if is_sent else f"Đã lưu, chưa gửi. Tổng {total} điểm."
        waiting = [one for one in self.own_ones if one.is_open and one.sent_at is None and one.pk != sheet.pk]
        here = reverse("judging:sheet", args=[sheet.pk])
        then = reverse("judging:sheet", args=[waiting[0].pk]) if waiting else self.turn.get_absolute_url()
        self.success_url = then if is_sent else here

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        sheet, solution = self.sheet, self.sheet.entry.solution
        return context | {
            "turn": self.turn,
            "sheet": sheet,
            "solution": solution,
            "authors": authors_told(solution),
            "sections": [_section(one, solution.writing.sections) for one in solution.writing.outline.parts],
            "files": solution.files.all(),
            "description_url": reverse("judging:description", args=[sheet.pk]),
            "pdf_url": reverse("judging:sheet_pdf", args=[sheet.pk]),
            "is_open": sheet.is_open and sheet.sent_at is None,
            "is_late": self.turn.state == "OPEN" and self.today > self.turn.closes_on,
            "rows": context["form"].rows(),
            "columns": titles("Tiêu chí", "Điểm tối đa", "Điểm"),
            "given": [[one.text, points_told(one.max_points), self._given(one)] for one in self.criteria],
            "total": points_told(total_of(self.marks.values())),
            "most": points_told(total_of(one.max_points for one in self.criteria)),
            "sent": sum(one.sent_at is not None for one in self.own_ones),
            "count": len(self.own_ones),
            "send": SEND,
            "back_url": self.turn.get_absolute_url(),
        }

    def _given(self, criterion: Criterion) -> str:
        points = self.marks.get(criterion.pk)
        return "–" if points is None else points_told(points)


class EvidenceFile(OwnSheet, View):
    """Of the solution that the sheet is about."""

    def get(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        return sent_file(get_object_or_404(SolutionFile, pk=file, solution=self.sheet.entry.solution_id))


def _section(section: Section, texts: dict[str, str]) -> dict[str, Any]:
    return {"name": section.name, "text": plain_text(texts.get(section.key, ""))}
