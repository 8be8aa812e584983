"""Forms check what was typed and arrange it on the page. What it means is for the services."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone

from thiduakt.forms import Day, Text, bare_helper, side_by_side
from thiduakt.permissions import Role

from .models import Delegation, Group, Letterhead, Person, RoleAssignment, School, SchoolYear
from .services.accounts import clean_username
from .services.roles import delegable_actions, may_be_delegated


class PersonChoice(forms.ModelChoiceField):
    """Two people of one name are told apart by what they do."""

    def label_from_instance(self, person: Person) -> str:
        return f"{person} – {person.post}" + (f", {person.group}" if person.group else "")


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


SIGN_IN_REFUSED = (
    "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đã bị khóa. Thầy/cô xem lại phím Caps Lock và bộ gõ tiếng Việt."
)


class SignInForm(AuthenticationForm):
    error_messages = {"invalid_login": SIGN_IN_REFUSED, "inactive": SIGN_IN_REFUSED}

    def clean_username(self) -> str:
        return clean_username(self.cleaned_data["username"])


class ChangePasswordForm(forms.Form):
    old_password = forms.CharField(
        label="Mật khẩu hiện tại",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label="Mật khẩu mới", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    new_password_again = forms.CharField(
        label="Mật khẩu mới, nhập lại", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_new_password_again(self) -> str:
        again = self.cleaned_data["new_password_again"]
        if again != self.cleaned_data.get("new_password", again):
            raise forms.ValidationError("Hai lần nhập mật khẩu mới chưa giống nhau.")
        return again


class PersonForm(forms.ModelForm):
    """Of somebody new there is no version to begin from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = ["full_name", "gender", "staff_code", "post", "group", "joined_on", "left_on"]
        field_classes = {"full_name": Text, "staff_code": Text, "post": Text, "joined_on": Day, "left_on": Day}
        help_texts = {
            "full_name": "Viết hoa chữ đầu mỗi tiếng, đủ dấu: tên này được in trên quyết định và giấy khen.",
            "left_on": "Chỉ nhập khi người này nghỉ hưu, chuyển trường hoặc thôi việc.",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(school=self.instance.school_id)
        self.fields["group"].empty_label = "Không thuộc tổ nào"
        self.fields["version"].initial = self.instance.version
        if self.instance.pk is None:
            del self.fields["version"]
        self.helper = bare_helper(
            side_by_side("full_name", "gender"),
            side_by_side("post", "staff_code"),
            "group",
            side_by_side("joined_on", "left_on"),
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


class LetterheadForm(forms.ModelForm):
    class Meta:
        model = Letterhead
        fields = ["valid_from", "parent_lines", "issuer_lines", "place", "office_code", "note"]
        field_classes = {
            "valid_from": Day,
            "parent_lines": Text,
            "issuer_lines": Text,
            "place": Text,
            "office_code": Text,
            "note": Text,
        }
        widgets = {"parent_lines": forms.Textarea(attrs={"rows": 2}), "issuer_lines": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("valid_from", "parent_lines", "issuer_lines", side_by_side("place", "office_code"), "note")


class SchoolYearForm(forms.ModelForm):
    class Meta:
        model = SchoolYear
        fields = ["starts_on", "ends_on"]
        field_classes = {"starts_on": Day, "ends_on": Day}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(side_by_side("starts_on", "ends_on"))


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


class RoleForm(forms.ModelForm):
    class Meta:
        model = RoleAssignment
        fields = ["person", "role", "starts_on", "ends_on", "basis"]
        field_classes = {"person": PersonChoice, "starts_on": Day, "ends_on": Day, "basis": Text}
        help_texts = {"ends_on": "Để trống nếu chưa biết."}

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_at_work(school)
        self.fields["role"].choices = [("", "---------"), *Role.choices]
        self.helper = bare_helper("person", "role", side_by_side("starts_on", "ends_on"), "basis")


class DelegationForm(forms.ModelForm):
    action = forms.ChoiceField(label="Việc được ủy quyền")
    ends_on = Day(label="Đến hết ngày")

    class Meta:
        model = Delegation
        fields = ["person", "action", "starts_on", "ends_on", "basis"]
        field_classes = {"person": PersonChoice, "starts_on": Day, "basis": Text}

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_at_work(school).filter(pk__in=may_be_delegated(school, timezone.localdate()))
        self.fields["action"].choices = [("", "---------"), *delegable_actions().items()]
        self.helper = bare_helper("person", "action", side_by_side("starts_on", "ends_on"), "basis")


class EndForm(forms.Form):
    """The last day of a role or of a delegation."""

    ends_on = Day(label="Đến hết ngày", help_text="Ngày cuối cùng còn hiệu lực.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("ends_on")
