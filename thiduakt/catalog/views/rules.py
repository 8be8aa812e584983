"""What is law beside the honors: base salary, money, votes, council, rating, deadlines; and what the law leaves open."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from thiduakt.catalog.choices import CHOICES, Choice
from thiduakt.catalog.enums import RuleFamily, RuleState, TextState
from thiduakt.catalog.models import Regime, Rule
from thiduakt.catalog.proposing.rules import ChoiceForm
from thiduakt.catalog.telling import rule_lines
from thiduakt.excel import Column, download, searched, subtitle, workbook
from thiduakt.pages import Tally, tabs, titles

from .law import LawPage, matches, trail

FAMILIES = {
    "": RuleFamily.SALARY, "tien-thuong": RuleFamily.MONEY, "bo-phieu": RuleFamily.VOTE, "hoi-dong": RuleFamily.COUNCIL,
    "xep-loai": RuleFamily.RATING, "thoi-han": RuleFamily.DEADLINE,
}  # fmt: skip
COLUMNS = (
    Column("Quy định", 44), Column("Nội dung", 60), Column("Áp dụng từ ngày", 16), Column("Tình trạng", 20),
    Column("Căn cứ", 40), Column("Mức đối chiếu", 22), Column("Của", 12), Column("Ghi chú", 50),
)  # fmt: skip
CHOICE_COLUMNS = (
    Column("Điều luật để ngỏ", 44), Column("Trường đang theo", 34), Column("Ai quyết định", 34),
    Column("Áp dụng từ ngày", 16), Column("Vì sao để ngỏ", 70), Column("Căn cứ", 40),
)  # fmt: skip


class RulesShown(LawPage):
    """`ngay`, `tab` (the family), `q`."""

    section = "catalog:rules"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in FAMILIES else ""

    @cached_property
    def found(self) -> list[Rule]:
        """As asked, in every tab: newer rows first within a rule."""
        known: QuerySet[Rule] = Rule.objects.visible_to(self.request.user, self.today)
        rows = known.filter(state=RuleState.APPROVED, family__in=FAMILIES.values()).select_related("regime")
        rows = rows.order_by("family", "key", "-valid_from", "-pk")
        return [row for row in rows if matches(self.words, row.name, row.basis, row.note, *rule_lines(row))]

    def shown(self, rows: list[Rule]) -> list[dict[str, Any]]:
        standing = self._standing()
        kept = [row for row in rows if row.family == FAMILIES[self.tab]]
        may_propose = self.may_propose()
        shown = []
        for row in kept:
            state = self._state(row, standing)
            url = reverse("catalog:rule_propose", args=[row.pk]) if may_propose and state == TextState.IN_FORCE else ""
            shown.append({"rule": row, "lines": rule_lines(row), "state": state, "label": state.label, "propose_url": url})
        return shown

    def _standing(self) -> set[int]:
        rows = Rule.objects.standing(self.school_id, self.day)
        return set({(row.family, row.key): row.pk for row in rows}.values())

    def _state(self, row: Rule, standing: set[int]) -> TextState:
        if row.valid_from > self.day:
            return TextState.NOT_YET
        return TextState.IN_FORCE if row.pk in standing and self._is_of_the_day(row.regime) else TextState.ENDED

    def _is_of_the_day(self, regime: Regime | None) -> bool:
        """A rule of a regime holds as long as its regime, or one that runs on it."""
        counted = self.regime
        return regime is None or (counted is not None and regime.pk in {counted.pk, counted.runs_on_id})


class RuleList(RulesShown, TemplateView):
    template_name = "catalog/rule_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, query = self.found, self.request.GET
        labels = {tab: family.label.capitalize() for tab, family in FAMILIES.items()}
        counts = {tab: Tally(sum(row.family == family for row in found)) for tab, family in FAMILIES.items()}
        return super().get_context_data(
            rows=self.shown(found),
            columns=titles("Quy định", "Nội dung", "Áp dụng", "Căn cứ"),
            tabs=list(tabs(labels, counts, self.tab, query)),
            tab=self.tab,
            family=FAMILIES[self.tab].label.capitalize(),
            actions=[_excel("catalog:rules_excel", query)],
            **kwargs,
        )


def _excel(route: str, query: Any) -> dict[str, str]:
    url = f"{reverse(route)}?{query.urlencode()}"
    return {"label": "Xuất Excel", "url": url, "icon": "download", "tone": "secondary"}


class RulesExcel(RulesShown, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, FAMILIES[self.tab].label, searched(self.words), on=self.day)
        cells = ([place, *_cells(row)] for place, row in enumerate(self.shown(self.found), start=1))
        content = workbook("QUY ĐỊNH VỀ THI ĐUA, KHEN THƯỞNG", told, [Column("STT", 6), *COLUMNS], cells)
        return download(content, "quy-dinh-thi-dua-khen-thuong")


def _cells(row: dict[str, Any]) -> list[Any]:
    rule = row["rule"]
    return [
        rule.name, "\n".join(row["lines"]), rule.valid_from, row["state"].label, rule.basis, rule.get_confidence_display(),
        "trường" if rule.school_id else "Nhà nước", rule.note,
    ]  # fmt: skip


class ChoicesShown(LawPage):
    section = "catalog:choices"

    def decided(self) -> dict[str, Rule]:
        """The row that counts on the day, of each choice that the school has made."""
        rows = Rule.objects.standing(self.school_id, self.day).filter(family=RuleFamily.CHOICE)
        return {row.key: row for row in rows.select_related("decided_by__person")}

    def shown(self) -> list[dict[str, Any]]:
        decided = self.decided()
        return [_choice(choice, decided.get(key)) for key, choice in CHOICES.items() if self._is_asked(choice)]

    def _is_asked(self, choice: Choice) -> bool:
        return matches(self.words, choice.label, choice.why, choice.basis)


def _choice(choice: Choice, row: Rule | None) -> dict[str, Any]:
    value = row.values["value"] if row else choice.default
    return {
        "choice": choice,
        "value": choice.options.get(value, value),
        "row": row,
        "who": f"{row.decided_by} duyệt" if row else "trường chưa chọn, theo mặc định",
        "url": reverse("catalog:choice", args=[choice.key]),
    }


class ChoiceList(ChoicesShown, TemplateView):
    template_name = "catalog/choice_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rows=self.shown(),
            columns=titles("Điều luật để ngỏ", "Trường đang theo", "Vì sao để ngỏ"),
            actions=[_excel("catalog:choices_excel", self.request.GET)],
            **kwargs,
        )


class ChoicesExcel(ChoicesShown, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        told = subtitle(request.user.school, searched(self.words), on=self.day)
        cells = ([place, *_choice_cells(row)] for place, row in enumerate(self.shown(), start=1))
        content = workbook("ĐIỀU LUẬT ĐỂ NGỎ", told, [Column("STT", 6), *CHOICE_COLUMNS], cells)
        return download(content, "dieu-luat-de-ngo")


def _choice_cells(row: dict[str, Any]) -> list[Any]:
    choice, made = row["choice"], row["row"]
    return [choice.label, row["value"], row["who"], made.valid_from if made else None, choice.why, choice.basis]


class ChoiceDetail(ChoicesShown, TemplateView):
    """What is open and why, what the school goes by, what it went by, and the form to propose something else."""

    template_name = "catalog/choice_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = CHOICES.get(self.kwargs["key"])
        if choice is None:
            raise Http404
        history = Rule.objects.visible_to(self.request.user, self.today).filter(family=RuleFamily.CHOICE, key=choice.key)
        history = history.select_related("decided_by__person", "proposed_by__person").order_by("-valid_from", "-pk")
        return super().get_context_data(
            title=choice.label,
            trail=trail(("Điều luật để ngỏ", reverse("catalog:choices"))),
            choice=choice,
            current=_choice(choice, self.decided().get(choice.key)),
            options=[{"label": label, "is_default": key == choice.default} for key, label in choice.options.items()],
            history=[{"row": row, "value": choice.options.get(row.values["value"], "")} for row in history],
            history_columns=titles("Áp dụng từ ngày", "Trường chọn", "Tình trạng", "Người đề xuất", "Người duyệt"),
            form=kwargs.pop("form", None) or self._form(choice.key),
            **kwargs,
        )

    def _form(self, key: str) -> ChoiceForm | None:
        return ChoiceForm(key=key, initial={"valid_from": self.today}) if self.may_propose() else None
