"""Forms of score sheets. They check what was typed; what is allowed the services say."""

from itertools import groupby
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import F, QuerySet
from django.http import QueryDict

from campaigns.campaigns.forms import MostPoints, PartForm, WithParts, part_set, points_field
from campaigns.campaigns.models import Campaign
from campaigns.scoring.enums import SheetKind
from campaigns.scoring.models import Item, Mark, ScoreSheet
from campaigns.scoring.services.marks import Points
from campaigns.scoring.services.sheets import FIELDS, Told
from thiduakt.documents.forms import LinesField
from thiduakt.forms import FilterSelect, RowsField, Text, VersionField, bare_helper, side_by_side
from thiduakt.ledger.years import year_name
from thiduakt.school.models import Group, Person
from thiduakt.vietnamese import capitalized

SELECT = {"class": "form-select w-auto"}
CONTROL = {"class": "form-control"}
WHOLE, NO_GROUP = "to-", "Chưa thuộc tổ nào"


class ItemForm(PartForm):
    widths = {"section": 4, "text": 8, "max_points": 2, "is_compulsory": 4, "ORDER": 2, "DELETE": 4}
    section = Text(label="Mục", max_length=200, required=False)
    text = Text(label="Tiêu chí", max_length=500)
    max_points = MostPoints()
    is_compulsory = forms.BooleanField(label="Bắt buộc (0 điểm thì không xếp hạng)", required=False)


ItemSet = part_set(ItemForm)
TOTAL = {
    "label": "Cộng điểm tối đa", "sum": "max_points", "of": "total", "unit": "điểm",
    "over": "thừa so với tổng điểm quy định", "under": "còn thiếu",
}  # fmt: skip


class PeopleByGroup(forms.MultipleChoiceField):
    """People to tick, tổ by tổ; above each tổ a box for all of it, which JavaScript need not spread over the others."""

    widget = forms.CheckboxSelectMultiple(attrs={"data-whole": WHOLE})

    def offer(self, people: QuerySet[Person]) -> None:
        rows = people.select_related("group").order_by(F("group__sort_key").asc(nulls_last=True), "sort_key", "pk")
        self.groups = {group: list(members) for group, members in groupby(rows, key=lambda one: one.group)}
        self.choices = [
            (str(group or NO_GROUP), [_whole(group), *((str(one.pk), f"{one} – {one.post}") for one in members)])
            for group, members in self.groups.items()
        ]

    def clean(self, value: Any) -> list[Person]:
        """In the order in which they are shown."""
        chosen = set(super().clean(value))
        rows = ((_whole(group)[0], one) for group, members in self.groups.items() for one in members)
        return [one for whole, one in rows if whole in chosen or str(one.pk) in chosen]


def _whole(group: Group | None) -> tuple[str, str]:
    return (f"{WHOLE}{group.pk}", "Chọn cả tổ") if group else (WHOLE, "Chọn tất cả những người này")


