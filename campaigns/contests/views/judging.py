"""Chấm thi: one judge, one entry, the criteria; the sum is shown each time the sheet is kept."""

from decimal import Decimal
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from campaigns.contests.enums import ContestState
from campaigns.contests.forms import SheetForm
from campaigns.contests.models import Criterion, JudgeSheet
from campaigns.contests.queries import authors_told, counted_sheets
from campaigns.contests.services.judging import mark
from thiduakt.marks import points_told, total_of
from thiduakt.pages import ServedForm, titles

from .pages import Page

SEND = "gui"  # the name of the button that sends the sheet


class Marking(ServedForm, Page, FormView):
    """The own sheets alone. One that turned out to be of kin is nobody's any more."""

    permission = "contest.judge"
    template_name = "contests/sheet.html"
    form_class = SheetForm

    @cached_property
    def sheet(self) -> JudgeSheet:
        own = JudgeSheet.objects.filter(
            judge__person=self.request.user.person_id, judge__contest__in=self.seen().order_by().values("pk")
        )
        sheet = get_object_or_404(own.select_related("judge__contest"), pk=self.kwargs["pk"])
        self.open_ones = [one for one in counted_sheets(sheet.judge.contest) if one.judge_id == sheet.judge_id]
        for one in self.open_ones:
            if one.pk == sheet.pk:
                one.judge.contest = one.entry.contest
                return one
        raise Http404

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.sheet.judge.contest.criteria.all())

    @cached_property
    def marks(self) -> dict[int, Decimal]:
        return {one.criterion_id: one.points for one in self.sheet.marks.all()}

    @property
    def title(self) -> str:
        return f"Chấm bài mã số {self.sheet.entry.number}"

    def trail(self) -> list[dict[str, str]]:
        contest = self.sheet.judge.contest
        return [*super().trail(), {"label": contest.name, "url": contest.get_absolute_url()}]

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.sheet.note, "version": self.sheet.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "criteria": self.criteria, "marks": self.marks}

    def serve(self, form: SheetForm) -> None:
        is_sent, sheet = SEND in self.request.POST, self.sheet
        told = form.cleaned_data
        mark(
            sheet, form.points(), note=told["note"], is_sent=is_sent, version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip
        total = points_told(total_of(form.points().values()))
        self.done = f"Đã gửi phiếu chấm, tổng {total} điểm." if is_sent else f"Đã lưu, chưa gửi. Tổng {total} điểm."
        waiting = [one for one in self.open_ones if one.sent_at is None and one.pk != sheet.pk]
        here = reverse("contests:sheet", args=[sheet.pk])
        then = reverse("contests:sheet", args=[waiting[0].pk]) if waiting else sheet.judge.contest.get_absolute_url()
        self.success_url = then if is_sent else here

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        sheet = self.sheet
        entry, contest = sheet.entry, sheet.judge.contest
        shows_names = not contest.is_anonymous or contest.is_counted
        return context | {
            "contest": contest,
            "entry": entry,
            "authors": authors_told(entry) if shows_names else "",
            "shows_names": shows_names,
            "files": list(entry.files.all()),
            "is_open": contest.state == ContestState.JUDGING and sheet.sent_at is None,
            "sheet": sheet,
            "rows": context["form"].rows(),
            "columns": titles("Tiêu chí", "Điểm tối đa", "Điểm"),
            "given": [[one.text, points_told(one.max_points), self._given(one)] for one in self.criteria],
            "total": points_told(total_of(self.marks.values())),
            "most": points_told(total_of(one.max_points for one in self.criteria)),
            "sent": sum(one.sent_at is not None for one in self.open_ones),
            "count": len(self.open_ones),
            "send": SEND,
            "back_url": contest.get_absolute_url(),
        }

    def _given(self, criterion: Criterion) -> str:
        points = self.marks.get(criterion.pk)
        return "–" if points is None else points_told(points)
