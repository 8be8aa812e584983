"""Funds of the budget years, and the book of each: on the page and as a sheet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from django.views.generic.list import MultipleObjectMixin

from awards.decisions.enums import FundKind
from awards.rewards.enums import LineKind
from awards.rewards.forms import FundForm, LineForm, years_to_open
from awards.rewards.models import Fund, FundLine
from awards.rewards.queries import bonus_rules, fund_of, warnings_of
from awards.rewards.services.funds import counter_line, enter_line, open_fund
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.forms import ReasonForm
from thiduakt.pages import Tallied, asked_words, tabs
from thiduakt.routes import row_address
from thiduakt.vietnamese import dong, grouped

from .pages import FUNDS, FormPage, OfFund, OfLine, Page

RIGHT = "right"
BOOK = (
    Column("STT", 6), Column("Ngày", 13), Column("Chứng từ", 24), Column("Diễn giải", 70), Column("Thu (đồng)", 18),
    Column("Chi (đồng)", 18), Column("Còn lại (đồng)", 18), Column("Lý do chi vượt số dư", 40), Column("Người ghi", 26),
)  # fmt: skip
TABS: Mapping[str, tuple[str, Q]] = {
    "": ("Tất cả", Q()),
    "thu": ("Thu", Q(amount__gt=0)),
    "chi": ("Chi", Q(amount__lt=0)),
}


class FundList(Page, TemplateView):
    template_name = "rewards/funds.html"
    title = FUNDS
    lead = "Hai quỹ tách riêng: quỹ thi đua, khen thưởng; quỹ tiền thưởng (10% quỹ lương). Mỗi năm ngân sách một sổ."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        seen = Fund.objects.visible_to(self.request.user, self.today)
        add = {"label": "Mở quỹ", "url": reverse("rewards:fund_add"), "icon": "piggy-bank"}
        return context | {
            "rows": list(seen.with_sums().order_by("-year", "kind", "pk")),
            "columns": [
                {"title": "Quỹ"}, *({"title": name, "align": RIGHT} for name in ("Thu", "Chi", "Còn lại")),
            ],
            "sections": self.sections(FUNDS),
            "actions": [add] if self.manages else [],
            "rules": bonus_rules(self.request.user.school_id, self.today),
        }  # fmt: skip


class FundAdd(FormPage):
    form_class = FundForm
    title = "Mở quỹ"
    lead = "Số dư và dự toán là hai dòng đầu của sổ quỹ; ghi sai thì đảo dòng ấy rồi ghi dòng mới."
    submit_label = "Mở quỹ"
    done = "Đã mở quỹ."
    above = (*Page.above, (FUNDS, "rewards:funds"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "years": years_to_open(self.today)}

    def get_initial(self) -> dict[str, Any]:
        """What the fund of the year before still holds; that of bonuses is not carried over."""
        before = fund_of(self.request.user.school_id, FundKind.EMULATION, self.today.year - 1)
        left = max(before.stands_at(), 0) if before else 0
        return {"kind": FundKind.EMULATION, "year": self.today.year, **({"opening": left} if left else {})}

    def serve(self, form: FundForm) -> None:
        told = form.cleaned_data
        fund = open_fund(
            told["kind"], year=told["year"], opening=told["opening"] or 0, allotment=told["allotment"] or 0,
            actor=self.request.user, at=timezone.now(),
        )  # fmt: skip
        self.success_url = fund.get_absolute_url()

    def back_url(self) -> str:
        return reverse("rewards:funds")


class ChosenLines(OfFund):
    @property
    def tab(self) -> str:
        asked = self.request.GET.get("muc", "")
        return asked if asked in TABS else ""

    @property
    def words(self) -> str:
        return asked_words(self.request)

    def in_tabs(self) -> dict[str, Q]:
        return {name: condition for name, (_, condition) in TABS.items()}

    def counted(self) -> QuerySet[FundLine]:
        return FundLine.objects.filter(fund=self.fund).matching(self.words)

    @cached_property
    def found(self) -> list[FundLine]:
        """With the balance after each line of the whole book, whatever is shown of it."""
        keys = set(self.counted().filter(TABS[self.tab][1]).values_list("pk", flat=True))
        book = FundLine.objects.filter(fund=self.fund).with_balance().select_related("entered_by__person", "countered_by")
        return [line for line in book.order_by("day", "pk") if line.pk in keys]


class FundBook(ChosenLines, Tallied, MultipleObjectMixin, TemplateView):
    template_name = "rewards/fund.html"
    paginate_by = 100

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(self.fund)

    @cached_property
    def object_list(self) -> list[FundLine]:
        return list(reversed(self.found))  # the newest first

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        fund, query = self.fund, self.request.GET
        labels = {name: label for name, (label, _) in TABS.items()}
        add = {"label": "Ghi thu, chi", "url": reverse("rewards:line_add", args=[fund.pk]), "icon": "plus-lg"}
        return context | {
            "fund": fund,
            "facts": [
                {"label": "Thu", "value": dong(fund.taken_in)}, {"label": "Chi", "value": dong(fund.paid_out)},
                {"label": "Còn lại", "value": dong(fund.balance)},
            ],
            "warnings": self._warnings(),
            "rows": [self._row(line) for line in context["page_obj"].object_list],
            "columns": [
                {"title": "Ngày"}, {"title": "Diễn giải"}, *({"title": name, "align": RIGHT} for name in
                ("Thu", "Chi", "Còn lại")), {"title": "Việc"},
            ],
            "actions": [add] if self.manages else [],
            "tabs": list(tabs(labels, self.tallies, self.tab, query, name="muc")),
            "words": self.words,
            "kept": [("muc", self.tab)] if self.tab else [],
            "is_narrowed": bool(self.words or self.tab),
            "excel_url": f"{reverse('rewards:fund_excel', args=[fund.pk])}?{query.urlencode()}",
        }  # fmt: skip

    def _warnings(self) -> list[str]:
        found = warnings_of(self.fund.kind, self.fund.school_id, self.today)
        if self.fund.balance < 0:
            found.append(f"Quỹ đã chi vượt {dong(-self.fund.balance)}.")
        return found

    def _row(self, line: FundLine) -> dict[str, Any]:
        return {
            "line": line,
            "taken": grouped(line.amount) if line.amount > 0 else "",
            "spent": grouped(-line.amount) if line.amount < 0 else "",
            "url": self._counter_url(line),
        }

    def _counter_url(self, line: FundLine) -> str:
        by_hand = line.kind in LineKind.BY_HAND and not line.is_countered
        return row_address("rewards:counter", line.pk) if self.manages and by_hand else ""


class FundBookExcel(ChosenLines, View):
    """The book exactly as it is shown, all of its pages, the oldest line first."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        told = subtitle(request.user.school, TABS[self.tab][0] if self.tab else "", searched(self.words), on=self.today)
        rows = (
            [
                number, line.day, line.paper, line.told, line.amount if line.amount > 0 else None,
                -line.amount if line.amount < 0 else None, line.balance, line.why_beyond, str(line.entered_by),
            ]
            for number, line in enumerate(self.found, start=1)
        )  # fmt: skip
        return download(workbook(f"SỔ {str(self.fund).upper()}", told, BOOK, rows), "so-quy")


class LineAdd(OfFund, FormPage):
    form_class = LineForm
    title = "Ghi thu, chi"
    lead = "Chi tiền thưởng theo quyết định thì ghi ở danh sách chi của quyết định; ở đây ghi các khoản khác."
    submit_label = "Ghi vào sổ"
    done = "Đã ghi vào sổ quỹ."

    def get_initial(self) -> dict[str, Any]:
        return {"day": min(max(self.today, date(self.fund.year, 1, 1)), date(self.fund.year, 12, 31))}

    def serve(self, form: LineForm) -> None:
        enter_line(self.fund, **form.cleaned_data, actor=self.request.user, at=timezone.now())


class Counter(OfLine, FormPage):
    form_class = ReasonForm
    title = "Đảo dòng sổ quỹ"
    submit_label = "Ghi dòng đảo"
    done = "Đã ghi dòng đảo."

    @property
    def lead(self) -> str:  # type: ignore[override]
        return f"{self.line.day:%d/%m/%Y}, {self.line.told}: {dong(abs(self.line.amount))}. Dòng cũ giữ nguyên trong sổ."

    def serve(self, form: ReasonForm) -> None:
        counter_line(self.line, reason=form.cleaned_data["reason"], actor=self.request.user, at=timezone.now())
