from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from thiduakt.school.models import SignIn
from thiduakt.school.services.sign_ins import see, why_ended

Handler = Callable[[HttpRequest], HttpResponse]
SIGN_IN = "thiduakt.sign_in"  # no header of a request has such a name
ELSEWHERE = (
    "Phiên đăng nhập này đã được kết thúc từ nơi khác, hoặc mật khẩu, vai trò của thầy/cô vừa thay đổi. "
    "Thầy/cô đăng nhập lại để làm tiếp."
)


class KeepSignIn:
    """A session lives as long as its sign-in is known, in use, and not too old. The login page says why it has ended.

    A session without a number was begun before sign-ins were kept; Django's own limit ends it. That it is in use is noted
    once the page is known: on some nobody is noted.
    """

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (number := request.session.get("sign_in")) is not None and request.user.is_authenticated:
            found = SignIn.objects.filter(pk=number, user=request.user.pk).first()
            if found:
                found.user = request.user
            if why := why_ended(found, at=timezone.now()) if found else ELSEWHERE:
                logout(request)
                request.session["why_signed_out"] = why
            else:
                request.META[SIGN_IN] = found
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if (found := request.META.get(SIGN_IN)) and getattr(getattr(view, "view_class", view), "leaves_trace", True):
            see(found, at=timezone.now())


class DutiesFirst:
    """Whoever still has a temporary password, or whose role asks for a second factor, does that before anything else."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        route = _duty(request.user) if request.user.is_authenticated else ""
        if route and request.path not in {reverse(name) for name in (route, "school:confirm", "logout")}:
            asked = {"next": request.get_full_path()} if request.method == "GET" and request.path != "/" else {}
            return redirect(reverse(route) + (f"?{urlencode(asked)}" if asked else ""))
        return self.get_response(request)


def _duty(user: Any) -> str:
    if user.must_change_password:
        return "school:change_password"
    if settings.SECOND_FACTOR_ENFORCED and user.owes_second_factor(timezone.localdate()):
        return "school:second_factor"
    return ""
