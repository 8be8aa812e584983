"""Forms of contests. They check what was typed; what is allowed the services say."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from campaigns.campaigns.forms import MostPoints, PartForm, WithParts, part_set, points_field
from campaigns.campaigns.models import Campaign
from thiduakt.forms import Day, Files, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.school.models import Person

from .models import Contest, Criterion, Entry
from .queries import Line
from .services.contests import FIELDS, Award, Told

ACCEPTED = ".jpg,.jpeg,.png,.pdf,.docx,image/jpeg,image/png"


class PersonChoice(forms.ModelChoiceField):
    """Two people of one name are told apart by what they do."""

    def label_from_instance(self, person: Person) -> str:
        return person.label


class PeopleChoice(RowsField):
    def label_from_instance(self, person: Person) -> str:
        return person.label


class CriterionForm(PartForm):
    widths = {"text": 12, "max_points": 3, "ORDER": 2, "DELETE": 4}
    text = Text(label="Tiêu chí", max_length=500)
    max_points = MostPoints()


CriterionSet = part_set(CriterionForm)


class ContestForm(WithParts, forms.ModelForm):
    """A contest with its criteria."""

    version = VersionField()

    class Meta:
        model = Contest
        fields = FIELDS
        field_classes = {"name": Text, "rules": Text, "opens_on": Day, "closes_on": Day}
        widgets = {
            "rules": forms.Textarea(attrs={"rows": 8}), "opens_on": Day.widget, "closes_on": Day.widget,
            "send_up": forms.TextInput(attrs={"inputmode": "numeric"}),
        }  # fmt: skip
        help_texts = {"kind": "Cuộc thi viết: giám khảo chỉ biết mã số của bài cho đến khi có kết quả."}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        contest = self.instance
        self.fields["send_up"].max_value = 99
        self.fields["pass_mark"] = points_field("Điểm đạt", 99999)
        self.fields["pass_mark"].help_text = "Để trống nếu không quy định."
        self.fields["campaign"].queryset = Campaign.objects.filter(school=contest.school_id)
        self.fields["campaign"].empty_label = "Không thuộc phong trào nào"
        self.fields["version"].initial = contest.version
        rows = [{"text": one.text, "max_points": one.max_points} for one in contest.criteria.all()] if contest.pk else []
        criteria = CriterionSet(self.data if self.is_bound else None, prefix="criteria", initial=rows)
        criteria.title, criteria.lead = "Tiêu chí chấm", "Giám khảo cho điểm từng tiêu chí; điểm của bài là tổng."
        criteria.total = {"label": "Cộng điểm tối đa", "sum": "max_points", "unit": "điểm"}
        self.parts = {"criteria": criteria}
        self.helper = bare_helper(
            "name",
            side_by_side("kind", "campaign"),
            side_by_side("opens_on", "closes_on"),
            "rules",
            Fieldset("Tính điểm, chọn bài", "aggregation", side_by_side("pass_mark", "send_up")),
            "version",
        )

    def _post_clean(self) -> None:
        """Whether it is whole the service says."""

    def told(self) -> Told:
        names = ("text", "max_points")
        rows = [{name: row[name] for name in names} for row in self.parts["criteria"].rows()]
        return Told(values={name: self.cleaned_data[name] for name in FIELDS}, criteria=rows)


class JudgeForm(forms.Form):
    person = PersonChoice(Person.objects.none(), label="Mời giám khảo", empty_label="Chọn người trong trường")

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.helper = bare_helper()


class EntryForm(forms.Form):
    """An entry, written and sent from a phone as well."""

    title = Text(label="Tên bài, tên tiết mục", max_length=300)
    co_authors = PeopleChoice(
        Person.objects.none(), label="Cùng dự thi", required=False, widget=forms.SelectMultiple(attrs={"size": 5}),
        help_text="Bỏ trống nếu dự thi một mình.",
    )  # fmt: skip
    taking_part = Text(label="Học sinh, lớp tham gia", max_length=500, required=False)
    summary = Text(label="Tóm tắt", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    files = Files(label="Bài dự thi")
    version = VersionField()

    def __init__(self, *args: Any, people: Any, entry: Entry | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["co_authors"].queryset = people
        self.fields["files"].widget.attrs["accept"] = ACCEPTED
        if entry:
            self.initial = {
                "title": entry.title, "taking_part": entry.taking_part, "summary": entry.summary, "version": entry.version,
                "co_authors": [person.pk for person in entry.co_authors.all()],
            }  # fmt: skip
        self.helper = bare_helper("title", "co_authors", "taking_part", "summary")


class SheetForm(forms.Form):
    """The points of one judge for one entry."""

    note = Text(
        label="Nhận xét", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, criteria: Sequence[Criterion], marks: dict[int, Decimal], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"points-{one.pk}"] = points_field(f"Điểm: {one}", one.max_points)
            self.initial[f"points-{one.pk}"] = marks.get(one.pk)

    def rows(self) -> list[dict[str, Any]]:
        return [{"criterion": one, "field": self[f"points-{one.pk}"]} for one in self.criteria]

    def points(self) -> dict[int, Decimal | None]:
        return {one.pk: self.cleaned_data[f"points-{one.pk}"] for one in self.criteria}


class AwardForm(forms.Form):
    """Prizes beside the ranking, and what is sent to the superior."""

    reason = Text(
        label="Lý do, nếu chọn bài điểm thấp hơn", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, contest: Contest, lines: Sequence[Line], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            entry = line.entry
            self.fields[f"prize-{entry.pk}"] = Text(
                label=f"Giải của bài {entry.number}", max_length=100, required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip
            self.fields[f"chosen-{entry.pk}"] = forms.BooleanField(
                label=f"Gửi bài {entry.number} lên cấp trên", required=False
            )
            self.initial |= {f"prize-{entry.pk}": entry.prize, f"chosen-{entry.pk}": entry.is_chosen}
        self.initial |= {"reason": contest.choice_reason, "version": contest.version}

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"line": line, "prize": self[f"prize-{line.entry.pk}"], "chosen": self[f"chosen-{line.entry.pk}"]}
            for line in self.lines
        ]

    def awards(self) -> list[Award]:
        given = self.cleaned_data
        keys = [line.entry.pk for line in self.lines]
        return [Award(key, given[f"prize-{key}"], is_chosen=given[f"chosen-{key}"]) for key in keys]
