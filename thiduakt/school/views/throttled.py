"""Pages that anybody may read: so often from one address, and no more."""

import math
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from thiduakt.addresses import throttled_address
from thiduakt.routes import PUBLIC, Ruled
from thiduakt.school.services.throttling import OF_READER, TooManyError, minute_after, spend


class Throttled(Ruled):
    """Whoever takes down whole sites, or tries codes, asks elsewhere."""

    permission = PUBLIC
    limit = OF_READER

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        at = timezone.now()
        try:
            spend([(self.limit, self.limit.key(throttled_address(request)))], at=at)
        except TooManyError as refusal:
            page = render(request, "429.html", {"until": minute_after(refusal.until)}, status=HTTPStatus.TOO_MANY_REQUESTS)
            page["Retry-After"] = str(math.ceil((refusal.until - at).total_seconds()))
            return page
        return super().dispatch(request, *args, **kwargs)
