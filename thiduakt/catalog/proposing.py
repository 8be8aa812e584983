"""Forms with which a new row is proposed. None is edited: a form begins from the one that counts."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from django import forms

from thiduakt.forms import Day, Text, bare_helper

from .asking import NUMBERS, PICKED, RATINGS, UNITS, number_label, parts_of
from .choices import CHOICES
from .enums import Confidence, HonorKind, HonorSubject, RuleFamily
from .models import Honor, Regime, Rule
from .telling import VOTE_MODES

GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
LARGEST_COEFFICIENT, LARGEST_SALARY = 50, 100_000_000
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


def _lines(label: str, help_text: str = "Mỗi ý một dòng.", *, required: bool = False) -> Text:
    return Text(
        label=label, required=required, max_length=5000, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3})
    )


def _sure(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Confidence.choices)


class Grouped:
    """Of a field of numbers: as people here write thousands, `2.800.000`."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and GROUPED.fullmatch(value.strip()):
            value = value.replace(".", "")
        return super().to_python(value)  # type: ignore[misc]


class Number(Grouped, forms.DecimalField):
    """As people here write it: `0,3`, `66.67`."""


class Whole(Grouped, forms.IntegerField):
    """Years, times, people, đồng, a percentage that is counted with: never a fraction."""


def _number(label: str, most: int, *, required: bool = True) -> Number:
    return Number(
        label=label, required=required, min_value=0, max_value=most, decimal_places=3, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


def _whole(label: str, most: int, *, required: bool = True) -> Whole:
    return Whole(
        label=label, required=required, min_value=0, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class RowForm(forms.Form):
    """What every proposal says: from when, on which ground, from where, how sure."""

    valid_from = Day(label="Áp dụng từ ngày", widget=Day.widget)
    basis = _lines(
        "Căn cứ", "Mỗi văn bản một dòng: số, ký hiệu, điều, khoản. Ví dụ: Luật 06/2026/QH16, Điều 1 khoản 5.", required=True
    )
    confidence = _sure("Mức đối chiếu")
    sources = _lines("Nguồn", "Thầy/cô đọc ở đâu: bản giấy, trang thông tin, công văn. Mỗi nguồn một dòng.")
    note = Text(label="Ghi chú", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def common(self) -> dict[str, Any]:
        values = self.cleaned_data
        told = {name: values[name] for name in ("valid_from", "basis", "confidence", "note")}
        return told | {"sources": values["sources"].split("\n") if values["sources"] else []}

    def clean(self) -> dict[str, Any]:
        """A browser ends the lines of a text field with two characters."""
        values = super().clean() or self.cleaned_data
        return {
            name: "\n".join(line.strip() for line in value.splitlines() if line.strip()) if isinstance(value, str) else value
            for name, value in values.items()
        }


class HonorForm(RowForm):
    """A new row of `base`, in `regime`: base may be of the regime that an unread one runs on."""

    authority = Text(label="Thẩm quyền quyết định", max_length=500)
    authority_confidence = _sure("Mức đối chiếu thẩm quyền")
    submitter = Text(label="Người trình", required=False, max_length=500)
    coefficient = _number("Hệ số tiền thưởng (lần lương cơ sở)", LARGEST_COEFFICIENT, required=False)
    collective_coefficient = _number("Hệ số tiền thưởng của tập thể", LARGEST_COEFFICIENT, required=False)
    coefficient_confidence = _sure("Mức đối chiếu hệ số")
    collective_coefficient_confidence = _sure("Mức đối chiếu hệ số của tập thể")
    cap = _whole("Tỷ lệ tối đa (% số đạt Lao động tiên tiến)", 100, required=False)
    cap_source = Text(label="Căn cứ của tỷ lệ tối đa", required=False, max_length=300)
    vote_mode = forms.ChoiceField(label="Cách biểu quyết", choices=list(VOTE_MODES.items()))
    min_approval_percent = _number("Tỷ lệ phiếu tối thiểu (%)", 100, required=False)
    threshold_confidence = _sure("Mức đối chiếu bỏ phiếu")
    considered = _lines("Điều hội đồng xem xét thêm")

    def __init__(self, *args: Any, base: Honor, regime: Regime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.base, self.regime = base, regime
        self.fields["confidence"].label = "Mức đối chiếu tiêu chuẩn"
        if base.subject != HonorSubject.EITHER:
            del self.fields["collective_coefficient"], self.fields["collective_coefficient_confidence"]
        if base.kind != HonorKind.TITLE:
            del self.fields["cap"], self.fields["cap_source"]
        self._begin()
        for place, condition in enumerate(base.conditions):
            self.fields.update(_condition_fields(f"c{place}", condition, is_known=self._is_of_regime))

    def _begin(self) -> None:
        """Of a regime that was not read nothing is sure yet, and the papers of the one before are no ground for it."""
        base, unsure = self.base, Confidence.UNVERIFIED
        marks, cap, mode = base.confidences if self._is_of_regime else {}, base.ratio_cap or {}, base.vote_mode or {}
        begun = {
            "authority": base.authority, "submitter": base.submitter,
            "basis": base.basis if self._is_of_regime else "", "confidence": marks.get("standard", unsure),
            "coefficient": base.coefficient and base.coefficient.normalize(),
            "collective_coefficient": base.collective_coefficient and base.collective_coefficient.normalize(),
            "min_approval_percent": base.min_approval_percent and base.min_approval_percent.normalize(),
            "cap": cap.get("max_percent"), "cap_source": cap.get("source"), "vote_mode": mode.get("mode"),
            "considered": "\n".join(base.considered),
            "sources": "\n".join(base.sources) if self._is_of_regime else "",
            "authority_confidence": marks.get("authority", unsure),
            "coefficient_confidence": marks.get("coefficient", unsure),
            "collective_coefficient_confidence": marks.get("collective_coefficient", unsure),
            "threshold_confidence": marks.get("threshold", unsure),
        }  # fmt: skip
        self.initial = begun | dict(self.initial)

    @property
    def _is_of_regime(self) -> bool:
        return self.base.regime_id == self.regime.pk

    @property
    def condition_sets(self) -> list[dict[str, Any]]:
        """For the page: each condition with its fields."""
        return [
            {"legend": condition["text"], "fields": [self[name] for name in self.fields if name.startswith(f"c{place}-")]}
            for place, condition in enumerate(self.base.conditions)
        ]

    @property
    def plain_sets(self) -> list[list[forms.BoundField]]:
        """What every row says, and what goes with the standards."""
        own = [self[name] for name in self.fields if name not in RowForm.base_fields and "-" not in name]
        return [[self[name] for name in RowForm.base_fields], own]

    def row(self) -> Honor:
        base, values = self.base, self.cleaned_data
        kept = {name: getattr(base, name) for name in ("code", "name", "kind", "subject", "level", "period", "rank")}
        return Honor(
            **kept, **self.common(),
            regime=self.regime, authority=values["authority"], submitter=values["submitter"],
            coefficient=values["coefficient"], collective_coefficient=values.get("collective_coefficient"),
            min_approval_percent=values["min_approval_percent"],
            vote_mode=(base.vote_mode or {}) | {"mode": values["vote_mode"]},
            ratio_cap=self._cap(), conditions=list(self._conditions()),
            considered=values["considered"].split("\n") if values["considered"] else [],
            confidences=self._marks(),
        )  # fmt: skip

    def _marks(self) -> dict[str, str]:
        values = self.cleaned_data
        parts = ("authority", "coefficient", "collective_coefficient", "threshold")
        marks = {name: values[f"{name}_confidence"] for name in parts if f"{name}_confidence" in self.fields}
        return self.base.confidences | marks | {"standard": values["confidence"]}

    def _cap(self) -> dict[str, Any] | None:
        percent, before = self.cleaned_data.get("cap"), self.base.ratio_cap
        if percent is None and before is None:
            return None
        source = self.cleaned_data.get("cap_source", "")
        of = {"of": "so_ca_nhan_dat_LDTT", "max_percent": percent, "source": source}
        return (before or {}) | of

    def _conditions(self) -> Iterator[dict[str, Any]]:
        for place, before in enumerate(self.base.conditions):
            prefix = f"c{place}"
            if not self.cleaned_data[f"{prefix}-keep"]:
                continue
            condition = deepcopy(before)
            said = {name: self.cleaned_data[f"{prefix}-{name}"] for name in ("text", "basis", "confidence")}
            for path, part in parts_of(condition, prefix):
                part.update(_asked(self.cleaned_data, path, part))
            yield condition | said


def _asked(values: Mapping[str, Any], path: str, part: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: values[f"{path}-{name}"] for name in part if f"{path}-{name}" in values}
    said = {"text", "basis", "confidence"}
    return {name: value for name, value in given.items() if name not in said}


def _condition_fields(prefix: str, condition: dict[str, Any], *, is_known: bool) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        f"{prefix}-keep": forms.BooleanField(label="Giữ điều kiện này", required=False, initial=True),
        f"{prefix}-text": Text(
            label="Câu chữ của điều kiện", max_length=1000, initial=condition["text"],
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }  # fmt: skip
    for path, part in parts_of(condition, prefix):
        for name, value in part.items():
            if field := _threshold(name, value, part["test"]):
                fields[f"{path}-{name}"] = field
    fields[f"{prefix}-basis"] = Text(label="Điều, khoản", max_length=500, initial=condition["basis"])
    fields[f"{prefix}-confidence"] = _sure("Mức đối chiếu")
    fields[f"{prefix}-confidence"].initial = condition["confidence"] if is_known else Confidence.UNVERIFIED
    return fields


def _threshold(name: str, value: Any, test: str) -> forms.Field | None:
    """The field of what a condition asks with; None where it is no threshold: another honor's code, a sentence."""
    if name in NUMBERS:
        unit = f" ({UNITS[test].strip()})" if test in UNITS else ""
        field: forms.Field = _whole(f"{number_label(test, name)}{unit}", 100)
    elif name in PICKED:
        label, options = PICKED[name]
        field = forms.ChoiceField(label=label, choices=list(options.items()))
    elif name == "among":
        choices = [(code, f"{label} nhiệm vụ") for code, label in RATINGS.items()]
        field = forms.MultipleChoiceField(label="Xếp loại", choices=choices, widget=forms.CheckboxSelectMultiple)
    else:
        return None
    field.initial = value
    return field


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
            self.fields[name] = _whole(label, most, required=name != "min_percent")
            self.fields[name].initial = base.values.get(name)
        if base.family in WORDED:
            self.fields["lines"] = _lines("Nội dung", required=True)
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
    basis = _lines("Căn cứ", "Mỗi văn bản một dòng: số, ký hiệu, ngày ban hành.", required=True)
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


def begins_on(today: date, regime: Regime) -> date:
    """The day a proposal begins from, as long as nobody chose another."""
    return min(max(today, regime.starts_on), regime.ends_on or today)
