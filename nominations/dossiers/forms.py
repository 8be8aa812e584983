"""Forms of this room. They check what was typed; what is allowed the services say."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind, Part
from nominations.dossiers.models import Dossier, Review, ReviewHonor
from nominations.dossiers.services.drafting import PARTS, Content
from thiduakt.forms import Day, FilterModelField, FilterSelect, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.enums import Merit
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Group
from thiduakt.vietnamese import capitalized


class ReviewForm(forms.ModelForm):
    """The honors offered are those of the regime chosen; without one, of the day of the decision."""

    honors = forms.MultipleChoiceField(
        label="Danh hiệu, hình thức xét trong đợt", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Theo danh mục pháp lý của thời kỳ đã chọn. Đổi thời kỳ thì lưu lại rồi chọn lại.",
    )  # fmt: skip
    version = VersionField()

    class Meta:
        model = Review
        fields = [
            "year", "name", "merit", "is_short", "opens_on", "closes_on", "decides_on", "regime", "regime_reason", "round",
            "campaign", "intro",
        ]  # fmt: skip
        field_classes = {
            "name": Text, "intro": Text, "regime_reason": Text, "opens_on": Day, "closes_on": Day, "decides_on": Day,
        }  # fmt: skip
        widgets = {"intro": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": "Ví dụ: Xét thi đua cuối năm học 2023–2024.",
            "closes_on": "Đến hết ngày này; sau đó chỉ người được gia hạn, bị trả lại mới nộp được.",
            "regime_reason": "Chỉ cần khi chọn thời kỳ khác với thời kỳ của ngày dự kiến quyết định.",
            "round": "Hồ sơ của những người đã đăng ký được lập sẵn từ đợt này.",
        }

    def __init__(
        self,
        *args: Any,
        years: Iterable[int],
        regimes: list[tuple[str, str]],
        honors: Mapping[str, str],
        rounds: Any,
        campaigns: Any,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        choices = [(one, f"Năm học {year_name(one)}") for one in years]
        self.fields["year"] = forms.TypedChoiceField(label="Năm học", coerce=int, choices=choices)
        self.fields["regime"] = forms.ChoiceField(
            label="Thời kỳ pháp lý", required=False, choices=[("", "Theo ngày dự kiến quyết định"), *regimes]
        )
        self.fields["merit"].choices = [(one.value, capitalized(str(one.label))) for one in Merit]
        self.fields["honors"].choices = list(honors.items())
        for name, rows in (("round", rounds), ("campaign", campaigns)):
            self.fields[name].queryset, self.fields[name].empty_label = rows, "Không"
        self.fields["version"].initial = self.instance.version
        if self.instance.pk:
            self.fields["honors"].initial = list(self.instance.honors.values_list("code", flat=True))
        self.helper = bare_helper(
            side_by_side("year", "merit"), "name", side_by_side("opens_on", "closes_on"),
            side_by_side("decides_on", "regime"), "regime_reason", "is_short", "honors", side_by_side("round", "campaign"),
            "intro", "version",
        )  # fmt: skip


class DossierForm(forms.Form):
    """Of what was given back only the flagged parts can be changed: the others keep what they hold, whatever is posted."""

    code = forms.ChoiceField(label=Part.HONOR.label, widget=FilterSelect)
    summary = Text(
        label=Part.SUMMARY.label, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Vài câu, có số liệu. Báo cáo thành tích đầy đủ viết ở trang riêng.",
    )  # fmt: skip
    merit_on = Day(label="Ngày lập thành tích", required=False, help_text="Cần với thành tích đột xuất.")
    campaign = forms.ModelChoiceField(None, label="Thành tích trong phong trào", required=False, empty_label="Không")
    contest = forms.ModelChoiceField(None, label="Thành tích ở hội thi, cuộc thi", required=False, empty_label="Không")
    initiatives = RowsField(
        None, label=Part.INITIATIVES.label, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Mỗi sáng kiến chỉ dùng một lần để xét khen thưởng.",
    )  # fmt: skip
    twin_reason = Text(
        label="Lý do đề nghị thêm cho cùng một thành tích", required=False, max_length=500,
        help_text="Chỉ ghi khi thành tích này đã có hồ sơ hoặc quyết định khen khác.",
    )  # fmt: skip
    version = VersionField()

    def __init__(
        self,
        *args: Any,
        honors: Mapping[str, str],
        campaigns: Any,
        contests: Any,
        initiatives: Any,
        dossier: Dossier | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "Thầy/cô chọn"), *honors.items()]
        for name, rows in (("campaign", campaigns), ("contest", contests), ("initiatives", initiatives)):
            self.fields[name].queryset = rows
        self.fields["code"].widget.attrs["class"] = "form-select"
        self.returned = dossier.returned_fields if dossier and dossier.state == S.RETURNED else []
        if self.returned:
            for name, part in PARTS.items():
                self.fields[name].disabled = part.value not in self.returned
        self.helper = bare_helper(
            *self.above(), "code", "summary", "merit_on", side_by_side("campaign", "contest"),
            *(["initiatives"] if initiatives else []), "twin_reason", *self.below(),
        )  # fmt: skip

    def above(self) -> list[str]:
        return []

    def below(self) -> list[str]:
        return ["version"]

    @property
    def content(self) -> Content:
        told = {name: self.cleaned_data[name] for name in (*PARTS, "twin_reason")}
        return Content(**{**told, "initiatives": list(told["initiatives"])})


class BeginForm(DossierForm):
    """With whom it is about: one of `holders`, or where nobody of the school is meant, a name and a unit."""

    holder = forms.ModelChoiceField(None, label="Đề nghị cho", empty_label="Thầy/cô chọn", widget=FilterSelect)
    name = Text(label="Họ và tên, hoặc tên đơn vị", max_length=150)
    unit = Text(label="Địa chỉ, đơn vị công tác", max_length=200)

    def __init__(self, *args: Any, kind: str, holders: Any, **kwargs: Any):
        self.kind, self.asks_holder = kind, holders is not None
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders
        self.fields["holder"].widget.attrs["class"] = "form-select"
        if kind == NomineeKind.PERSON:
            self.fields["holder"].label_from_instance = lambda one: f"{one}, {one.group or one.post}"  # type: ignore[attr-defined]
        for name in {"holder", "name", "unit", "version"} - set(self.above()):
            del self.fields[name]

    def above(self) -> list[str]:
        if self.kind == NomineeKind.OUTSIDER:
            return ["name", "unit"]
        return ["holder"] if self.asks_holder else []

    def below(self) -> list[str]:
        return []


class ReturnForm(forms.Form):
    flagged = forms.MultipleChoiceField(
        label="Mục cần bổ sung", choices=Part.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = Text(
        label="Cần bổ sung gì, vì sao", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ít nhất 20 ký tự. Người lập hồ sơ đọc nguyên văn ngay cạnh mục cần bổ sung.",
    )  # fmt: skip
    until = Day(label="Bổ sung trước hết ngày")
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class ListFilterForm(forms.Form):
    """What the list is narrowed to, by GET. What is not valid is not asked."""

    dot = FilterModelField(Review.objects.none(), empty_label="Mọi đợt xét", attrs={"aria-label": "Đợt xét"})
    ma = forms.ChoiceField(required=False, widget=FilterSelect(attrs={"aria-label": "Danh hiệu, hình thức"}))
    to = FilterModelField(Group.objects.none(), empty_label="Tất cả các tổ", attrs={"aria-label": "Tổ"})
    loai = forms.ChoiceField(
        required=False, widget=FilterSelect(attrs={"aria-label": "Đối tượng"}),
        choices=[("", "Mọi đối tượng"), *((one.value, capitalized(str(one.label))) for one in NomineeKind)],
    )  # fmt: skip

    def __init__(self, asked: QueryDict, *, reviews: Any, groups: Any):
        super().__init__(asked)
        self.fields["dot"].queryset, self.fields["to"].queryset = reviews, groups
        self.fields["ma"].choices = [("", "Mọi danh hiệu, hình thức"), *self._honors()]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        self.is_valid()

    def _honors(self) -> Iterable[tuple[str, str]]:
        """By code, each once: what the rounds offered propose."""
        rows = ReviewHonor.objects.filter(review__in=list(self.fields["dot"].queryset)).order_by("code", "honor_name")
        return dict(rows.values_list("code", "honor_name").distinct()).items()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)
