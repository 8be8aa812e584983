"""What the forms share with which a new row is proposed. None is edited: a form begins from the one that counts."""

import re
from datetime import date
from typing import Any

from django import forms

from thiduakt.catalog.enums import Confidence
from thiduakt.catalog.models import Regime
from thiduakt.forms import Day, Text, bare_helper
from thiduakt.vietnamese import capitalized

GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
LARGEST_COEFFICIENT, LARGEST_SALARY = 50, 100_000_000
HOW_SURE = [(mark.value, capitalized(mark.label)) for mark in Confidence]
SURE_ENOUGH = (
    "Chỉ “đã đối chiếu nguyên văn” và “theo nguồn nhắc lại” mới cho kết luận đủ điều kiện; các mức khác hệ thống để người "
    "xem lại."
)


def lines_field(label: str, help_text: str = "Mỗi ý một dòng.", *, required: bool = False) -> Text:
    return Text(
        label=label, required=required, max_length=5000, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3})
    )


def sure_field(label: str, *, required: bool = True, help_text: str = "", untold: str = "") -> forms.ChoiceField:
    """Nothing is chosen beforehand: whoever proposes says how far it was held against the text."""
    first = ("", untold or "Chọn mức đối chiếu")
    return forms.ChoiceField(label=label, choices=[first, *HOW_SURE], required=required, help_text=help_text)


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


def number_field(label: str, most: int) -> Number:
    return Number(
        label=label, required=False, min_value=0, max_value=most, decimal_places=3, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


def whole_field(label: str, most: int, *, required: bool = True) -> Whole:
    return Whole(
        label=label, required=required, min_value=0, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class RowForm(forms.Form):
    """What every proposal says: from when, on which ground, from where, how sure."""

    valid_from = Day(label="Áp dụng từ ngày", widget=Day.widget)
    basis = lines_field(
        "Căn cứ", "Mỗi văn bản một dòng: số, ký hiệu, điều, khoản. Ví dụ: Luật 06/2026/QH16, Điều 1 khoản 5.", required=True
    )
    confidence = sure_field("Mức đối chiếu", help_text=SURE_ENOUGH)
    sources = lines_field("Nguồn", "Thầy/cô đọc ở đâu: bản giấy, trang thông tin, công văn. Mỗi nguồn một dòng.")
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


def begins_on(today: date, regime: Regime) -> date:
    """The day a proposal begins from, as long as nobody chose another."""
    return min(max(today, regime.starts_on), regime.ends_on or today)
