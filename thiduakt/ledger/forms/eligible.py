"""What the question “ai đủ điều kiện” is narrowed to, by GET. What is not valid is not asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from thiduakt.eligibility import Verdict
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Group

from .teams import TeamField

SELECT = {"class": "form-select"}


def _select(label: str) -> forms.Select:
    return forms.Select(attrs={**SELECT, "aria-label": label})


class YearForm(forms.Form):
    nam = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=_select("Năm học"))
    thoi_ky = forms.ChoiceField(required=False, widget=_select("Xem thử theo quy định"))

    def __init__(self, *args: Any, years: Iterable[int], regimes: Mapping[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [(year, f"Năm học {year_name(year)}") for year in years]
        self.fields["thoi_ky"].choices = [("", "Theo luật của năm học"), *regimes.items()]
        self.is_valid()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)


class EligibleForm(YearForm):
    ma = forms.ChoiceField(required=False, widget=_select("Danh hiệu, hình thức"))
    to = TeamField(required=False, widget=_select("Tổ"))
    ket_qua = forms.ChoiceField(required=False, widget=_select("Kết quả"))

    def __init__(
        self,
        *args: Any,
        honors: Mapping[str, str],
        groups: QuerySet[Group],
        with_none: bool,
        verdicts: Mapping[Verdict, str],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.fields["ma"].choices = [("", "Tất cả danh hiệu, hình thức"), *honors.items()]
        self.fields["ket_qua"].choices = [("", "Mọi kết quả"), *verdicts.items()]
        self.fields["to"].offer(groups, with_none=with_none)
        self.full_clean()
