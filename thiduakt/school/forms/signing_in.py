"""Forms of the doors. They check what was typed; who comes in the services say."""

from datetime import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from thiduakt.addresses import throttled_address
from thiduakt.forms import bare_helper
from thiduakt.school.services.accounts import clean_username
from thiduakt.school.services.signing_in import admit, was_refused, was_right
from thiduakt.school.services.throttling import TooManyError

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
