"""The page of one decision: whom it honors, by which paper, what became of it, what can be done next."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from awards.decisions.checking import lines_of, notes_on, why_not_drawn_up
from awards.decisions.doubts import dossiers_in_doubt
from awards.decisions.enums import CancellationState, DecisionState, FundKind
from awards.decisions.models import AwardLine, Cancellation, Refusal
from awards.decisions.policies import can_cancel, can_manage, can_record
from awards.decisions.telling import OF_ROOMS
from nominations.dossiers.models import Dossier
from thiduakt.documents.models import Document
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.uses import uses_of
from thiduakt.pages import titles
from thiduakt.vietnamese import capitalized, dong

from .pages import OfDecision


class DecisionPage(OfDecision, TemplateView):
    template_name = "decisions/decision.html"

    def trail(self) -> list[dict[str, str]]:
        return super().trail()[:-1]

    @property
    def title(self) -> str:  # type: ignore[override]
        one = self.decision
        older = one.replaces
        return f"Đính chính Quyết định {older.notation}: {one.name}" if older and one.is_draft else str(one)

    def _state_told(self, lines: Sequence[AwardLine]) -> str:
        """With how many of its lines are cancelled, where some are."""
        label, gone = self.decision.get_state_display(), sum(line.is_cancelled for line in lines)
        return f"{label}, hủy {gone}/{len(lines)}" if gone and self.decision.is_in_force else label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user, at = self.decision, self.request.user, timezone.now()
        lines = lines_of(one)
        cancellations = self._cancellations()
        writes = one.is_draft and one.is_ours and can_manage(user, one, at)
        return super().get_context_data(
            decision=one,
            state_told=self._state_told(lines),
            facts=list(self._facts(lines, writes=writes)),
            columns=titles("Tên", "Danh hiệu, hình thức", "Thành tích", *(["Tiền thưởng", "Sửa"] if writes else ["Sổ"])),
            rows=self._rows(lines, writes=writes),
            excel_url=reverse("decisions:lines_excel", args=[one.pk]),
            notes=list(notes_on(one, lines, user)) if writes else [],
            road=self._road() if writes else None,
            actions=list(self._actions(writes=writes)),
            cancel_above_url=self._above_url("superior_cancel"),
            strike_url="" if cancellations else self._above_url("superior_strike"),
            strike={
                "name": "strike",
                "label": "Gạch bỏ kết quả ghi nhầm",
                "needs_reason": True,
                "warning": "Các dòng do lần ghi này viết ra khỏi sổ khen thưởng; hồ sơ lại chờ kết quả của cấp trên.",
            },
            ends=one.is_in_force and one.is_ours and can_cancel(user, one, at) and not self._drafted(),
            begun_cancellations=[self._cancellation(row) for row in cancellations if not row.is_in_force],
            cancellations=[self._cancellation(row) for row in cancellations if row.is_in_force],
            doubts=self._doubts(),
            files=one.files.all(),
            refusals=self._refusals(),
            discard={"name": "discard", "label": "Bỏ quyết định này", "warning": "Danh sách đang soạn bị xóa hẳn."}
            if writes and one.document is None
            else None,
            **kwargs,
        )

    def _above_url(self, name: str) -> str:
        """What whoever enters the results of superiors can do with one."""
        one = self.decision
        enters = one.is_in_force and not one.is_ours and can_record(self.request.user, one, timezone.now())
        return reverse(f"decisions:{name}", args=[one.pk]) if enters else ""

    def _refusals(self) -> QuerySet[Refusal]:
        """Whom the superior did not honor, and why, is for those who read the dossier."""
        read = Dossier.objects.visible_to(self.request.user, self.today).order_by().values("pk")
        parts = (f"dossier__{name}" for name in ("person", "group", "school"))
        return self.decision.refusals.filter(dossier__in=read).select_related(*parts)

    def _drafted(self) -> bool:
        one = self.decision
        waiting = one.cancellations.filter(state=CancellationState.DRAFT).exists()
        return waiting or one.replaced_by.filter(state=DecisionState.DRAFT).exists()

    def _facts(self, lines: Sequence[AwardLine], *, writes: bool) -> Iterator[dict[str, Any]]:
        one = self.decision
        yield {"label": "Năm học, loại hình", "value": f"{one.year_name}, {one.get_merit_display()}"}
        yield {"label": "Người quyết định", "value": one.issuer_told}
        if one.is_ours:
            yield {"label": "Văn bản", **self._paper(one.document)}
        if one.day:
            yield {"label": "Ngày quyết định", "value": f"{one.day:%d/%m/%Y}"}
        if one.review:
            yield {"label": "Theo đợt xét", "value": one.review}
        if one.no_council_reason:
            yield {"label": "Lý do khen không qua hội đồng", "value": one.no_council_reason}
        yield {"label": "Số tập thể, cá nhân", "value": str(len(lines))}
        yield {"label": "Nguồn tiền thưởng", "value": capitalized(one.get_fund_display())}
        if writes and one.fund != FundKind.NONE:
            yield {"label": "Tổng tiền thưởng", "value": dong(sum(line.amount for line in lines))}
        if one.replaces and (one.is_draft or one.replaces.notation):
            yield {"label": "Thay quyết định", "value": one.replaces, "url": one.replaces.get_absolute_url()}
        for tell in OF_ROOMS:
            yield from tell(one, self.request.user, timezone.now())
        for newer in self.seen().filter(replaces=one).select_related("document"):
            label = "Đang soạn quyết định đính chính" if newer.is_draft else "Được thay bởi"
            yield {"label": label, "value": newer, "url": newer.get_absolute_url()}

    def _paper(self, paper: Document | None) -> dict[str, Any]:
        """Its name for everybody, its page for whoever may read it."""
        if paper is None:
            return {"value": "chưa soạn"}
        seen = Document.objects.visible_to(self.request.user, self.today).filter(pk=paper.pk).exists()
        return {"value": paper, "url": paper.get_absolute_url()} if seen else {"value": paper}

    def _rows(self, lines: Sequence[AwardLine], *, writes: bool) -> list[dict[str, Any]]:
        dossiers = Dossier.objects.visible_to(self.request.user, self.today).filter(award_lines__decision=self.decision)
        entries = HonorEntry.objects.visible_to(self.request.user, self.today).filter(award_line__decision=self.decision)
        read, known = set(dossiers.values_list("pk", flat=True)), set(entries.values_list("pk", flat=True))
        return [
            {
                "line": line,
                "writes": writes,
                "money": dong(line.amount) if line.amount else "không",
                "dossier_url": line.dossier.get_absolute_url() if line.dossier and line.dossier_id in read else "",
                "entry_url": line.entry.get_absolute_url() if line.entry and line.entry_id in known else "",
            }
            for line in lines
        ]

    def _road(self) -> dict[str, Any]:
        one = self.decision
        return {
            "blockers": why_not_drawn_up(one),
            "paper": self._paper(one.document) if one.document else None,
            "is_editable": one.document is not None and one.document.is_editable,
            "begin_url": reverse("decisions:paper", args=[one.pk]),
            "articles_url": reverse("decisions:articles", args=[one.pk]),
            "edit_url": reverse("decisions:edit", args=[one.pk]),
        }

    def _actions(self, *, writes: bool) -> Iterator[dict[str, str]]:
        one = self.decision
        if not writes or (one.document and not one.document.is_editable):
            return
        if one.no_council_reason and one.review is None:
            yield {
                "label": "Thêm người, tập thể",
                "url": reverse("decisions:add_line", args=[one.pk]),
                "icon": "person-plus",
            }
        yield {
            "label": "Sửa quyết định",
            "url": reverse("decisions:edit", args=[one.pk]),
            "icon": "pencil",
            "tone": "secondary",
        }

    def _cancellations(self) -> list[Cancellation]:
        rows = self.decision.cancellations.select_related("document").prefetch_related("lines")
        may_see_drafts = self.may("award.cancel") or self.may("award.manage")
        return [row for row in rows if row.is_in_force or may_see_drafts]

    def _cancellation(self, row: Cancellation) -> dict[str, Any]:
        knows = any(map(self.may, ("award.cancel", "award.manage", "award.record")))
        acts = not row.is_in_force and can_cancel(self.request.user, row, timezone.now())
        return {
            "row": row,
            "knows": knows,
            "paper": {"value": row.superior_told} if row.number else self._paper(row.document) if row.document else None,
            "names": [line.holder_name for line in row.lines.all()],
            "paper_url": reverse("decisions:cancellation_paper", args=[row.pk]) if acts and row.document is None else "",
            "discard_url": reverse("decisions:cancellation_discard", args=[row.pk]) if acts and row.document is None else "",
        }

    def _doubts(self) -> list[dict[str, str]]:
        """What was built on the awards that were cancelled, or would be: whoever decides sees it first."""
        one, user = self.decision, self.request.user
        if not can_cancel(user, one, timezone.now()) or one.is_draft:
            return []
        rows = one.lines.filter(cancellation__isnull=False, entry__isnull=False)
        rows = rows.select_related("entry__person", "entry__group", "decision")
        seen = HonorEntry.objects.visible_to(user, self.today)
        entries = [line.entry for line in rows if line.entry]
        found = [use for entry in entries for use in uses_of(entry, among=seen) if use.is_in_doubt]
        told = [{"label": use.sentence, "url": use.url} for use in found]
        return told + [{"label": f"Hồ sơ {one}", "url": one.get_absolute_url()} for one in dossiers_in_doubt(entries)]
