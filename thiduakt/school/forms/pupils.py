"""Forms about classes and pupils."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from thiduakt.forms import Day, RowsField, Text, bare_helper, side_by_side
from thiduakt.school.models import (
    Person,
    Pupil,
    SchoolClass,
)

from .people import PersonChoice, people_at_work


class SchoolClassForm(forms.ModelForm):
    """A class stays in its year; next year's is another one. Of a new one there is no version to begin from."""

    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput)
    teachers = RowsField(
        Person.objects.none(), label="Giáo viên của lớp", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = SchoolClass
        fields = ["year", "name", "grade"]
        field_classes = {"name": Text, "grade": Text}
        help_texts = {"name": "Viết như trên giấy khen: Lớp mẫu giáo lớn A1.", "grade": "Ví dụ: Mẫu giáo lớn, Khối 5."}

    def __init__(self, *args: Any, years: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = people_at_work(self.instance.school)
        self.fields["year"].choices = years
        if self.instance.pk:
            del self.fields["year"]
            people = people | Person.objects.filter(classes=self.instance)
            self.fields["teachers"].initial = self.instance.teachers.all()
            self.fields["version"].initial = self.instance.version
        else:
            del self.fields["version"]
        self.fields["teachers"].queryset = people.distinct()
        self.fields["teachers"].label_from_instance = PersonChoice.label_from_instance.__get__(self)
        ends = ("name", "grade", "teachers")
        self.helper = bare_helper(*((*ends, "version") if self.instance.pk else ("year", *ends)))


class PupilForm(forms.ModelForm):
    """Of somebody new there is no version to begin from. The day of birth is for few."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), label="Lớp", required=False, empty_label="Chưa xếp lớp"
    )

    class Meta:
        model = Pupil
        fields = ["full_name", "gender", "pupil_code", "born_on", "left_on"]
        field_classes = {"full_name": Text, "pupil_code": Text, "born_on": Day, "left_on": Day}
        help_texts = {
            "full_name": "Viết hoa chữ đầu mỗi tiếng, đủ dấu: tên này được in trên giấy khen.",
            "left_on": "Chỉ nhập khi em ra trường hoặc chuyển trường.",
        }

    def __init__(self, *args: Any, sees_birth: bool, classes: QuerySet[SchoolClass], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not sees_birth:
            del self.fields["born_on"]
        self.fields["school_class"].queryset = classes
        self.fields["version"].initial = self.instance.version
        if self.instance.pk is None:
            del self.fields["version"]
        self.helper = bare_helper(
            side_by_side("full_name", "gender"),
            side_by_side("pupil_code", *(["born_on"] if sees_birth else [])),
            side_by_side("school_class", "left_on"),
            *(["version"] if "version" in self.fields else []),
        )
