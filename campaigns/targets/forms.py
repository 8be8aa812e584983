"""Forms of targets. They check what was typed; what is allowed the services say."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.http import QueryDict

from campaigns.campaigns.models import Campaign
from campaigns.plans.models import Plan
from thiduakt.files.evidence import ACCEPTED
from thiduakt.forms import Day, Files, FilterModelField, FilterSelect, Text, VersionField, bare_helper, side_by_side
from thiduakt.school.models import Group, Person

from .enums import Measure
from .models import Target

FILTER = {"class": "form-select w-auto"}
GROUP, PERSON = "to", "nguoi"
FIELDS = (
    "name", "measure", "value", "unit", "known_set", "denominator", "starts_on", "due_on", "evidence_asked", "checker",
    "campaign",
)  # fmt: skip


class Amount(forms.DecimalField):
    """“95,5”: a comma, as it is written in Vietnam; a point is understood too."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "invalid": "Thầy/cô ghi một con số, ví dụ 12 hoặc 95,5.",
            "max_digits": "Con số quá lớn.",
            "max_whole_digits": "Con số quá lớn.",
            "max_decimal_places": "Con số có nhiều nhất một chữ số sau dấu phẩy.",
        }
        super().__init__(
            max_digits=10,
            decimal_places=1,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages=messages,
            **kwargs,
        )


