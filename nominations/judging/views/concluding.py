"""The result: what everybody gave, what the council concludes, and the papers and lines that follow from it."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from nominations.initiatives.policies import is_close
from nominations.judging.enums import RoundState, Verdict
from nominations.judging.forms import RulingsForm
from nominations.judging.models import Entry, Judge
from nominations.judging.policies import can_manage, can_recognise, sees_marks
from nominations.judging.queries import Line, authors_told, result, standing_judges, undecided
from nominations.judging.services.concluding import conclude, is_revoked, refuse_revoked
from nominations.judging.services.papers import draft_decision, draft_minutes
from thiduakt.documents.models import Document
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.marks import points_told
from thiduakt.pages import Posted, ServedForm, titles
from thiduakt.vietnamese import capitalized

from .page import sees_result
from .pages import OfEntry, OfRound

REFUSE = {
    "name": "refuse", "label": "Chuyển thành không công nhận", "needs_reason": True,
    "warning": "Ghi căn cứ: ai kết luận, kết luận gì. Tác giả đọc được và không sửa lại được kết luận này.",
}  # fmt: skip
HEADS = ("Giải pháp", "Tác giả", "Điểm", "Loại", "Thành viên đồng ý", "Theo điểm", "Kết luận")
WIDTHS = (50, 40, 10, 8, 22, 40, 20)


class ResultOf(OfRound):
    """Nobody reads any of it before every judge has sent every sheet; nobody meets what is closed to them before the end."""

    @cached_property
    def lines(self) -> list[Line]:
        turn = self.turn
        if not sees_result(self.request.user, turn, timezone.now()):
            raise Http404
        return result(turn, but=set() if turn.state == RoundState.CONCLUDED else self.closed)

    @cached_property
    def judges(self) -> list[Judge]:
        """Whose points this person reads."""
        return list(standing_judges(self.turn)) if sees_marks(self.request.user, self.turn, timezone.now()) else []

    def heads(self) -> tuple[str, ...]:
        return (*HEADS, *(str(judge) for judge in self.judges))

    def cells(self, line: Line) -> list[str]:
        entry = line.entry
        told = "đạt" if line.passes else " ".join(line.problems)
        verdict = entry.get_verdict_display() if entry.verdict else "chưa kết luận"
        again = " (chấm lại)" if line.is_rejudged else ""
        return [
            entry.solution.name, authors_told(entry.solution), f"{line.told}{again}", line.band, line.agreement_told,
            capitalized(told), capitalized(verdict), *(self._given(line, judge) for judge in self.judges),
        ]  # fmt: skip

    def _given(self, line: Line, judge: Judge) -> str:
        """What each gave to the own solution, or to that of kin, nobody is told."""
        if line.entry.pk in self.closed:
            return "không xem"
        return points_told(line.totals[judge.pk]) if judge.pk in line.totals else "không chấm"


class Results(ServedForm, ResultOf, FormView):
    template_name = "judging/results.html"
    form_class = RulingsForm
    title = "Kết quả chấm"
    done = "Đã lưu kết luận."

    @property
    def concludes(self) -> bool:
        return self.turn.state == RoundState.COUNTED and can_recognise(self.request.user, self.turn, timezone.now())

    def get_form_kwargs(self) -> dict[str, Any]:
        lines = self.lines if self.concludes else []
        return {**super().get_form_kwargs(), "lines": lines, "version": self.turn.version}

    def get_success_url(self) -> str:
        return reverse("judging:results", args=[self.turn.pk])

    def serve(self, form: RulingsForm) -> None:
        version = form.cleaned_data["version"]
        conclude(self.turn, form.rulings(), version=version, actor=self.request.user, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        turn, user, at = self.turn, self.request.user, timezone.now()
        rows = [self.cells(line) for line in self.lines]
        context = super().get_context_data(**kwargs)
        excel, scores = (reverse(f"judging:{name}", args=[turn.pk]) for name in ("results_excel", "scores_pdf"))
        actions = [{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}]
        if sees_marks(user, turn, at):
            actions.append({"label": "Bảng tổng hợp điểm (PDF)", "url": scores, "icon": "printer", "tone": "secondary"})
        is_over = turn.state == RoundState.CONCLUDED
        return context | {
            "turn": turn,
            "columns": titles(*self.heads()),
            "rows": rows,
            "sheet_files": self._sheet_files(),
            "reasons": [line.entry for line in self.lines if line.entry.reason and is_over],
            "actions": actions,
            "rulings": context["form"].rows() if self.concludes else [],
            "is_kept_away": self.concludes and bool(self.closed),
            "revoked": list(self._revoked()) if is_over and can_recognise(user, turn, at) else [],
            **(self._papers() if is_over and can_manage(user, turn, at) else {}),
        }

    def _revoked(self) -> Iterator[dict[str, Any]]:
        """Whose decision was taken back: another may be drafted, or the solution is refused after all."""
        for line in self.lines:
            if is_revoked(line.entry) and not is_close(self.request.user.person_id, line.entry.solution):
                url = reverse("judging:refuse_revoked", args=[line.entry.pk])
                yield {"entry": line.entry, "url": url, "move": REFUSE}

    def _sheet_files(self) -> list[dict[str, str]]:
        """To be printed and filed: all of them, and those of each judge."""
        if not self.judges:
            return []
        whole = {"label": "Cả đợt chấm", "url": reverse("judging:sheets", args=[self.turn.pk])}
        return [whole, *({"label": str(one), "url": reverse("judging:judge_sheets", args=[one.pk])} for one in self.judges)]

    def _papers(self) -> dict[str, Any]:
        """Minutes, decisions, certificates."""
        won = [line.entry for line in self.lines if line.entry.verdict == Verdict.RECOGNISED]
        decisions = Document.objects.filter(pk__in={entry.decision_id for entry in won} - {None}).order_by("pk")
        kept = {entry.decision_id for entry in won if entry.solution.ledger_initiative_id} - {None}
        return {
            "has_papers": True,
            "minutes": self.turn.minutes,
            "decisions": [
                {
                    "paper": paper,
                    "certificates": reverse("judging:certificates", args=[self.turn.pk, paper.pk])
                    if paper.pk in kept
                    else "",
                }
                for paper in decisions
            ],
            "undecided": undecided(self.turn).exists(),
            "certificates": [self._certificates(entry) for entry in won if entry.decision_id in kept],
        }

    def _certificates(self, entry: Entry) -> dict[str, Any]:
        authors = [
            (author.told, reverse("judging:certificate", args=[entry.pk, author.pk]))
            for author in entry.solution.authors.all()
        ]
        return {"name": entry.solution.name, "authors": authors}


class ResultsExcel(ResultOf, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        columns = [Column(head, WIDTHS[place] if place < len(WIDTHS) else 22) for place, head in enumerate(self.heads())]
        told = subtitle(request.user.school, str(self.turn), on=self.today)
        return download(workbook("KẾT QUẢ CHẤM SÁNG KIẾN", told, columns, map(self.cells, self.lines)), "ket-qua-sang-kien")


class RevokedRefuse(OfEntry, Posted, View):
    permission = "judging.recognise"

    def get_success_url(self) -> str:
        return reverse("judging:results", args=[self.turn.pk])

    def act(self) -> str:
        reason = self.request.POST.get("reason", "")
        refuse_revoked(self.entry, reason=reason, actor=self.request.user, at=timezone.now())
        return "Đã chuyển thành không công nhận. Tác giả được báo."


class OnResults(OfRound, Posted, View):
    """A button of the page of results, which there is once all is counted."""

    permission = "judging.manage"

    def get_success_url(self) -> str:
        return reverse("judging:results", args=[self.turn.pk]) if self.turn.has_result else super().get_success_url()


class PaperDraft(OnResults):
    drafted: Document | None = None

    def get_success_url(self) -> str:
        return self.drafted.get_absolute_url() if self.drafted else super().get_success_url()


class MinutesDraft(PaperDraft):
    def act(self) -> str:
        self.drafted = draft_minutes(self.turn, actor=self.request.user, at=timezone.now())
        return "Đã lập bản nháp biên bản, kèm bảng tổng hợp điểm."


class DecisionDraft(PaperDraft):
    def act(self) -> str:
        self.drafted = draft_decision(self.turn, actor=self.request.user, at=timezone.now())
        return "Đã lập bản nháp quyết định, kèm danh sách sáng kiến được công nhận."
