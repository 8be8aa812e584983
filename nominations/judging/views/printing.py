"""What goes to the printer: sheets, the table of points, the description of a solution, certificates."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from nominations.initiatives.printing import DESCRIPTION, paper_file
from nominations.judging.models import Judge, Round, Sheet
from nominations.judging.policies import can_manage, sees_marks
from nominations.judging.printing import (
    blank_paper,
    certificate_pdf,
    certificates_pdf,
    scores_pdf,
    sheet_paper,
    sheets_pdf,
)
from nominations.judging.queries import counted_sheets, result, sent_sheets
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.sandbox import render
from thiduakt.files.downloads import shown
from thiduakt.files.uploads import PDF_TYPE

from .marking import OwnSheet
from .pages import OfEntry, OfRound

MOST_CERTIFICATES = 200  # in one file: it is drawn while somebody waits


class Printed(View):
    """A file drawn when it is asked for; why it cannot be drawn is told on the page of the round."""

    name = ""
    turn: Round

    def content(self) -> bytes:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            content = self.content()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.turn)
        return shown(content, name=self.name, content_type=PDF_TYPE)


class SheetFile(OwnSheet, Printed):
    """The own sheet as it stands, to be signed by hand."""

    name = "phieu-cham-sang-kien.pdf"

    def content(self) -> bytes:
        return render(paper_html(sheet_paper(self.sheet, on=self.today)))


class RoundSheets(OfRound, Printed):
    """Every sheet that counts, for whoever reads every mark; what is closed to the reader is not in it."""

    name = "phieu-cham-ca-dot.pdf"

    def sheets(self) -> list[Sheet]:
        if not sees_marks(self.request.user, self.turn, timezone.now()):
            raise Http404
        return sent_sheets(self.turn, but=self.closed)

    def content(self) -> bytes:
        sheets = self.sheets()
        if not sheets:
            raise ValidationError("Chưa có phiếu chấm nào để in.")
        return sheets_pdf(sheets, on=self.today)


class JudgeSheets(RoundSheets):
    """Those of one judge: the own ones as they stand, those of others once all is counted."""

    name = "phieu-cham.pdf"

    @cached_property
    def judge(self) -> Judge:
        found = Judge.objects.filter(round__in=self.seen().order_by().values("pk"))
        return get_object_or_404(found.select_related("round__criteria_set", "round__school"), pk=self.kwargs["pk"])

    @cached_property
    def turn(self) -> Round:
        return self.judge.round

    def sheets(self) -> list[Sheet]:
        is_own = self.judge.person_id == self.request.user.person_id
        found = counted_sheets(self.turn) if is_own else super().sheets()
        return [one for one in found if one.judge_id == self.judge.pk]


class BlankSheet(OfRound, Printed):
    """To be filled in by hand, for those who judge and those who set the round up."""

    name = "phieu-cham-trong.pdf"

    def content(self) -> bytes:
        turn, user = self.turn, self.request.user
        judges = turn.judges.filter(person=user.person_id).exists()
        if turn.criteria_set is None or not (judges or can_manage(user, turn, timezone.now())):
            raise PermissionDenied
        return render(paper_html(blank_paper(turn, on=self.today)))


class Description(OwnSheet, Printed):
    """What the judge reads, as it is printed."""

    name = "mo-ta-sang-kien.pdf"

    def content(self) -> bytes:
        solution = self.sheet.entry.solution
        return paper_file(solution, DESCRIPTION, "pdf", dated=timezone.localdate(solution.submitted_at))


class ScoresFile(OfRound, Printed):
    """Bảng tổng hợp điểm, for whoever reads every mark; what is closed to the reader is not in it."""

    name = "bang-tong-hop-diem.pdf"

    def content(self) -> bytes:
        turn = self.turn
        if not sees_marks(self.request.user, turn, timezone.now()):
            raise Http404
        return scores_pdf(turn, result(turn, but=self.closed), on=self.today)


class Certificates(OfRound, Printed):
    """Those of one decision in one file, for whoever hands them out."""

    permission = "judging.manage"
    name = "giay-chung-nhan-sang-kien.pdf"

    def content(self) -> bytes:
        entries = self.turn.entries.filter(decision=self.kwargs["decision"], solution__ledger_initiative__isnull=False)
        found = list(entries.select_related("decision", "round__school", "solution").order_by("roll", "pk"))
        if not found or not can_manage(self.request.user, self.turn, timezone.now()):
            raise Http404
        if len(found) > MOST_CERTIFICATES:
            raise ValidationError(
                f"Mỗi tệp tối đa {MOST_CERTIFICATES} giấy chứng nhận, quyết định này có {len(found)}. Thầy/cô in từng giấy "
                "ở danh sách kết quả."
            )
        return certificates_pdf(found)


class CertificateFile(OfEntry, Printed):
    """Giấy chứng nhận, once the decision is issued and the ledger has it: to its author, and to whoever hands them out."""

    name = "giay-chung-nhan-sang-kien.pdf"

    def content(self) -> bytes:
        entry, user = self.entry, self.request.user
        author = get_object_or_404(entry.solution.authors.select_related("person__group"), pk=self.kwargs["author"])
        if author.person_id != user.person_id and not can_manage(user, entry, timezone.now()):
            raise Http404
        if not (entry.solution.ledger_initiative_id and entry.decision and entry.decision.is_numbered):
            raise Http404
        return certificate_pdf(entry, author)
