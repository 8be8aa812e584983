"""Proposing a rule that is no honor, what the school goes by where the law leaves it open, and that a regime was read."""

from collections.abc import Mapping
from typing import Any

from django import forms

from thiduakt.catalog.choices import CHOICES
from thiduakt.catalog.enums import Confidence, RuleFamily
from thiduakt.catalog.models import Regime, Rule
from thiduakt.forms import Day, Text, bare_helper

from .fields import LARGEST_SALARY, RowForm, lines_field, whole_field

# Of a rule that is no honor: the numbers in its values.
RULE_NUMBERS: Mapping[str, Mapping[str, str]] = {
    RuleFamily.SALARY: {"amount": "Mức lương cơ sở (đồng một tháng)"},
    RuleFamily.VOTE: {"min_percent": "Tỷ lệ đồng ý tối thiểu (%)"},
    RuleFamily.RATING: {
        "htxs_cap_percent": "Hoàn thành xuất sắc không quá (% số hoàn thành tốt)",
        "min_months": "Số tháng làm việc ít nhất để được xếp loại",
    },
}
WORDED = {RuleFamily.MONEY, RuleFamily.COUNCIL, RuleFamily.DEADLINE}


class RuleForm(RowForm):
    """A new row of `base`: its numbers, or its words where it has none."""

    def __init__(self, *args: Any, base: Rule, regime: Regime | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.base, self.regime = base, regime
        self.initial = {
            "basis": base.basis, "confidence": base.confidence, "sources": "\n".join(base.sources),
        } | dict(self.initial)  # fmt: skip
        most = LARGEST_SALARY if base.family == RuleFamily.SALARY else 100
        for name, label in RULE_NUMBERS.get(base.family, {}).items():
            self.fields[name] = whole_field(label, most, required=name != "min_percent")
            self.fields[name].initial = base.values.get(name)
        if base.family in WORDED:
            self.fields["lines"] = lines_field("Nội dung", required=True)
            self.fields["lines"].initial = "\n".join(base.values.get("lines", ()))
        first = ["valid_from", *(name for name in self.fields if name not in RowForm.base_fields)]
        self.order_fields(first)

    def row(self) -> Rule:
        base, told = self.base, self.common()
        values = dict(base.values)
        for name in RULE_NUMBERS.get(base.family, {}):
            values[name] = self.cleaned_data[name]
        if base.family in WORDED:
            values["lines"] = self.cleaned_data["lines"].split("\n")
        return Rule(family=base.family, key=base.key, name=base.name, regime=self.regime, values=values, **told)


class ChoiceForm(forms.Form):
    """What the school goes by where the law leaves it open."""

    valid_from = Day(label="Áp dụng từ ngày", widget=Day.widget)
    note = Text(
        label="Vì sao, ai quyết định", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: Hội đồng thi đua họp ngày 15/9/2026 thống nhất theo hướng dẫn của kế toán phường.",
    )  # fmt: skip

    def __init__(self, *args: Any, key: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choice = CHOICES[key]
        self.fields["value"] = forms.ChoiceField(
            label="Trường chọn", choices=list(self.choice.options.items()), widget=forms.RadioSelect
        )
        self.order_fields(["value"])
        self.helper = bare_helper()

    def row(self) -> Rule:
        told = self.cleaned_data
        return Rule(
            family=RuleFamily.CHOICE, key=self.choice.key, name=self.choice.label, valid_from=told["valid_from"],
            values={"value": told["value"]}, note=told["note"], basis=self.choice.basis, confidence=Confidence.VERIFIED,
        )  # fmt: skip


class ReadingForm(forms.Form):
    """That the text of a regime was read, and that what it changed is entered."""

    valid_from = Day(label="Áp dụng từ ngày", widget=Day.widget)
    basis = lines_field("Căn cứ", "Mỗi văn bản một dòng: số, ký hiệu, ngày ban hành.", required=True)
    note = Text(
        label="Đã đọc ở đâu, đã nhập những gì", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, regime: Regime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.regime = regime
        self.helper = bare_helper()

    def row(self) -> Rule:
        told: dict[str, Any] = self.cleaned_data
        return Rule(
            family=RuleFamily.REGIME, key=self.regime.code, name=f"Đã nhập nội dung: {self.regime.name}"[:300],
            regime=self.regime, values={"read": True}, confidence=Confidence.VERIFIED, **told,
        )  # fmt: skip
