"""For the watchdog of the server, without an account. What was found is told to the machine itself alone."""

from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import View

from thiduakt.addresses import client_address
from thiduakt.routes import PUBLIC, Ruled

from .upkeep.readiness import checks


class Alive(Ruled, View):
    """The process answers: nothing else is asked, so a slow database does not have it killed."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        return _plain("ok\n", 200)


class Ready(Ruled, View):
    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        found = checks(timezone.now())
        is_ready = all(check.is_well for check in found)
        told = (
            "".join(f"{check}\n" for check in found) if _is_local(request) else ("ok\n" if is_ready else "chưa sẵn sàng\n")
        )
        return _plain(told, 200 if is_ready else 503)


def _is_local(request: HttpRequest) -> bool:
    address = client_address(request)
    return bool(address) and ip_address(address).is_loopback


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
