"""Forms of a campaign. They check what was typed; what is allowed the services say."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Column, Fieldset
from crispy_forms.layout import Row as FormRow
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from campaigns.campaigns.classes import Period
from campaigns.campaigns.enums import Form, Launcher
from campaigns.campaigns.models import Campaign
from campaigns.campaigns.services.cloning import MOST_YEARS
from campaigns.campaigns.services.writing import FIELDS, MOST_ROWS, Told
from campaigns.plans.models import Plan
from thiduakt.catalog.models import LegalText
from thiduakt.catalog.proposing.fields import whole_field
from thiduakt.forms import Day, FilterSelect, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.marks import points_told
from thiduakt.school.models import Group, Person
from thiduakt.vietnamese import capitalized

DEAREST = 2_000_000_000  # đồng
LEAST_POINTS = Decimal("0.1")
BLANK_ROWS = 3
MISSING = "Trang gửi lên thiếu một phần. Thầy/cô tải lại trang rồi nhập lại giúp."
PARTS_COPIED = [("criteria", "Tiêu chí"), ("activities", "Hoạt động"), ("rewards", "Khen thưởng dự kiến")]


# The class of Bootstrap for a widget that stands outside crispy's layout.
LOOKS = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}


class PartForm(forms.Form):
    """One row of a part. `widths`: how much of a line each field takes, of twelve."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    widths: dict[str, int] = {}

    def cells(self) -> Iterator[tuple[forms.BoundField, int]]:
        return ((field, self.widths.get(field.name, 3)) for field in self.visible_fields())


def points_field(label: str, most: Any, *, required: bool = False) -> forms.DecimalField:
    """Points that somebody gives."""
    sentence = f"Điểm từ 0 đến {points_told(Decimal(most))}."
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_value=most, max_digits=6, decimal_places=1, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "form-control points"}),
        error_messages={"min_value": sentence, "max_value": sentence},
    )  # fmt: skip


