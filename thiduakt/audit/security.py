"""Nhật ký an ninh: who came in, who was refused, what left the house. Unchained, and gone after twelve months."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thiduakt.excel import CONTENT_TYPE as EXCEL
from thiduakt.tracing import current

from .models import SecurityEvent, SecurityKind


def security_event(kind: str, *, at: datetime, user: Any = None, address: str = "", detail: str = "") -> None:
    """Tell of one event. `user`: the account it is about, None where the name typed is nobody's.

    `detail` is a few words of ours, never what a person typed: somebody may have typed a password in the wrong field.
    """
    trace = current()
    SecurityEvent.objects.create(
        school_id=user.school_id if user else None,
        at=at,
        kind=SecurityKind(kind),
        user_id=user.pk if user else None,
        user_name=str(user)[:150] if user else "",
        address=address or trace.address,
        request_id=trace.request_id,
        detail=detail[:200],
    )


class SecurityWatch:
    """Tells of every refusal by the permission table and of every list that leaves as a spreadsheet, in whichever view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 403:
            self._tell("denied", request)
        elif response.get("Content-Type") in {EXCEL, "application/zip"}:
            self._tell("exported", request)
        return response

    def _tell(self, kind: str, request: HttpRequest) -> None:
        if request.user.is_authenticated:  # a stranger could fill the disk
            security_event(kind, user=request.user, at=timezone.now(), detail=current().rule)
