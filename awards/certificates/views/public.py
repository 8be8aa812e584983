"""Trang tra cứu giấy khen: what a phone shows that reads its code. The line of the decision, and whether it stands."""

import re
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from awards.certificates.models import Certificate
from awards.certificates.models.certificates import TOKEN_LENGTH
from awards.certificates.queries import HELD, honor_told, standing_of
from thiduakt.school.services.throttling import OF_CHECK
from thiduakt.school.views.throttled import Throttled

TOKEN = re.compile(rf"[\w-]{{{TOKEN_LENGTH}}}", re.ASCII)


class CertificateCheck(Throttled, View):
    """For whoever holds the paper. A code that no certificate bears is answered alike, whatever it looks like."""

    limit = OF_CHECK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        known = Certificate.objects.select_related(*HELD).filter(token=token)
        found = known.first() if TOKEN.fullmatch(token) else None
        if found is None:
            return render(request, "certificates/unknown.html", status=HTTPStatus.NOT_FOUND)
        line = found.line
        told = {"line": line, "decision": line.decision, "honor": honor_told(line), "standing": standing_of(line)}
        return render(request, "certificates/check.html", told)
