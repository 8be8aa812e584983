"""Forms of this room. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from campaigns.registrations.enums import HonorPart, Part
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.models import Registration, Round
from campaigns.registrations.queries import Offered
from campaigns.registrations.services.writing import Content
from thiduakt.files.uploads import MEGABYTE, check_size
from thiduakt.forms import Day, FilterModelField, FilterSelect, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.enums import Rating
from thiduakt.ledger.forms.teams import WHOLE, TeamField
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Group
from thiduakt.vietnamese import capitalized

RATINGS = [(one.value, capitalized(str(one.label))) for one in Rating]
# In a form the forms of honor are `awards`: `forms` is the module itself.
FIELDS = {part: "awards" if part == Part.FORMS else part.value for part in Part}


class RoundForm(forms.ModelForm):
    version = VersionField()

    class Meta:
        model = Round
        fields = ["year", "name", "intro", "opens_on", "closes_on"]
        field_classes = {"name": Text, "intro": Text, "opens_on": Day, "closes_on": Day}
        widgets = {"intro": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": "Ví dụ: Đăng ký thi đua năm học 2023–2024.",
            "closes_on": "Đến hết ngày này; sau đó chỉ người được gia hạn riêng mới gửi được.",
        }

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(one, f"Năm học {year_name(one)}") for one in years]
        self.fields["year"] = forms.TypedChoiceField(label="Năm học", coerce=int, choices=choices)
        self.fields["version"].initial = self.instance.version
        self.helper = bare_helper("year", "name", side_by_side("opens_on", "closes_on"), "intro", "version")


class RegistrationForm(forms.Form):
    """Of what was returned only the flagged parts can be changed: the others keep what they hold, whatever is posted."""

    titles = forms.MultipleChoiceField(label=Part.TITLES.label, required=False, widget=forms.CheckboxSelectMultiple)
    awards = forms.MultipleChoiceField(label=Part.FORMS.label, required=False, widget=forms.CheckboxSelectMultiple)
    aimed_rating = forms.ChoiceField(
        label=Part.AIMED_RATING.label, required=False, choices=[("", "Chưa chọn"), *RATINGS],
    )  # fmt: skip
    initiative = Text(
        label=Part.INITIATIVE.label, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tên sáng kiến, giải pháp định làm trong năm học; để trống nếu chưa có.",
    )  # fmt: skip
    commitments = Text(
        label=Part.COMMITMENTS.label, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Việc cụ thể sẽ làm được, mỗi chỉ tiêu một dòng.",
    )  # fmt: skip
    version = VersionField(required=False)

    def __init__(self, *args: Any, offers: Mapping[str, Offered], standing: Registration | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, part in (("titles", HonorPart.TITLE), ("awards", HonorPart.FORM)):
            self.fields[name].choices = [(code, one.name) for code, one in offers.items() if one.part == part]
        self.fields["aimed_rating"].widget.attrs["class"] = "form-select"
        for name in ("initiative", "commitments"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.returned = standing.returned_fields if standing and standing.state == S.RETURNED else []
        if self.returned:
            for part in Part:
                self.fields[FIELDS[part]].disabled = part.value not in self.returned

    @property
    def content(self) -> Content:
        return Content(**{part.value: self.cleaned_data[FIELDS[part]] for part in Part})


class ReturnForm(forms.Form):
    flagged = forms.MultipleChoiceField(
        label="Mục cần sửa", choices=Part.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = Text(
        label="Cần sửa gì, vì sao", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ít nhất 20 ký tự. Người đăng ký đọc nguyên văn ngay cạnh mục cần sửa.",
    )  # fmt: skip
    until = Day(label="Sửa xong trước hết ngày")
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class PaperForm(forms.Form):
    file = forms.FileField(label="Ảnh chụp hoặc bản quét phiếu đã ký (JPG, PNG, PDF)")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_file(self) -> Any:
        check_size(self.cleaned_data["file"].size, limit=10 * MEGABYTE, advice="Thầy/cô chụp lại ở cỡ nhỏ hơn.")
        return self.cleaned_data["file"]


class GapForm(forms.Form):
    reason = Text(
        label="Lý do", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vì sao chưa đạt điều đã đăng ký, hoặc đạt khác với đăng ký.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class TeamForm(forms.Form):
    """The tổ that is shown, by GET; another word than a tổ's asks for everybody."""

    to = TeamField(required=False, widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Tổ"}))

    def __init__(self, asked: QueryDict, *, groups: Any, with_none: bool):
        super().__init__(asked)
        self.fields["to"].offer(groups, with_none=with_none)
        self.is_valid()

    @property
    def team(self) -> str:
        return str(self.cleaned_data.get("to", WHOLE))


class ListFilterForm(forms.Form):
    """What the list is narrowed to, by GET. What is not valid is not asked."""

    to = FilterModelField(Group.objects.none(), empty_label="Tất cả các tổ", attrs={"aria-label": "Tổ"})
    ma = forms.ChoiceField(required=False, widget=FilterSelect(attrs={"aria-label": "Danh hiệu, hình thức"}))

    def __init__(self, asked: QueryDict, *, groups: Any, honors: list[tuple[str, str]]):
        super().__init__(asked)
        self.fields["to"].queryset = groups
        self.fields["ma"].choices = [("", "Mọi danh hiệu, hình thức"), *honors]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        self.is_valid()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)
