"""A new row of the law: proposed on one page, decided on another."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from thiduakt.catalog.choices import CHOICES
from thiduakt.catalog.dating import same_key, too_early
from thiduakt.catalog.enums import RuleFamily, RuleState
from thiduakt.catalog.flows import RULE_FLOW
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.models import Honor, Regime, Rule
from thiduakt.catalog.proposing import ChoiceForm, HonorForm, ReadingForm, RuleForm, begins_on
from thiduakt.catalog.refusals import refusal_reasons
from thiduakt.catalog.services.rules import decide, propose
from thiduakt.catalog.telling import Part, against, ground_lines, honor_parts, rule_lines
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Posted, ServedForm, Tally, tabs, titles

from .law import DAY_FORMAT, LawPage, matches, trail
from .rules import ChoiceDetail

TABS = {"": RuleState.PROPOSED, "da-duyet": RuleState.APPROVED, "khong-duyet": RuleState.REFUSED}
COLUMNS = (
    Column("Quy định", 50), Column("Áp dụng từ ngày", 16), Column("Tình trạng", 18), Column("Người đề xuất", 30),
    Column("Đề xuất ngày", 14), Column("Người duyệt", 30), Column("Căn cứ", 50), Column("Ghi chú", 50),
    Column("Lý do không duyệt", 50),
)  # fmt: skip
PEOPLE = ("regime", "proposed_by__person", "decided_by__person")


class Proposing(ServedForm, LawPage, FormView):
    """A form from which one new row is made; the service stores it, and a second person decides."""

    permission = "rule.propose"
    template_name = "catalog/propose.html"
    done = "Đã gửi đề xuất. Quy định chỉ áp dụng khi hiệu trưởng duyệt."

    def serve(self, form: Any) -> None:
        self.row = propose(form.row(), actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()


class HonorPropose(Proposing):
    form_class = HonorForm
    template_name = "catalog/propose_honor.html"

    @cached_property
    def named(self) -> Regime:
        """Into which regime: `?thoi-ky=`, that of today where none is named."""
        code = self.request.GET.get("thoi-ky", "")
        regime = Regime.objects.filter(code=code).first() if code else self.regime
        if regime is None:
            raise Http404
        return regime

    @cached_property
    def base(self) -> Honor:
        rows = honors_on(
            self.school_id, on=max(self.named.starts_on, self.named.ends_on or self.today), regime=self.named.code
        )
        if self.kwargs["code"] not in rows:
            raise Http404
        return rows[self.kwargs["code"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "base": self.base, "regime": self.named}

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": begins_on(self.today, self.named)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        honor = (self.base.name, reverse("catalog:honor", args=[self.base.code]))
        return super().get_context_data(
            title=f"Đề xuất quy định mới: {self.base.name}", trail=trail(honor), named=self.named, base=self.base, **kwargs
        )


class RulePropose(Proposing):
    form_class = RuleForm

    @cached_property
    def base(self) -> Rule:
        rules = Rule.objects.visible_to(self.request.user, self.today).filter(pk=self.kwargs["pk"], state=RuleState.APPROVED)
        rule = rules.exclude(family__in=[RuleFamily.CHOICE, RuleFamily.REGIME]).select_related("regime").first()
        if rule is None:
            raise Http404
        return rule

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "base": self.base, "regime": self._regime()}

    def _regime(self) -> Regime | None:
        """A rule of the regime that an unread one runs on goes on in that one."""
        now, base = self.regime, self.base.regime
        return now if now and base and now.runs_on_id == base.pk else base

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": self.today}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=f"Đề xuất quy định mới: {self.base.name}",
            trail=trail(("Quy định khác", reverse("catalog:rules"))),
            now=rule_lines(self.base),
            back_url=reverse("catalog:rules"),
            **kwargs,
        )


class ReadingPropose(Proposing):
    """That the text of a regime which was not read is entered."""

    form_class = ReadingForm

    @cached_property
    def unread(self) -> Regime:
        regime = Regime.objects.filter(code=self.kwargs["code"], is_read=False).first()
        if regime is None:
            raise Http404
        return regime

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "regime": self.unread}

    def get_initial(self) -> dict[str, Any]:
        return {"valid_from": begins_on(self.today, self.unread)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Đề xuất: đã nhập nội dung quy định đang có hiệu lực",
            trail=trail(),
            now=[
                f"{self.unread.name}.",
                "Trước khi gửi, thầy/cô đề xuất quy định mới của từng danh hiệu, hình thức có thay đổi và chờ duyệt.",
                "Những gì không đề xuất mới thì giữ như quy định trước: hệ thống vẫn xét, và vẫn nhắc thầy/cô xem lại.",
            ],
            back_url=reverse("catalog:honors"),
            **kwargs,
        )


class ChoicePropose(ServedForm, ChoiceDetail, FormView):
    """Posted from the page of the choice; what is refused is shown there again."""

    permission = "rule.propose"
    form_class = ChoiceForm
    done = Proposing.done

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return ChoiceDetail.get(self, request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        if self.kwargs["key"] not in CHOICES:
            raise Http404
        return {**super().get_form_kwargs(), "key": self.kwargs["key"]}

    def serve(self, form: ChoiceForm) -> None:
        propose(form.row(), actor=self.request.user, at=timezone.now())

    def get_success_url(self) -> str:
        return reverse("catalog:choice", args=[self.kwargs["key"]])


class ProposalsShown(LawPage):
    """The own rows of the school, by what became of them: `tab`, `q`."""

    section = "catalog:proposals"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else ""

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
        found, query = self.found(), self.request.GET
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
        cells = ([place, *_cells(row["row"], row["reason"])] for place, row in enumerate(self.in_tab(self.found()), start=1))
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
        moves = RULE_FLOW.open_to(self.request.user, row, timezone.now())
        kind = "honor" if isinstance(row, Honor) else "rule"
        return super().get_context_data(
            title=row.name,
            state=row.state,
            state_label=row.get_state_display(),
            trail=trail(("Đề xuất", reverse("catalog:proposals"))),
            row=row,
            refusal_reason=refusal_reasons([row]).get(row, ""),
            compared=self._compared(),
            moves=[
                {"move": move, "blockers": move.blockers(row), "tone": "danger" if move.name == "refuse" else "primary"}
                for move in moves
            ],
            decide_url=reverse(f"catalog:decide_{kind}", args=[row.pk]),
            is_own=row.proposed_by_id == self.request.user.pk,
            blockers=too_early(row) if row.state == RuleState.PROPOSED else [],
            **kwargs,
        )

    def _compared(self) -> list[dict[str, Any]]:
        """Each part as it would be, and as it is."""
        before = self._before()
        held = _told(before) if before else []
        said = {part.key: part.lines for part in held}
        return [{"part": part, "before": said.get(part.key, ())} for part in against(_told(self.row), held)]

    def _before(self) -> Honor | Rule | None:
        """What counts on the day before the new row would begin to count."""
        rows = self.model.objects.standing(self.school_id, self.row.valid_from).exclude(pk=self.row.pk)
        if isinstance(self.row, Honor) and self.row.regime:
            reach = [self.row.regime_id, self.row.regime.runs_on_id]
            rows = rows.filter(code=self.row.code, regime__in=[pk for pk in reach if pk], is_enabled=True)
        else:
            rows = rows.filter(**same_key(self.row))
        return rows.last()


def _told(row: Honor | Rule) -> list[Part]:
    if isinstance(row, Honor):
        sure = [f"{part.label}: {part.confidence_label}." for part in honor_parts(row) if part.confidence]
        grounds = Part("grounds", "Điều, khoản của từng điều kiện", tuple(ground_lines(row)))
        return [*honor_parts(row), grounds, Part("sure", "Mức đối chiếu từng phần", tuple(sure))]
    if row.family == RuleFamily.CHOICE:
        choice = CHOICES.get(row.key)
        lines = [choice.options.get(row.values["value"], "")] if choice else []
        return [Part("value", "Trường chọn", tuple(lines))]
    parts = [("lines", "Nội dung", tuple(rule_lines(row))), ("basis", "Căn cứ", tuple(row.basis.splitlines()))]
    return [Part(key, label, lines) for key, label, lines in parts]


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
        if action not in RULE_FLOW.moves:
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
