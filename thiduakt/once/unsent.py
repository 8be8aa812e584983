"""A form that was sent when the session had ended already: kept until the same person has signed in again, to be sent then.

Whose page it came from its one-time key says (see `receiving.new_key`); without such a key nothing is kept, so that nobody
fills the database who was never signed in. Sealed, for half an hour, in the session that leads through the login.
"""

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone

from thiduakt.sealing import seal, unseal

from .receiving import CSRF_FIELD, FIELD, owner_of

UNSENT = "unsent"
KEPT_FOR = 30 * 60  # seconds
LARGEST = 200_000  # characters of all fields together
KEPT = (
    "Phiên làm việc đã hết trước khi gửi. Nội dung thầy/cô đã gõ còn được giữ trong 30 phút: thầy/cô đăng nhập để gửi lại."
)
LOST = "Phiên làm việc đã hết, nội dung vừa gửi chưa được nhận. Thầy/cô đăng nhập rồi nhập và gửi lại."


class LoginWall(LoginRequiredMiddleware):
    """Django's, which forgets what was sent."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        asks_once = getattr(getattr(view_func, "view_class", None), "once", True)
        if request.method == "POST" and asks_once:
            kept = _keep(request)
            why = request.session.get("why_signed_out", "")
            request.session["why_signed_out"] = f"{why} {KEPT if kept else LOST}".strip()
        return super().handle_no_permission(request, view_func)


def unsent_form(request: HttpRequest) -> dict[str, Any] | None:
    """What this person sent in vain: `path`, `fields` (pairs), `has_files`. What is another's, or too old, is dropped."""
    try:
        form = json.loads(unseal(request.session.get(UNSENT, "")))
    except InvalidToken:
        return None
    if form["owner"] == request.user.pk and timezone.now().timestamp() - form["at"] <= KEPT_FOR:
        return form
    del request.session[UNSENT]
    return None


def _keep(request: HttpRequest) -> bool:
    """False if it cannot be kept. A form that asks for a password or a code is not: it is typed anew."""
    request.session.pop(UNSENT, None)
    fields = [(name, value) for name, values in request.POST.lists() if name != CSRF_FIELD for value in values]
    owner = owner_of(request.POST.get(FIELD, ""))
    has_secrets = any("password" in name or name == "code" for name, _ in fields)
    if owner is None or has_secrets or sum(len(name) + len(value) for name, value in fields) > LARGEST:
        return False
    form = {
        "owner": owner,
        "at": timezone.now().timestamp(),
        "path": request.get_full_path(),
        "fields": fields,
        "has_files": bool(request.FILES),
    }
    request.session[UNSENT] = seal(json.dumps(form))
    return True
