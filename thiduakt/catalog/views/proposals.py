"""What was proposed: the list by what became of it, one beside what it would replace, and its decision."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.catalog.comparing import compared
from thiduakt.catalog.dating import too_early
from thiduakt.catalog.enums import RuleState
from thiduakt.catalog.flows import DECISIONS, RULE_FLOW
from thiduakt.catalog.models import Honor, Rule
from thiduakt.catalog.refusals import refusal_reasons
from thiduakt.catalog.services.rules import decide, withdraw
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Posted, Tally, tabs, titles

from .law import DAY_FORMAT, LawPage, matches, trail

TABS = {
    "": RuleState.PROPOSED, "da-duyet": RuleState.APPROVED, "khong-duyet": RuleState.REFUSED, "da-rut": RuleState.WITHDRAWN,
}  # fmt: skip
COLUMNS = (
    Column("Quy định", 50), Column("Áp dụng từ ngày", 16), Column("Tình trạng", 18), Column("Người đề xuất", 30),
    Column("Đề xuất ngày", 14), Column("Người duyệt", 30), Column("Căn cứ", 50), Column("Ghi chú", 50),
    Column("Lý do không duyệt", 50),
)  # fmt: skip
TONES = {"refuse": "danger", "withdraw": "secondary"}
PEOPLE = ("regime", "proposed_by__person", "decided_by__person")


class ProposalsShown(LawPage):
    """The own rows of the school, by what became of them: `tab`, `q`."""

    section = "catalog:proposals"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

    @cached_property
    def found(self) -> list[Honor | Rule]:
        rows: list[Honor | Rule] = []
        for model in (Honor, Rule):
            seen = model.objects.visible_to(self.request.user, self.today).filter(school__isnull=False)
            rows += seen.select_related(*PEOPLE)
        asked = [row for row in rows if matches(self.words, row.name, row.basis, row.note)]
        return sorted(asked, key=lambda row: (row.proposed_at, row.pk), reverse=True)

    def in_tab(self, rows: Iterable[Honor | Rule]) -> list[dict[str, Any]]:
        shown = [row for row in rows if row.state == TABS[self.tab]]
        reasons = refusal_reasons(shown)
        return [{"row": row, "url": row.get_absolute_url(), "reason": reasons.get(row, "")} for row in shown]


class ProposalList(ProposalsShown, TemplateView):
    template_name = "catalog/proposal_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, query = self.found, self.request.GET
        labels = {tab: state.label.capitalize() for tab, state in TABS.items()}
        counts = {tab: Tally(sum(row.state == state for row in found)) for tab, state in TABS.items()}
        excel = f"{reverse('catalog:proposals_excel')}?{query.urlencode()}"
        return super().get_context_data(
            rows=self.in_tab(found),
            columns=titles("Quy định", "Áp dụng từ ngày", "Tình trạng", "Người đề xuất", "Người duyệt"),
            tabs=list(tabs(labels, counts, self.tab, query)),
            tab=self.tab,
            actions=[{"label": "Xuất Excel", "url": excel, "icon": "download", "tone": "secondary"}],
            **kwargs,
        )


class ProposalsExcel(ProposalsShown, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, TABS[self.tab].label, searched(self.words), on=self.today)
        cells = ([place, *_cells(row["row"], row["reason"])] for place, row in enumerate(self.in_tab(self.found), start=1))
        content = workbook("ĐỀ XUẤT QUY ĐỊNH CỦA TRƯỜNG", told, [Column("STT", 6), *COLUMNS], cells)
        return download(content, "de-xuat-quy-dinh")


def _cells(row: Honor | Rule, reason: str) -> list[Any]:
    proposed_on = timezone.localdate(row.proposed_at) if row.proposed_at else None
    decided_by = str(row.decided_by) if row.decided_by else ""
    return [
        row.name, row.valid_from, row.get_state_display(), str(row.proposed_by), proposed_on, decided_by,
        row.basis, row.note, reason,
    ]  # fmt: skip


class OneProposal(LawPage):
    """An own row of the school; any other is a 404."""

    section = "catalog:proposals"
    model: type[Honor] | type[Rule] = Honor

    @cached_property
    def row(self) -> Honor | Rule:
        seen = self.model.objects.visible_to(self.request.user, self.today).filter(school__isnull=False)
        row = seen.select_related(*PEOPLE).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row


class ProposalDetail(OneProposal, TemplateView):
    template_name = "catalog/proposal_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        kind = "honor" if isinstance(row, Honor) else "rule"
        return super().get_context_data(
            title=row.name,
            state=row.state,
            state_label=row.get_state_display(),
            trail=trail(("Đề xuất", reverse("catalog:proposals"))),
            row=row,
            refusal_reason=refusal_reasons([row]).get(row, ""),
            compared=compared(row),
            moves=[
                {
                    "move": move,
                    "blockers": move.blockers(row),
                    "tone": TONES.get(move.name, "primary"),
                    "url": reverse(f"catalog:{'decide' if move.name in DECISIONS else move.name}_{kind}", args=[row.pk]),
                }
                for move in RULE_FLOW.open_to(self.request.user, row, timezone.now())
            ],
            is_own=row.proposed_by_id == self.request.user.pk,
            blockers=too_early(row) if row.state == RuleState.PROPOSED else [],
            **kwargs,
        )


class HonorProposal(ProposalDetail):
    model = Honor


class RuleProposal(ProposalDetail):
    model = Rule


class Decide(OneProposal, Posted, View):
    permission = "rule.approve"

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def act(self) -> str:
        action = self.request.POST.get("action", "")
        if action not in DECISIONS:
            raise Http404
        reason = self.request.POST.get("reason", "")
        row = decide(self.row, action, actor=self.request.user, at=timezone.now(), reason=reason)
        if row.state == RuleState.APPROVED:
            return f"Đã duyệt: {row.name}, áp dụng từ ngày {row.valid_from:{DAY_FORMAT}}."
        return f"Không duyệt: {row.name}."


class DecideHonor(Decide):
    model = Honor


class DecideRule(Decide):
    model = Rule


class Withdraw(OneProposal, Posted, View):
    """By whoever proposed it, as long as nobody has decided."""

    permission = "rule.propose"

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def act(self) -> str:
        row = withdraw(self.row, actor=self.request.user, at=timezone.now())
        return f"Đã rút đề xuất: {row.name}."


class WithdrawHonor(Withdraw):
    model = Honor


class WithdrawRule(Withdraw):
    model = Rule