class TargetForm(forms.ModelForm):
    """A target. `guesses` tells beside a field what it was filled in from, where nobody has said so yet."""

    value = Amount(label="Con số phải đạt", required=False)
    owner = forms.ChoiceField(label="Tổ hoặc người thực hiện")
    sentence = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)
    section = forms.CharField(required=False, widget=forms.HiddenInput, max_length=500)
    version = VersionField()

    class Meta:
        model = Target
        fields = FIELDS
        field_classes = {"name": Text, "unit": Text, "starts_on": Day, "due_on": Day, "evidence_asked": Text}
        widgets = {"name": forms.Textarea(attrs={"rows": 3}), "starts_on": Day.widget, "due_on": Day.widget}
        labels = {"campaign": "Thuộc phong trào", "known_set": "Tỷ lệ tính trên"}
        help_texts = {
            "unit": "lớp, sáng kiến, người…; việc phải làm xong thì để trống.",
            "known_set": "Chỉ cần khi cách đo là tỷ lệ. Tổng số đếm từ sổ của trường vào ngày bắt đầu, rồi giữ nguyên.",
            "denominator": "Chỉ ghi khi chọn “tập khác, tự ghi số”.",
            "evidence_asked": "Ảnh, biên bản, danh sách…",
            "checker": "Thành viên hội đồng, khác người thực hiện.",
        }

    def __init__(
        self, *args: Any, groups: Sequence[Group], people: Sequence[Person], checkers: Sequence[Person],
        guesses: dict[str, str] | None = None, **kwargs: Any,
    ):  # fmt: skip
        super().__init__(*args, **kwargs)
        self.groups, self.people = ({row.pk: row for row in rows} for rows in (groups, people))
        target = self.instance
        self.fields["owner"].choices = [
            ("", "Chọn tổ hoặc người"),
            ("Tổ", [(f"{GROUP}-{row.pk}", str(row)) for row in groups]),
            ("Người", [(f"{PERSON}-{row.pk}", f"{row} – {row.post}") for row in people]),
        ]
        if target.group_id or target.person_id:
            self.fields["owner"].initial = (
                f"{GROUP}-{target.group_id}" if target.group_id else f"{PERSON}-{target.person_id}"
            )
        self.fields["checker"].queryset = Person.objects.filter(pk__in=[row.pk for row in checkers] + [target.checker_id])
        self.fields["checker"].empty_label = "Chưa phân công"
        self.fields["campaign"].queryset = Campaign.objects.filter(school=target.school_id)
        self.fields["campaign"].empty_label = "Không thuộc phong trào nào"
        self.fields["known_set"].choices = [("", "Không tính tỷ lệ"), *self.fields["known_set"].choices[1:]]
        self.fields["version"].initial = target.version
        if target.pk is None:
            del self.fields["version"]
        else:
            del self.fields["sentence"], self.fields["section"]
        for name, reason in (guesses or {}).items():
            self.fields[name].help_text = f"Máy đoán từ {reason}; thầy/cô xem lại. {self.fields[name].help_text}"
        hidden = [name for name in ("sentence", "section", "version") if name in self.fields]
        self.helper = bare_helper(
            *hidden,
            "name",
            Fieldset(
                "Đạt thế nào là xong", "measure", side_by_side("value", "unit"), side_by_side("known_set", "denominator")
            ),
            Fieldset(
                "Ai làm, khi nào xong", side_by_side("owner", "checker"), side_by_side("starts_on", "due_on"),
                "evidence_asked", "campaign",
            ),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What belongs to another way of measuring is no fault: it is left aside when the target is stored."""
        told = self.cleaned_data
        measure = told.get("measure")
        if measure in {Measure.SHARE, Measure.NUMBER} and told.get("value") is None and "value" not in self.errors:
            self.add_error("value", "Thầy/cô ghi con số phải đạt.")
        if measure == Measure.SHARE and told.get("value") is not None and not 0 < told["value"] <= 100:
            self.add_error("value", "Tỷ lệ lớn hơn 0 và không quá 100%.")
        if measure == Measure.SHARE and not told.get("known_set"):
            self.add_error("known_set", "Thầy/cô chọn tập để tính tỷ lệ.")
        if measure == Measure.NUMBER and not told.get("unit"):
            self.add_error("unit", "Thầy/cô ghi đơn vị tính.")
        if kind_and_key := told.get("owner", ""):
            kind, _, key = kind_and_key.partition("-")
            self.instance.group = self.groups[int(key)] if kind == GROUP else None
            self.instance.person = self.people[int(key)] if kind == PERSON else None
        return told

    def _post_clean(self) -> None:
        """Whether it is whole the service says, once it has counted."""
        forms.models.construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)


class ReportForm(forms.Form):
    """One result: on a phone, with pictures taken there and then."""

    value = Amount(label="Kết quả đến nay")
    as_of = Day(label="Tính đến ngày")
    note = Text(label="Đã làm được gì", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    photos = Files(label="Chụp ảnh")
    files = Files(label="Chọn ảnh, tệp có sẵn")
    version = VersionField()

    def __init__(self, *args: Any, target: Target, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if target.measure == Measure.DONE:
            self.fields["value"] = forms.TypedChoiceField(
                label="Kết quả đến nay", choices=[("1", "Đã xong"), ("0", "Chưa xong")], coerce=int, widget=forms.RadioSelect
            )
        else:
            unit = f" ({target.unit})" if target.unit else ""
            self.fields["value"].label = f"Kết quả đến nay{unit}"
        self.fields["photos"].widget.attrs |= {"accept": "image/jpeg,image/png", "capture": "environment"}
        self.fields["files"].widget.attrs["accept"] = ACCEPTED
        self.helper = bare_helper("value", "as_of", "note")

    def chosen(self) -> list[Any]:
        return [*self.cleaned_data["photos"], *self.cleaned_data["files"]]


class CheckerForm(forms.Form):
    """The member of the council who checks for a whole tổ."""

    checker = forms.ModelChoiceField(Person.objects.none(), label="Thành viên hội đồng kiểm tra", widget=FilterSelect)

    def __init__(self, *args: Any, checkers: Sequence[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["checker"].queryset = Person.objects.filter(pk__in=[row.pk for row in checkers])
        self.fields["checker"].choices = [("", "Chọn người kiểm tra"), *((row.pk, str(row)) for row in checkers)]
        self.helper = bare_helper("checker")


class TargetFilterForm(forms.Form):
    """What the list is narrowed to, by GET. What is not valid is not asked."""

    nam = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=FilterSelect(attrs={**FILTER, "aria-label": "Năm"})
    )
    to = FilterModelField(Group.objects.none(), empty_label="Tất cả các tổ", attrs={**FILTER, "aria-label": "Tổ"})
    ke_hoach = FilterModelField(
        Plan.objects.none(), empty_label="Tất cả kế hoạch", attrs={**FILTER, "aria-label": "Kế hoạch"}
    )
    phong_trao = FilterModelField(
        Campaign.objects.none(), empty_label="Tất cả phong trào", attrs={**FILTER, "aria-label": "Phong trào"}
    )

    def __init__(self, asked: QueryDict, *, years: list[int], groups: Any, plans: Any, campaigns: Any):
        super().__init__(asked)
        self.fields["nam"].choices = [("", "Tất cả các năm"), *((year, f"Năm {year}") for year in years)]
        self.fields["to"].queryset, self.fields["ke_hoach"].queryset = groups, plans
        self.fields["phong_trao"].queryset = campaigns
        self.is_valid()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)