class SheetForm(WithParts, forms.ModelForm):
    """A sheet, its items, and whom it scores: of three fields its kind asks for one."""

    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    groups = RowsField(Group.objects.none(), label="Các tổ", required=False, widget=forms.CheckboxSelectMultiple)
    people = PeopleByGroup(label="Cá nhân", required=False)
    subjects = LinesField(
        label="Các trường trong cụm, khối", required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi trường một dòng.",
    )  # fmt: skip
    version = VersionField()

    class Meta:
        model = ScoreSheet
        fields = FIELDS
        field_classes = dict.fromkeys(("title", "cluster_name", "cluster_head", "covenant"), Text)
        widgets = {"covenant": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"covenant": "In ở đầu bảng. Mỗi ý một dòng."}

    def __init__(self, *args: Any, years: list[int], on: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        sheet, school = self.instance, self.instance.school_id
        self.fields["year"].choices = [(year, year_name(year)) for year in years]
        self.fields["total"] = MostPoints(label="Tổng điểm quy định", most=99999)
        self.fields["campaign"].queryset = Campaign.objects.filter(school=school)
        self.fields["campaign"].empty_label = "Không chọn"
        self.fields["groups"].queryset = Group.objects.filter(school=school)
        self.fields["people"].offer(Person.objects.filter(school=school).at_work(on))
        self.fields["version"].initial = sheet.version
        subjects = list(sheet.subjects.all()) if sheet.pk else []
        self.fields["groups"].initial = [one.group_id for one in subjects if one.group_id]
        self.fields["people"].initial = [one.person_id for one in subjects if one.person_id]
        self.fields["subjects"].initial = [one.name for one in subjects if one.name]
        rows = [_initial(one) for one in sheet.items.all()] if sheet.pk else []
        items = ItemSet(self.data if self.is_bound else None, prefix="items", initial=rows)
        items.title, items.lead = "Tiêu chí", "Tổng điểm các tiêu chí bằng tổng điểm quy định."
        items.total = TOTAL
        self.parts = {"items": items}
        self.helper = bare_helper(
            "title",
            side_by_side("year", "total"),
            side_by_side("kind", "campaign"),
            Fieldset("Chấm cho ai", "groups", "people"),
            Fieldset("Cụm, khối", side_by_side("cluster_name", "cluster_head"), "subjects", "covenant"),
            "version",
        )

    def told(self) -> Told:
        given = self.cleaned_data
        rows = [{name: value for name, value in row.items() if name != "id"} for row in self.parts["items"].rows()]
        return Told(
            values={name: given[name] for name in FIELDS},
            items=rows,
            groups=list(given["groups"]),
            people=given["people"],
            names=given["subjects"],
        )


def _initial(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("section", "text", "max_points", "is_compulsory")}


class SheetFilterForm(forms.Form):
    """What the list is narrowed to, by GET. What is not valid is not asked."""

    nam = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, widget=FilterSelect(attrs={**SELECT, "aria-label": "Năm học"})
    )
    loai = forms.ChoiceField(
        required=False,
        choices=[("", "Mọi đối tượng"), *((one.value, capitalized(str(one.label))) for one in SheetKind)],
        widget=FilterSelect(attrs={**SELECT, "aria-label": "Chấm cho"}),
    )

    def __init__(self, asked: QueryDict, *, years: list[int]):
        super().__init__(asked)
        self.fields["nam"].choices = [("", "Tất cả các năm học"), *((year, f"Năm học {year_name(year)}") for year in years)]
        self.is_valid()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def in_words(self) -> list[str]:
        chosen = ((self.fields[name], self.asked(name)) for name in self.fields)
        return [dict(field.choices)[value] for field, value in chosen if value]


class MarksForm(forms.Form):
    """Points and words for each item: of the subject itself, or of the council (`is_council`)."""

    version = VersionField()

    def __init__(self, *args: Any, items: list[Item], marks: dict[int, Mark], is_council: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items, self.marks, self.is_council = items, marks, is_council
        names = ("council_points", "reason") if is_council else ("self_points", "note")
        words = "Lý do nếu khác điểm tự chấm" if is_council else "Minh chứng"
        for item in items:
            mark = marks.get(item.pk)
            points, told = (getattr(mark, name) for name in names) if mark else (None, "")
            self.fields[f"points-{item.pk}"] = points_field(f"Điểm: {item.text}", item.max_points)
            self.fields[f"words-{item.pk}"] = Text(
                label=f"{words}: {item.text}", required=False, max_length=500, widget=forms.TextInput(attrs=CONTROL)
            )
            self.initial |= {f"points-{item.pk}": points, f"words-{item.pk}": told}

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "item": item,
                "mark": self.marks.get(item.pk),
                "points": self[f"points-{item.pk}"],
                "words": self[f"words-{item.pk}"],
                "is_council": self.is_council,
            }
            for item in self.items
        ]

    def told(self) -> dict[int, Points]:
        given = self.cleaned_data
        return {item.pk: Points(given[f"points-{item.pk}"], given[f"words-{item.pk}"]) for item in self.items}
