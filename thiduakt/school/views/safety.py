"""Bảo vệ tài khoản: one's own second factor, and where one is signed in."""

from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from thiduakt.pages import Posted
from thiduakt.permissions import SECOND_FACTOR_TO_VOTE
from thiduakt.routes import SIGNED_IN, Ruled
from thiduakt.school.forms.signing_in import SecondFactorForm
from thiduakt.school.models import SignIn, User
from thiduakt.school.services.second_factor import app_address, new_recovery_codes, new_secret, set_up, turn_off
from thiduakt.school.services.sign_ins import end_own, end_sign_ins
from thiduakt.sealing import seal, unseal

from .confirming import RecentlyAuthenticated
from .pages import FormPage, Onward, Page

PENDING = "new_second_factor"  # in the session: the sealed secret, until a code shows that the app has it


class Safety(Page, TemplateView):
    permission = SIGNED_IN
    template_name = "school/safety.html"
    title = "Bảo vệ tài khoản"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        today = timezone.localdate()
        here, sign_ins = self.request.session.get("sign_in"), list(user.sign_ins.all())
        return super().get_context_data(
            factor=getattr(user, "second_factor", None),
            reset_notice=_reset_notice(user),
            duty=_duty(user, today),
            must_keep=user.must_have_second_factor(today),
            sign_ins=sign_ins,
            here=here,
            others=any(found.pk != here for found in sign_ins),
            **kwargs,
        )


def _duty(user: User, today: date) -> str:
    if user.must_have_second_factor(today):
        return "Vai trò của thầy/cô được ký, ban hành hoặc quản lý tài khoản, nên cần xác thực hai bước."
    if user.roles_on(today) & SECOND_FACTOR_TO_VOTE:
        return "Thầy/cô cần xác thực hai bước khi bỏ phiếu ở hội đồng; nên cài đặt từ bây giờ."
    return "Vai trò của thầy/cô không bắt buộc; cài đặt thì tài khoản an toàn hơn."


def _reset_notice(user: User) -> str:
    """Taken away by somebody else, it may have been nobody's wish."""
    if user.has_second_factor or user.second_factor_reset_at is None:
        return ""
    at = timezone.localtime(user.second_factor_reset_at)
    return (
        f"Xác thực hai bước của thầy/cô đã được {user.second_factor_reset_by} bỏ lúc {at:%H:%M ngày %d/%m/%Y}. "
        "Nếu thầy/cô không yêu cầu việc này, hãy báo hiệu trưởng."
    )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SetUpSecondFactor(RecentlyAuthenticated, Onward, FormPage, FormView):
    """The secret, as a picture and to type; one code back; then the recovery codes, on the page that answers, once."""

    permission = SIGNED_IN
    form_class = SecondFactorForm
    template_name = "school/second_factor.html"
    title = "Cài đặt xác thực hai bước"
    above = ()
    submit_label = "Xác nhận mã"

    def get_success_url(self) -> str:
        return reverse("school:safety")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, secret = self.request.user, self._secret()
        qr = segno.make(app_address(user, secret), error="m", boost_error=False)
        is_duty = user.owes_second_factor(timezone.localdate())
        return super().get_context_data(
            qr=qr.svg_data_uri(scale=5, border=3, light="#fff"),
            secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
            reset_notice=_reset_notice(user),
            is_duty=is_duty,
            later_url=self.next_or_home() if is_duty and not settings.SECOND_FACTOR_ENFORCED else "",
            is_enforced=is_duty and settings.SECOND_FACTOR_ENFORCED,
            **kwargs,
        )

    def _secret(self) -> str:
        if PENDING not in self.request.session:
            self.request.session[PENDING] = seal(new_secret())
        return unseal(self.request.session[PENDING])

    def serve(self, form: BaseForm) -> None:
        code = form.cleaned_data["code"]
        self.replaces_codes = self.request.user.has_second_factor
        self.codes = set_up(self.request.user, secret=self._secret(), code=code, at=timezone.now())

    def answer(self) -> HttpResponse:
        del self.request.session[PENDING]
        return _codes_page(self.request, self.codes, self.next_or_home(), replaces_codes=self.replaces_codes)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class NewRecoveryCodes(RecentlyAuthenticated, Ruled, Posted, View):
    permission = SIGNED_IN

    def get_success_url(self) -> str:
        return reverse("school:safety")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            codes = new_recovery_codes(request.user, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.message)
            return redirect(self.get_success_url())
        return _codes_page(request, codes, reverse("school:safety"), replaces_codes=True)


def _codes_page(request: HttpRequest, codes: list[str], onward: str, *, replaces_codes: bool) -> HttpResponse:
    """Shown in the answer itself: a redirect would need to keep the codes somewhere on the way."""
    context = {
        "title": "Mã dự phòng",
        "warning": "Các mã này chỉ hiện một lần. Thầy/cô in hoặc chép ra giấy và cất ở nơi riêng, "
        "không để trong điện thoại.",
        "codes": codes,
        "now": timezone.now(),
        "replaces_codes": replaces_codes,
        "print_label": "In mã dự phòng",
        "done_label": "Đã cất xong, tiếp tục",
        "done_url": onward,
    }
    response = render(request, "school/recovery_codes.html", context)
    response["Content-Location"] = reverse("school:safety")
    return response


class TurnOffSecondFactor(RecentlyAuthenticated, Ruled, Posted, View):
    permission = SIGNED_IN

    def get_success_url(self) -> str:
        return reverse("school:safety")

    def act(self) -> str:
        turn_off(self.request.user, at=timezone.now())
        return "Đã tắt xác thực hai bước."


class EndSignIn(Ruled, SingleObjectMixin, Posted, View):
    """One of one's own."""

    permission = SIGNED_IN

    def get_queryset(self) -> QuerySet[SignIn]:
        return self.request.user.sign_ins.all()

    def get_success_url(self) -> str:
        return reverse("school:safety")

    def act(self) -> str:
        end_own(self.get_object(), at=timezone.now())
        return "Đã kết thúc phiên đăng nhập."


class EndOtherSignIns(Ruled, Posted, View):
    permission = SIGNED_IN

    def get_success_url(self) -> str:
        return reverse("school:safety")

    def act(self) -> str:
        user = self.request.user
        ended = end_sign_ins(user, at=timezone.now(), by=str(user), but=self.request.session.get("sign_in"))
        return f"Đã kết thúc {ended} phiên đăng nhập ở nơi khác."
