"""The result: the ranking, prizes, what goes to the superior; as a sheet, and in the minutes of judging."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from campaigns.contests.enums import ContestState
from campaigns.contests.forms import AwardForm
from campaigns.contests.models import Judge
from campaigns.contests.policies import can_manage, sees_marks, sees_result
from campaigns.contests.queries import Line, authors_told, result
from campaigns.contests.services.contests import award
from campaigns.contests.services.minutes import begin, standing
from thiduakt.documents.models import Document
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.marks import points_told
from thiduakt.pages import Posted, ServedForm, titles

from .pages import OfContest

WIDTHS = (12, 10, 50, 40, 10, 16, 16, 18)
HEADS = ("Xếp hạng", "Mã số", "Bài dự thi", "Người dự thi", "Điểm", "Đạt", "Giải", "Gửi cấp trên")


class ResultOf(OfContest):
    """Nobody reads any of it before every judge has sent every sheet."""

    @cached_property
    def lines(self) -> list[Line]:
        if not sees_result(self.request.user, self.contest, timezone.now()):
            raise Http404
        return result(self.contest)

    @cached_property
    def judges(self) -> list[Judge]:
        """Whose points this person reads."""
        if not sees_marks(self.request.user, self.contest, timezone.now()):
            return []
        return list(self.contest.judges.filter(excused_at__isnull=True).select_related("person"))

    def heads(self) -> tuple[str, ...]:
        return (*HEADS, *(str(judge) for judge in self.judges))

    def cells(self, line: Line) -> list[str]:
        entry = line.entry
        passes = "–" if self.contest.pass_mark is None else "đạt" if line.passes else "chưa đạt"
        totals = [points_told(line.totals[judge.pk]) if judge.pk in line.totals else "không chấm" for judge in self.judges]
        chosen = "gửi" if entry.is_chosen else ""
        return [
            line.place, str(entry.number), entry.title, authors_told(entry), line.told, passes, entry.prize, chosen, *totals,
        ]  # fmt: skip


class Result(ServedForm, ResultOf, FormView):
    template_name = "contests/result.html"
    form_class = AwardForm
    title = "Kết quả"
    done = "Đã lưu giải và bài gửi cấp trên."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "contest": self.contest, "lines": self.lines}

    def get_success_url(self) -> str:
        return reverse("contests:result", args=[self.contest.pk])

    def serve(self, form: AwardForm) -> None:
        told = form.cleaned_data
        award(
            self.contest, form.awards(), reason=told["reason"], version=told["version"], actor=self.request.user,
            at=timezone.now(),
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contest, user, at = self.contest, self.request.user, timezone.now()
        context = super().get_context_data(**kwargs)
        excel = reverse("contests:result_excel", args=[contest.pk])
        manages, paper = can_manage(user, contest, at), standing(contest)
        seen = Document.objects.visible_to(user, timezone.localdate(at)).filter(pk=paper.pk) if paper else None
        awards = contest.state == ContestState.RESULT and manages
        return context | {
            "contest": contest,
            "columns": titles(*self.heads()),
            "rows": [self.cells(line) for line in self.lines],
            "actions": [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}],
            "minutes": seen.first() if seen else None,
            "may_begin_minutes": manages and paper is None,
            "award_rows": context["form"].rows() if awards else [],
        }


class ResultExcel(ResultOf, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        columns = [Column(head, WIDTHS[place] if place < len(WIDTHS) else 22) for place, head in enumerate(self.heads())]
        told = subtitle(request.user.school, str(self.contest), on=timezone.localdate())
        return download(workbook("KẾT QUẢ CHẤM THI", told, columns, map(self.cells, self.lines)), "ket-qua-cham-thi")


class Minutes(OfContest, Posted, View):
    """Begin the minutes of judging, and go on writing them."""

    permission = "contest.manage"

    def act(self) -> str:
        paper = begin(self.contest, actor=self.request.user, at=timezone.now())
        self.success_url = reverse("documents:edit", args=[paper.pk])
        return "Đã tạo bản nháp biên bản chấm thi. Thầy/cô điền chỗ [CẦN BỔ SUNG] rồi trình ký."
