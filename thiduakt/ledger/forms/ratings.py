"""Forms about yearly ratings. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from thiduakt.forms import Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.enums import Rating
from thiduakt.ledger.grids import Line
from thiduakt.ledger.models import CollectiveYear, YearRating
from thiduakt.ledger.services.ratings import NewRating
from thiduakt.ledger.years import year_name
from thiduakt.vietnamese import capitalized

from .teams import WHOLE, TeamField

SELECT = {"class": "form-select"}
FILTER = {"class": "form-select w-auto"}
RATINGS = [(rating.value, capitalized(str(rating.label))) for rating in Rating]
REGISTERED = [("", "chưa rõ"), ("1", "có"), ("0", "không")]
KNOWN = {"1": True, "0": False}


class YearFilterForm(forms.Form):
    """The year, and the tổ, that a grid is asked for, by GET. What is not valid is not asked."""

    nam = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=forms.Select(attrs={**FILTER, "aria-label": "Năm học"})
    )
    to = TeamField(required=False, widget=forms.Select(attrs={**FILTER, "aria-label": "Tổ"}))

    def __init__(self, asked: QueryDict, *, years: list[int], groups: Any, with_none: bool, newest: int):
        """Whatever is asked for, one of `years` is shown: the newest that was rated, if need be."""
        year = asked.get("nam", "")
        super().__init__({"nam": year if year in map(str, years) else newest, "to": asked.get("to", "")})
        self.fields["nam"].choices = [(one, f"Năm học {year_name(one)}") for one in years]
        self.fields["to"].offer(groups, with_none=with_none)
        self.is_valid()

    @property
    def year(self) -> int:
        return self.cleaned_data["nam"]

    @property
    def team(self) -> str:
        return self.cleaned_data.get("to", WHOLE)

    @property
    def team_name(self) -> str:
        return self.fields["to"].name_of(self.team)


class GridForm(forms.Form):
    """A rating and whether it was registered, for each holder: what was chosen stays, whoever else was rated meanwhile."""

    basis = Text(
        label="Văn bản công nhận",
        required=False,
        max_length=200,
        help_text="Ghi cho tất cả những dòng chọn lần này, ví dụ Thông báo số 12/TB-MNGB ngày 30/5/2023.",
    )

    def __init__(self, *args: Any, lines: Iterable[Line], year: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines, self.year = list(lines), year
        for line in self.lines:
            self.fields[f"{line.slug}-rating"] = self._choice(line, "Xếp loại", [("", "Chưa xếp loại"), *RATINGS])
            self.fields[f"{line.slug}-registered"] = self._choice(line, "Đăng ký thi đua", REGISTERED)
        self.helper = bare_helper("basis")

    def _choice(self, line: Line, name: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
        label = f"{name} của {line.holder}"
        widget = forms.Select(attrs={**SELECT, "aria-label": label})
        return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)

    def clean(self) -> dict[str, Any]:
        for line in self.lines:
            if self.cleaned_data.get(f"{line.slug}-registered") and not self.cleaned_data.get(f"{line.slug}-rating"):
                sentence = "Thầy/cô chọn xếp loại cùng với việc đăng ký thi đua."
                if line.rating is None and f"{line.slug}-rating" not in self.errors:
                    self.add_error(f"{line.slug}-rating", sentence)
        return self.cleaned_data

    def renew(self, lines: Iterable[Line]) -> None:
        """The lines as they stand now, beneath what was chosen."""
        self.lines = [line for line in lines if f"{line.slug}-rating" in self.fields]

    def told(self) -> list[NewRating]:
        chosen = [(line, self.cleaned_data[f"{line.slug}-rating"]) for line in self.lines]
        return [
            NewRating(
                holder=line.holder,
                year=self.year,
                rating=rating,
                registered=KNOWN.get(self.cleaned_data[f"{line.slug}-registered"]),
                basis=self.cleaned_data["basis"],
            )
            for line, rating in chosen
            if rating
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Each line with its two fields, which only a line without a rating shows."""
        return [
            {"line": line, "rating": self[f"{line.slug}-rating"], "registered": self[f"{line.slug}-registered"]}
            for line in self.lines
        ]


class RatingForm(forms.ModelForm):
    """One rating, corrected."""

    registered = forms.NullBooleanField(
        label="Có đăng ký thi đua",
        required=False,
        widget=forms.NullBooleanSelect(attrs={"class": "form-select"}),
    )
    reason = Text(label="Lý do sửa", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    version = VersionField()

    class Meta:
        model = YearRating
        fields = ["rating", "registered", "basis", "note"]
        field_classes = {"basis": Text, "note": Text}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = RATINGS
        self.fields["registered"].widget.choices = [("unknown", "chưa rõ"), ("true", "có"), ("false", "không")]
        self.fields["version"].initial = self.instance.version
        self.helper = bare_helper(side_by_side("rating", "registered"), "basis", "note", "reason", "version")


class NumbersForm(forms.ModelForm):
    """Of a row that does not stand yet there is no version to begin from."""

    version = VersionField()

    class Meta:
        model = CollectiveYear
        fields = ["size", "completed"]
        help_texts = {"completed": "Để trống nếu chưa rõ: hệ thống khi đó không kết luận thay."}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.helper = bare_helper(side_by_side("size", "completed"), "version")