class MostPoints(forms.DecimalField):
    """Points that are to be had for something, and so never none."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "form-control points"})

    def __init__(self, *, label: str = "Điểm tối đa", most: int = 9999, required: bool = True):
        super().__init__(
            label=label, required=required, min_value=LEAST_POINTS, max_value=most, max_digits=6, decimal_places=1,
            localize=True, error_messages={"min_value": f"{label} phải lớn hơn 0."},
        )  # fmt: skip


class CriterionForm(PartForm):
    widths = {"text": 12, "yardstick": 5, "points": 2, "is_compulsory": 2, "ORDER": 1, "DELETE": 2}
    text = Text(label="Tiêu chí", max_length=500)
    yardstick = Text(label="Cách đo", max_length=200, required=False)
    points = MostPoints(required=False)
    is_compulsory = forms.BooleanField(label="Bắt buộc", required=False)


class ActivityForm(PartForm):
    widths = {"name": 12, "person": 3, "group": 3, "due_on": 3, "ORDER": 1, "DELETE": 2}
    name = Text(label="Hoạt động", max_length=500)
    person = forms.ModelChoiceField(Person.objects.none(), label="Người phụ trách", required=False, empty_label="Chưa giao")
    group = forms.ModelChoiceField(Group.objects.none(), label="Tổ phụ trách", required=False, empty_label="Chưa giao")
    due_on = Day(label="Thời hạn", required=False)

    def __init__(
        self, *args: Any, people: Sequence[tuple[Any, str]], groups: Sequence[tuple[Any, str]], of: Any, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(school=of)
        self.fields["group"].queryset = Group.objects.filter(school=of)
        self.fields["person"].choices, self.fields["group"].choices = people, groups


class RewardForm(PartForm):
    widths = {"what": 6, "recipients": 6, "count": 3, "amount": 4, "ORDER": 1, "DELETE": 2}
    what = Text(label="Hình thức khen thưởng", max_length=200)
    recipients = Text(label="Đối tượng được khen", max_length=200, required=False)
    count = forms.IntegerField(label="Số lượng", required=False, min_value=1, max_value=9999)
    amount = whole_field("Mức thưởng mỗi suất (đồng)", DEAREST, required=False)

    def clean_count(self) -> int:
        return self.cleaned_data["count"] or 1


class PartSet(forms.BaseFormSet):
    """The rows of one part, in their order, with blank ones at the end to fill."""

    default_error_messages = {"missing_management_form": MISSING, "too_many_forms": f"Tối đa {MOST_ROWS} dòng."}
    title = lead = ""
    total: dict[str, str] = {}  # for static/js/parts.js: what is told of the rows while they are typed

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Thứ tự"
        form.fields["DELETE"].label = "Bỏ dòng này"
        for field in form.fields.values():
            field.widget.attrs["class"] = LOOKS.get(type(field.widget), "form-control")

    def rows(self) -> list[dict[str, Any]]:
        """What was told, without the rows left blank and those that are to go."""
        return [
            {name: value for name, value in form.cleaned_data.items() if name not in {"ORDER", "DELETE"}}
            for form in self.ordered_forms
        ]


def part_set(form: type[PartForm]) -> type[PartSet]:
    return forms.formset_factory(
        form,
        PartSet,
        extra=BLANK_ROWS,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + BLANK_ROWS,
    )  # type: ignore[return-value]


class WithParts:
    """A form with rows beneath it: formsets of their own prefix in the same <form>."""

    parts: dict[str, PartSet]

    def clean(self) -> dict[str, Any]:
        for part in self.parts.values():
            if not part.is_valid():
                sentences = part.non_form_errors() or ["Có dòng chưa đúng, thầy/cô xem lời nhắc ở từng ô bên dưới."]
                for sentence in sentences:
                    self.add_error(None, f"{part.title}: {sentence}")  # type: ignore[attr-defined]
        return self.cleaned_data  # type: ignore[attr-defined]


SETS = {
    "criteria": (
        "Tiêu chí",
        "Đo được: có cách đo hoặc có điểm. Không đạt tiêu chí bắt buộc thì không xét khen.",
        part_set(CriterionForm),
    ),
    "activities": ("Hoạt động", "Mỗi hoạt động có người hoặc tổ phụ trách và thời hạn.", part_set(ActivityForm)),
    "rewards": ("Khen thưởng dự kiến", "Khen mấy suất, cho ai, mỗi suất bao nhiêu.", part_set(RewardForm)),
}


TOTALS = {
    "criteria": {"label": "Cộng điểm tối đa", "sum": "points", "unit": "điểm"},
    "rewards": {
        "label": "Cộng tiền thưởng", "sum": "amount", "times": "count", "of": "budget", "unit": "đồng",
        "over": "vượt kinh phí dự kiến", "under": "kinh phí dự kiến còn lại",
    },
}  # fmt: skip
DAYS = ("launches_on", "reviews_on", "sums_up_on")


def _layout(*, names_plan: bool) -> tuple[Fieldset, ...]:
    return (
        Fieldset("Phong trào", "name", "slogan", side_by_side("launcher", "launcher_name"), "superior_paper", "response"),
        Fieldset(
            "Hình thức, đối tượng",
            side_by_side("form", "reach"),
            side_by_side("participants", "groups"),
            side_by_side("occasion", "plan") if names_plan else "occasion",
        ),
        Fieldset("Thời gian", FormRow(*(Column(name, css_class="col-md-4") for name in DAYS))),
        Fieldset("Nội dung", "aims", "content", "measures"),
        Fieldset("Kinh phí", side_by_side("budget", "budget_source")),
    )


class CampaignForm(WithParts, forms.ModelForm):
    """A campaign with its criteria, activities and rewards."""

    version = VersionField()

    class Meta:
        model = Campaign
        fields = [*FIELDS, "groups"]
        field_classes = {
            **dict.fromkeys(
                ("name", "slogan", "launcher_name", "response", "occasion", "aims", "content", "measures", "budget_source"),
                Text,
            ),
            **dict.fromkeys(("launches_on", "reviews_on", "sums_up_on"), Day),
        }
        widgets = {
            **{
                name: forms.Textarea(attrs={"rows": rows})
                for name, rows in (("response", 3), ("aims", 4), ("content", 6), ("measures", 4))
            },
            "groups": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "launcher_name": "Chỉ ghi khi cấp trên phát động: UBND quận Long Biên.",
            "superior_paper": "Văn bản của cấp trên đã ghi ở mục Văn bản pháp lý.",
            "response": "Chỉ ghi khi cấp trên phát động: trường làm gì để hưởng ứng.",
            "groups": "Chỉ chọn khi đối tượng là một số tổ.",
            "aims": "Mỗi ý một dòng.",
            "content": "Mỗi ý một dòng.",
            "measures": "Mỗi ý một dòng.",
        }

    def __init__(self, *args: Any, plans: QuerySet[Plan], on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        one, school = self.instance, self.instance.school_id
        self.fields["version"].initial = one.version
        self.fields["budget"] = whole_field("Kinh phí dự kiến (đồng)", DEAREST * 100, required=False)
        self.fields["plan"].queryset = plans.filter(school=school).select_related("document")
        texts = LegalText.objects.filter(school=school).kept()
        self.fields["superior_paper"].queryset = texts.order_by("-issued_on", "pk")
        self.fields["groups"].queryset = Group.objects.filter(school=school)
        for name in ("plan", "superior_paper"):
            self.fields[name].empty_label = "Không chọn"
        self.parts = {name: self._part(name, on) for name in SETS}
        if one.plan_id and not plans.filter(pk=one.plan_id).exists():
            del self.fields["plan"]  # not for this reader, and so it stays as it is
        self.helper = bare_helper(*_layout(names_plan="plan" in self.fields), "version")

    def _part(self, name: str, on: date) -> PartSet:
        title, lead, make = SETS[name]
        kwargs: dict[str, Any] = {}
        if name == "activities":
            people = Person.objects.filter(school=self.instance.school_id)
            people = people.at_work(on) | people.filter(pk__in=self._named())
            groups = Group.objects.filter(school=self.instance.school_id)
            kwargs["form_kwargs"] = {
                "people": [("", "Chưa giao"), *((person.pk, f"{person} – {person.post}") for person in people)],
                "groups": [("", "Chưa giao"), *((group.pk, str(group)) for group in groups)],
                "of": self.instance.school_id,
            }
        rows = getattr(self.instance, name).all() if self.instance.pk else ()
        initial = [_initial(row, make.form) for row in rows]
        part = make(self.data if self.is_bound else None, prefix=name, initial=initial, **kwargs)
        part.title, part.lead, part.total = title, lead, TOTALS.get(name, {})
        return part

    def _named(self) -> Sequence[int]:
        """Whoever has left stays chosen until somebody else is."""
        return [one.person_id for one in self.instance.activities.all() if one.person_id] if self.instance.pk else []

    def told(self) -> Told:
        values = {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}
        rows = {name: part.rows() for name, part in self.parts.items()}
        return Told(values=values, groups=list(self.cleaned_data["groups"]), **rows)


def _initial(row: Any, form: type[PartForm]) -> dict[str, Any]:
    """Of a person the key: a row of a form is told what its fields would post."""
    told = {
        name: getattr(row, f"{name}_id" if hasattr(row, f"{name}_id") else name) for name in form.base_fields if name != "id"
    }
    return {"id": row.pk, **told}


class CampaignFilterForm(forms.Form):
    """What the list is narrowed to, by GET. What is not valid is not asked."""

    nam = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Năm"}),
    )
    cap = forms.ChoiceField(
        required=False,
        choices=[("", "Tất cả các cấp"), *((one.value, capitalized(str(one.label))) for one in Launcher)],
        widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Cấp phát động"}),
    )
    hinh_thuc = forms.ChoiceField(
        required=False,
        choices=[("", "Tất cả hình thức"), *((one.value, capitalized(str(one.label))) for one in Form)],
        widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Hình thức"}),
    )

    def __init__(self, asked: QueryDict, *, years: list[int]):
        super().__init__(asked)
        self.fields["nam"].choices = [("", "Tất cả các năm"), *((year, f"Năm {year}") for year in years)]
        self.is_valid()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def in_words(self) -> list[str]:
        """What was narrowed, as a sheet tells it."""
        chosen = ((self.fields[name], self.asked(name)) for name in self.fields)
        return [dict(field.choices)[value] for field, value in chosen if value]


class PeriodForm(forms.Form):
    """Which statistics, by GET. What is not valid is not asked."""

    ky = forms.TypedChoiceField(
        required=False,
        coerce=Period,
        empty_value=Period.REPORT,
        choices=Period.choices,
        widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Kỳ thống kê"}),
    )
    nam = forms.IntegerField(
        required=False,
        min_value=1900,
        max_value=2100,
        widget=FilterSelect(attrs={"class": "form-select w-auto", "aria-label": "Năm"}),
    )


class SummaryForm(forms.Form):
    summary = Text(
        label="Kết quả tổng kết",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Việc đã làm, số liệu đạt được so với tiêu chí, tập thể và cá nhân nổi bật, tồn tại và nguyên nhân.",
    )
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("summary", "version")


class ActivityReportForm(forms.Form):
    done_on = Day(label="Xong ngày", required=False, help_text="Để trống nếu chưa xong.")
    result = Text(label="Kết quả", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class CloneForm(forms.Form):
    """Which campaigns come along, what of them, and how many years later."""

    campaigns = RowsField(Campaign.objects.none(), label="Phong trào được chép", required=False)
    parts = forms.MultipleChoiceField(
        label="Chép theo",
        required=False,
        choices=PARTS_COPIED,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    years = forms.IntegerField(label="Ngày chuyển thêm (năm)", min_value=1, max_value=MOST_YEARS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["campaigns"].queryset = campaigns
