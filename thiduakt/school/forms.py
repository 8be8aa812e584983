"""Forms check what was typed and arrange it on the page. What it means is for the services."""

from datetime import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils import timezone

from thiduakt.addresses import throttled_address
from thiduakt.forms import Day, Text, bare_helper, side_by_side
from thiduakt.permissions import Role

from .models import Delegation, Group, Letterhead, Person, Pupil, RoleAssignment, School, SchoolClass, SchoolYear
from .services.accounts import clean_username
from .services.roles import delegable_actions, may_be_delegated
from .services.signing_in import admit, was_refused, was_right
from .services.throttling import TooManyError


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
SLIP_EXPIRED = "Mật khẩu tạm đã hết hạn. Thầy/cô nhờ người quản trị kỹ thuật của trường đặt lại và đưa phiếu mới."
BY_CODE = "Thầy/cô đã cài đặt xác thực hai bước thì nhập thêm mã xác thực để đăng nhập ngay."


def secret_field(label: str, autocomplete: str, **more: Any) -> forms.CharField:
    """A password, taken as it is typed or pasted."""
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "data-show": ""}),
        **more,
    )


def code_field(**more: Any) -> forms.CharField:
    """Of an authenticator app or of the printed list."""
    attrs = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(max_length=40, widget=forms.TextInput(attrs=attrs), **more)


class SignInForm(AuthenticationForm):
    """What it says is the same for every name, known or not."""

    error_messages = {"invalid_login": SIGN_IN_REFUSED, "inactive": SIGN_IN_REFUSED}
    code = code_field(label="Mã xác thực hoặc mã dự phòng", required=False)
    asks_for_code = False
    code_has_passed = False

    def clean_username(self) -> str:
        return clean_username(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name is None or not password:
            return self.cleaned_data
        address, now = throttled_address(self.request) or "", timezone.now()
        try:
            self._check(name, password, address, now)
        except ValidationError as refusal:
            was_refused(name, at=now, is_locked=isinstance(refusal, TooManyError))
            raise
        was_right(name, address=address, at=now)
        return self.cleaned_data

    def _check(self, name: str, password: str, address: str, now: datetime) -> None:
        """The narrow count first: what it refuses does not use up the wider ones, which others share."""
        self._refuse_if_locked(name, address)
        try:
            self.code_has_passed = admit(name, address=address, code=self.cleaned_data.get("code", ""), at=now)
        except TooManyError as refusal:
            self.asks_for_code = True
            refusal.message = f"{refusal.message} {BY_CODE}"
            raise
        self.user_cache = authenticate(self.request, username=name, password=password)
        if self.user_cache is None:
            self._refuse_if_locked(name, address)
            raise self.get_invalid_login_error()
        if self.user_cache.password_has_expired(now):
            raise ValidationError(SLIP_EXPIRED)
        self.confirm_login_allowed(self.user_cache)

    def _refuse_if_locked(self, name: str, address: str) -> None:
        """django-axes: five failures of one name from one address within fifteen minutes."""
        if AxesProxyHandler.is_locked(self.request, {"username": name}):
            last = AccessAttempt.objects.filter(username=name, ip_address=address or None).aggregate(at=Max("attempt_time"))
            raise TooManyError((last["at"] or timezone.now()) + settings.AXES_COOLOFF_TIME)


class CodeForm(forms.Form):
    """The second step."""

    code = code_field(
        label="Mã xác thực",
        help_text="6 chữ số đang hiện trong ứng dụng xác thực trên điện thoại. Mất điện thoại thì nhập một mã dự phòng.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True
        self.helper = bare_helper("code")


class ConfirmForm(forms.Form):
    password = secret_field("Mật khẩu", "current-password")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("password")


class SecondFactorForm(forms.Form):
    code = code_field(label="Mã đang hiện trong ứng dụng", help_text="6 chữ số; mã mới hiện ra sau mỗi 30 giây.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("code")


class ChangePasswordForm(forms.Form):
    old_password = secret_field("Mật khẩu hiện tại", "current-password")
    new_password = secret_field("Mật khẩu mới", "new-password")
    new_password_again = secret_field("Mật khẩu mới, nhập lại", "new-password")

    def clean_new_password_again(self) -> str:
        again = self.cleaned_data["new_password_again"]
        if again != self.cleaned_data.get("new_password", again):
            raise forms.ValidationError("Hai lần nhập mật khẩu mới chưa giống nhau.")
        return again


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


class SchoolClassForm(forms.ModelForm):
    """A class stays in its year; next year's is another one. Of a new one there is no version to begin from."""

    year = forms.TypedChoiceField(label="Năm học", coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput)
    teachers = forms.ModelMultipleChoiceField(
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
