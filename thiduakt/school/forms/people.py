"""Forms about people: who works here, in which tổ, with which account."""

from typing import Any

from django import forms
from django.utils import timezone

from thiduakt.forms import Day, Text, bare_helper, side_by_side
from thiduakt.school.models import (
    Group,
    Person,
    School,
)


class PersonChoice(forms.ModelChoiceField):
    """Two people of one name are told apart by what they do."""

    def label_from_instance(self, person: Person) -> str:
        return person.label


def people_at_work(school: School) -> Any:
    return Person.objects.filter(school=school).at_work(timezone.localdate()).select_related("group")


class GroupFilterForm(forms.Form):
    """The group a list of people is asked for, by GET. What is not valid is not asked."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        required=False,
        empty_label="Tất cả các tổ",
        widget=forms.Select(attrs={"class": "form-select w-auto", "aria-label": "Tổ"}),
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(school=school)

    def asked(self) -> Group | None:
        self.is_valid()
        return self.cleaned_data.get("group")


class SlipsForm(forms.Form):
    """Whom accounts are opened for, many at once, out of `people`."""

    people = forms.MultipleChoiceField(
        label="Người chưa có tài khoản",
        error_messages={
            "required": "Thầy/cô đánh dấu ít nhất một người.",
            "invalid_choice": "Có người vừa được mở tài khoản hoặc không còn trong danh sách. Thầy/cô đánh dấu lại.",
        },
    )

    def __init__(self, *args: Any, people: list[Person], chooses_all: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.chooses_all = chooses_all
        self.offered = {str(person.pk): person for person in people}
        self.fields["people"].choices = list(self.offered.items())

    def chosen(self) -> list[Person]:
        return [self.offered[key] for key in self.cleaned_data["people"]]

    def rows(self) -> list[dict[str, Any]]:
        """Nobody or everybody marked at first; then as it was posted."""
        marked = self["people"].value() if self.is_bound else self.offered if self.chooses_all else ()
        return [{"person": person, "is_chosen": key in marked} for key, person in self.offered.items()]


class PersonForm(forms.ModelForm):
    """Of somebody new there is no version to begin from. The day of birth is for few."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = [
            "full_name", "gender", "born_on", "staff_code", "post", "group", "is_manager", "recruited_on", "joined_on",
            "left_on",
        ]  # fmt: skip
        field_classes = {"full_name": Text, "staff_code": Text, "post": Text} | dict.fromkeys(
            ("born_on", "recruited_on", "joined_on", "left_on"), Day
        )
        help_texts = {
            "full_name": "Viết hoa chữ đầu mỗi tiếng, đủ dấu: tên này được in trên quyết định và giấy khen.",
            "left_on": "Chỉ nhập khi người này nghỉ hưu, chuyển trường hoặc thôi việc.",
            "is_manager": "Hiệu trưởng, phó hiệu trưởng. Tỷ lệ khen người trực tiếp giảng dạy được tính theo mục này.",
        }

    def __init__(self, *args: Any, sees_birth: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not sees_birth:
            del self.fields["born_on"]
        self.fields["group"].queryset = Group.objects.filter(school=self.instance.school_id)
        self.fields["group"].empty_label = "Không thuộc tổ nào"
        self.fields["version"].initial = self.instance.version
        if self.instance.pk is None:
            del self.fields["version"]
        self.helper = bare_helper(
            side_by_side("full_name", "gender"),
            side_by_side("post", "staff_code"),
            side_by_side("group", *(["born_on"] if sees_birth else [])),
            "is_manager",
            side_by_side("recruited_on", "joined_on"),
            side_by_side("left_on"),
            *(["version"] if "version" in self.fields else []),
        )


class GroupForm(forms.ModelForm):
    class Meta:
        model = Group
        fields = ["name"]
        field_classes = {"name": Text}
        help_texts = {"name": "Viết cả chữ “Tổ”: Tổ mẫu giáo lớn."}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("name")


class AccountForm(forms.Form):
    username = Text(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ không dấu, viết thường, không có dấu cách.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("username")


class KinForm(forms.Form):
    """Somebody of the school, and what they are to the person who says so."""

    relative = PersonChoice(Person.objects.none(), label="Người thân", empty_label="Chọn người trong trường")
    relation = Text(label="Quan hệ", max_length=100, help_text="Ví dụ: vợ, chồng, chị ruột, con dâu.")

    def __init__(self, *args: Any, person: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["relative"].queryset = people_at_work(person.school).exclude(pk=person.pk)
        self.helper = bare_helper()
