"""Coming in, going out, and one's own password."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from thiduakt.routes import PUBLIC, SIGNED_IN, Ruled
from thiduakt.school.forms import ChangePasswordForm, SignInForm
from thiduakt.school.models import User
from thiduakt.school.services.accounts import change_own_password

from .pages import FormPage


class Login(Ruled, LoginView):
    permission = PUBLIC
    form_class = SignInForm
    redirect_authenticated_user = True


class Logout(Ruled, LogoutView):
    """Public, so that whoever signs out of a session that has already ended lands on the login page all the same."""

    permission = PUBLIC


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ChangePassword(FormPage, FormView):
    """One's own password. All other sessions of this person end with the old one."""

    permission = SIGNED_IN
    form_class = ChangePasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("home")
    title = "Đổi mật khẩu"
    above = ()
    done = "Đã đổi mật khẩu. Nếu thầy/cô còn đăng nhập ở máy khác, lần đăng nhập đó đã kết thúc."

    def serve(self, form: BaseForm) -> None:
        user, given = self.request.user, form.cleaned_data
        change_own_password(user, old=given["old_password"], new=given["new_password"], at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(notice=_why_now(self.request.user), **kwargs)

    def answer(self) -> HttpResponse:
        update_session_auth_hash(self.request, self.request.user)
        return super().answer()


def _why_now(user: User) -> str:
    """Whoever was given a new password learns from whom: it may have been nobody's wish."""
    if not user.must_change_password:
        return ""
    sentence = "Thầy/cô đang dùng mật khẩu tạm và cần đổi trước khi làm việc."
    if user.password_reset_at is None:
        return sentence
    at = timezone.localtime(user.password_reset_at)
    return f"{sentence} Mật khẩu được {user.password_reset_by} đặt lại lúc {at:%H:%M ngày %d/%m/%Y}."
