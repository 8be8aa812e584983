"""Coming in, going out, and one's own password."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.views import csrf
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from thiduakt.addresses import client_address, throttled_address
from thiduakt.audit.security import security_event
from thiduakt.once.unsent import unsent_form
from thiduakt.routes import PUBLIC, SIGNED_IN, Ruled
from thiduakt.school.devices import device_of
from thiduakt.school.forms.signing_in import ChangePasswordForm, CodeForm, SignInForm
from thiduakt.school.models import User
from thiduakt.school.services.accounts import change_own_password
from thiduakt.school.services.second_factor import check_code, why_wrong
from thiduakt.school.services.sign_ins import begin_sign_in

from .confirming import note_confirmation
from .pages import FormPage, Onward

STALE = "Trang đăng nhập này đã cũ. Thầy/cô đăng nhập lại. Nếu vẫn không được, hãy bật cookie cho trang này."
WAITS = 5 * 60  # seconds between the password and the code


class Login(Ruled, Onward, LoginView):
    """The first step. Whoever has a second factor is not signed in by it yet."""

    permission = PUBLIC
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:
        user = form.get_user()
        if user.has_second_factor and not form.code_has_passed:
            self.request.session["half_way"] = [user.pk, user.get_session_auth_hash(), timezone.now().timestamp()]
            return redirect(self.with_next(reverse("login_code")))
        return enter(self.request, user, self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why = self.request.session.pop("why_signed_out", "")
        return super().get_context_data(why_signed_out=why, **kwargs)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """On a login page gone stale there is no text to lose: who has signed in in another tab is in, others try again."""
    if request.path != reverse("login"):
        return csrf.csrf_failure(request, reason)
    if request.user.is_authenticated:
        return redirect("home")
    request.session["why_signed_out"] = STALE
    page = Login()
    page.setup(request)
    response = page.render_to_response(page.get_context_data(form=SignInForm(request)))
    response.status_code = 403
    return response


@method_decorator(sensitive_post_parameters(), name="dispatch")
class LoginCode(Ruled, Onward, FormView):
    """The second step, for whom the first has let pass a moment ago."""

    permission = PUBLIC
    form_class = CodeForm
    template_name = "registration/login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.user = _half_way(request)
        if self.user is None:
            request.session.setdefault("why_signed_out", "Thầy/cô đăng nhập lại từ đầu.")
            return redirect(self.with_next(reverse("login")))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        address, code = throttled_address(self.request) or "", form.cleaned_data["code"]
        try:
            passes = check_code(self.user, code, at=timezone.now(), address=address)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        if not passes:
            form.add_error("code", why_wrong(code))
            return self.form_invalid(form)
        return enter(self.request, self.user, self.next_or_home())


class Logout(Ruled, LogoutView):
    """Public, so that whoever signs out of a session that has already ended lands on the login page all the same."""

    permission = PUBLIC

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.sign_ins.filter(pk=request.session.get("sign_in")).delete()
            security_event("sign_out", user=request.user, at=timezone.now())
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response


def enter(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """Sign in; whose role asks for a second factor is led to set it up."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop("half_way", None)
    now = timezone.now()
    device = device_of(request.headers.get("User-Agent", ""))
    request.session["sign_in"] = begin_sign_in(user, address=client_address(request), device=device, at=now).pk
    note_confirmation(request)
    if unsent_form(request):
        onward = reverse("unsent")
    if user.owes_second_factor(timezone.localdate(now)):
        onward = f"{reverse('school:second_factor')}?{urlencode({'next': onward})}"
    return redirect(onward)


class Unsent(Ruled, TemplateView):
    """What was sent when the session had ended, under its first key: however often it is sent now, it is received once."""

    permission = SIGNED_IN
    template_name = "once/unsent.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = unsent_form(request)
        if form is None:
            return redirect("home")
        words = [value for _, value in form["fields"] if " " in value and value[0] not in "{["]
        typed = [Truncator(strip_tags(value)).chars(600) for value in words]
        return self.render_to_response(self.get_context_data(**form, typed=typed, home_url=reverse("home")))


def _half_way(request: HttpRequest) -> User | None:
    """Who has given the right password in this browser just now, if that password still stands."""
    pk, stood, since = request.session.get("half_way", (None, "", 0))
    if timezone.now().timestamp() - since > WAITS:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and constant_time_compare(user.get_session_auth_hash(), stood) else None


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ChangePassword(Onward, FormPage, FormView):
    """One's own password. All other sessions of this person end with the old one."""

    permission = SIGNED_IN
    form_class = ChangePasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("home")
    title = "Đổi mật khẩu"
    above = ()
    done = "Đã đổi mật khẩu. Nếu thầy/cô còn đăng nhập ở máy khác, lần đăng nhập đó đã kết thúc."

    def get_success_url(self) -> str:
        return self.next_or_home()

    def serve(self, form: BaseForm) -> None:
        user, given = self.request.user, form.cleaned_data
        change_own_password(
            user,
            old=given["old_password"],
            new=given["new_password"],
            at=timezone.now(),
            sign_in=self.request.session.get("sign_in"),
        )

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
