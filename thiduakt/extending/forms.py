from datetime import date
from typing import Any

from django import forms

from thiduakt.forms import Day, Text, bare_helper, side_by_side
from thiduakt.school.models import Group, Person, School


class ExtensionForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Gia hạn cho một người", required=False, empty_label="Chọn người"
    )
    group = forms.ModelChoiceField(Group.objects.none(), label="hoặc cho cả tổ", required=False, empty_label="Chọn tổ")
    until = Day(label="Đến hết ngày")
    reason = Text(label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, school: School, on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(school=school).at_work(on).select_related("group")
        self.fields["person"].queryset, self.fields["group"].queryset = people, Group.objects.filter(school=school)  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = lambda one: f"{one}, {one.group or one.post}"  # type: ignore[attr-defined]
        self.helper = bare_helper(side_by_side("person", "group"), "until", "reason")

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if bool(told.get("person")) == bool(told.get("group")):
            self.add_error("person", "Thầy/cô chọn một người, hoặc một tổ.")
        return told
