"""What of a round goes to the council, who stays behind and why; its lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from nominations.appraisals.printing import (
    Beside,
    cells_of,
    columns_of_merits,
    file_of,
    list_paper,
    merits_of,
    merits_paper,
)
from nominations.appraisals.queries import Agenda, Behind, agenda_of, paused_told
from nominations.appraisals.services.listing import send_to_council
from nominations.appraisals.times import CODE, dues_of
from nominations.dossiers.caps import ListCap, caps_of
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Dossier
from nominations.dossiers.pausing import pauses_told
from thiduakt.documents.views.drawn import drawn
from thiduakt.excel import Column, download, subtitle, workbook
from thiduakt.pages import Posted, titles

from .pages import OfReview

HEADS = (
    Column("STT", 6), Column("Đối tượng", 14), Column("Cá nhân, tập thể", 30), Column("Chức vụ, đơn vị", 36),
    Column("Danh hiệu, hình thức đề nghị", 36), Column("Tóm tắt thành tích", 70), Column("Kết quả bỏ phiếu", 16),
    Column("Ghi chú", 50),
)  # fmt: skip


class AgendaPage(OfReview, TemplateView):
    template_name = "appraisals/agenda.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Danh sách trình hội đồng: {self.review.name}"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agenda, review = agenda_of(self.review), self.review
        pauses = pauses_told([*agenda.before, *(one.dossier for one in agenda.behind)], self.request.user, self.today)
        return super().get_context_data(
            review=review,
            columns=titles("Cá nhân, tập thể", "Danh hiệu, hình thức", "Kết quả bỏ phiếu", "Ghi chú"),
            before=list(_rows(agenda.before, pauses)),
            due=self._due(),
            ready=agenda.ready,
            behind=[_behind(one, pauses) for one in agenda.behind],
            behind_columns=titles("Hồ sơ", "Trạng thái", "Vì sao ở lại"),
            sends=bool(agenda.ready) and review.takes_changes,
            caps=[{"told": _cap_told(one), "is_over": bool(one.submitted.too_many)} for one in caps_of(review)],
            files=list(self._files()) if agenda.before else [],
            **kwargs,
        )

    def _due(self) -> str:
        """Where the round asks for the honor of which the law sets a time."""
        due = dues_of([self.review]).get(self.review.pk)
        return due.sentence if due and self.review.honors.filter(code=CODE).exists() else ""

    def _files(self) -> Iterator[dict[str, str]]:
        for route, label in (("list", "Danh sách đề nghị"), ("merits", "Bảng tổng hợp thành tích")):
            for form in ("pdf", "docx"):
                name = "PDF" if form == "pdf" else "Word"
                yield {"label": f"{label} ({name})", "url": reverse(f"appraisals:{route}", args=[self.review.pk, form])}
            yield {"label": f"{label} (Excel)", "url": reverse(f"appraisals:{route}_excel", args=[self.review.pk])}


def _cap_told(one: ListCap) -> str:
    cap = one.submitted
    told = f"{one.name}: {cap.wished} hồ sơ, nhiều nhất {cap.most} ({cap.percent}% của {cap.count} người"
    return f"{told}; {cap.source})." if cap.source else f"{told})."


def _rows(dossiers: list[Dossier], pauses: Mapping[int, list[str]]) -> Iterator[dict[str, Any]]:
    beside = Beside.of(dossiers)
    for one in dossiers:
        told = [beside.waivers.get(one.pk, ""), paused_told(pauses[one.pk]) if one.pk in pauses else ""]
        yield {
            "dossier": one,
            "url": reverse("appraisals:dossier", args=[one.pk]),
            "votes": beside.votes.get(one.pk, ""),
            "notes": "; ".join(filter(None, told)),
        }


def _behind(one: Behind, pauses: Mapping[int, list[str]]) -> dict[str, Any]:
    """The cause, to whoever may know of it."""
    key = one.dossier.pk
    return {"dossier": one.dossier, "why": paused_told(pauses[key]) if key in pauses else one.why}


class SendToCouncil(OfReview, Posted, View):
    def act(self) -> str:
        sent = send_to_council(self.review, actor=self.request.user, at=timezone.now())
        for one in sent.close:
            messages.warning(self.request, f"{one.dossier}: {one.why}")
        return f"Đã trình hội đồng {len(sent.sent)} hồ sơ."


class OfAgenda(OfReview):
    def listed(self) -> list[Dossier]:
        agenda: Agenda = agenda_of(self.review)
        return agenda.before


class PaperFile(OfAgenda, View):
    """PDF or Word of what lies before the council, as it stands."""

    name = ""

    def paper(self, dossiers: list[Dossier]) -> Any:
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        if not (dossiers := self.listed()):
            messages.error(request, "Chưa có hồ sơ nào trình hội đồng.")
            return redirect(self.here)
        return drawn(request, form, lambda form: file_of(self.paper(dossiers), form), name=self.name, back=self.here)


class ListFile(PaperFile):
    name = "danh-sach-de-nghi"

    def paper(self, dossiers: list[Dossier]) -> Any:
        return list_paper(self.review, dossiers, on=self.today)


class MeritsFile(PaperFile):
    name = "tong-hop-thanh-tich"

    def paper(self, dossiers: list[Dossier]) -> Any:
        return merits_paper(self.review, dossiers, on=self.today)


class ListExcel(OfAgenda, View):
    """The list as it is seen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        dossiers = self.listed()
        beside = Beside.of(dossiers)
        told = subtitle(request.user.school, str(self.review), on=self.today)
        rows = ([number, *_cells(one, beside)] for number, one in enumerate(dossiers, start=1))
        return download(workbook("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", told, HEADS, rows), "danh-sach-de-nghi")


def _cells(dossier: Dossier, beside: Beside) -> list[str]:
    *who, honor, summary, votes, notes = cells_of(dossier, beside)
    unit = who[2] if dossier.holder_kind == NomineeKind.PERSON else who[1] if len(who) > 1 else ""
    return [dossier.get_holder_kind_display(), str(dossier.holder), unit, honor, summary, votes, notes]


class MeritsExcel(OfAgenda, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        heads = [Column(one.title, max(int(one.width * 2), 6)) for one in columns_of_merits(self.review)]
        told = subtitle(request.user.school, str(self.review), on=self.today)
        lines = merits_of(self.review, self.listed())
        rows = ([number, *line] for number, line in enumerate(lines, start=1))
        return download(workbook("BẢNG TỔNG HỢP THÀNH TÍCH", told, heads, rows), "tong-hop-thanh-tich")
