"""One line in the log for each request, and the request's id in whatever else is told meanwhile.

No body, no query string, no name: a person is known by a pseudonym that only the holder of the key can follow.
"""

import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thiduakt.addresses import client_address

HEADER = "X-Request-ID"
GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
logger = logging.getLogger("thiduakt.request")


@dataclass
class Trace:
    """What is known of the request that is being answered."""

    request_id: str = ""
    address: str = ""
    route: str = ""
    rule: str = ""  # of the permission table, as the view names it
    is_told: bool = True  # False: no line says that somebody was on this page
    queries: int = 0
    db_ms: float = 0
    facts: dict[str, Any] = field(default_factory=dict)

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        """Django calls it around each query; the query itself is not kept."""
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.db_ms += (time.perf_counter() - started) * 1000


_nobody = Trace()
_current: ContextVar[Trace] = ContextVar("trace", default=_nobody)


def current() -> Trace:
    """The trace of this request; an empty one outside of any."""
    return _current.get()


def pseudonym(pk: int) -> str:
    """The same for the same account as long as the key is the same."""
    return hmac.new(settings.SECRET_KEY.encode(), f"log:{pk}".encode(), hashlib.sha256).hexdigest()[:12]


class RequestLog:
    """Outermost: what it measures is what the visitor waits for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        trace = Trace(request_id=request_id, address=client_address(request))
        token, started = _current.set(trace), time.perf_counter()
        try:
            with connection.execute_wrapper(trace.watch):
                response = self.get_response(request)
            response[HEADER] = trace.request_id
            trace.facts = _facts(request, response) | {
                "ms": round((time.perf_counter() - started) * 1000, 1),
                "db_ms": round(trace.db_ms, 1),
                "queries": trace.queries,
            }
            is_static = request.path_info.startswith(f"/{settings.STATIC_URL.lstrip('/')}")  # the proxy's log has those
            if trace.is_told and not is_static:
                logger.info("request")
        finally:
            _current.reset(token)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        trace = current()
        trace.route = request.resolver_match.view_name if request.resolver_match else ""
        trace.rule = getattr(getattr(view, "view_class", view), "permission", "")
        trace.is_told = getattr(getattr(view, "view_class", view), "leaves_trace", True)


def _facts(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    facts: dict[str, Any] = {"method": request.method, "route": current().route, "status": response.status_code}
    # Only what this request has read already: the log itself asks the database nothing.
    user = getattr(request, "_cached_user", None)
    if user is not None and user.is_authenticated:
        held = user.__dict__.get("_assignments", ())
        today = timezone.localdate()
        facts |= {"user": pseudonym(user.pk), "roles": sorted({row.role for row in held if row.is_in_force(today)})}
    return facts
