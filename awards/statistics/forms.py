"""What the figures are narrowed to, by GET. What is not valid is not asked."""

from collections.abc import Iterable
from typing import Any

from django import forms

from awards.statistics.enums import Outcome
from campaigns.campaigns.classes import Period
from thiduakt.forms import FilterSelect
from thiduakt.school.models import Group
from thiduakt.vietnamese import capitalized


def _select(label: str) -> FilterSelect:
    return FilterSelect(attrs={"class": "form-select", "aria-label": label})


class FigureForm(forms.Form):
    """`ky`: which kind of year; `nam`: which one; `to`: one tổ; `ket_qua`: one outcome.

    `asked`: the fields of the page; it leaves out the others.
    """

    ky = forms.TypedChoiceField(
        required=False, coerce=Period, empty_value=None, choices=Period.choices, widget=_select("Kỳ thống kê")
    )
    nam = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=_select("Năm"))
    to = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=_select("Tổ"))
    ket_qua = forms.TypedChoiceField(required=False, coerce=Outcome, empty_value=None, widget=_select("Kết quả"))

    def __init__(self, *args: Any, asked: Iterable[str], groups: Iterable[Group], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in set(self.fields).difference(asked):
            del self.fields[name]
        if "to" in self.fields:
            self.fields["to"].choices = [("", "Cả trường"), *((group.pk, group.name) for group in groups)]
        if "ket_qua" in self.fields:
            labels = ((outcome.value, capitalized(str(outcome.label))) for outcome in Outcome)
            self.fields["ket_qua"].choices = [("", "Mọi kết quả"), *labels]

    def offer_years(self, years: Iterable[int], period: Period) -> None:
        self.fields["nam"].choices = [(year, capitalized(period.named(year))) for year in years]
        self.full_clean()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)
