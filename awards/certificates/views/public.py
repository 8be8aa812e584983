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
from thiduakt.school.models import School
from thiduakt.school.services.throttling import OF_CHECK
from thiduakt.school.views.throttled import Throttled
from thiduakt.vietnamese import one_line

TOKEN = re.compile(rf"[\w-]{{{TOKEN_LENGTH}}}", re.ASCII)
TYPED, OF_SCHOOL = "ma", "truong"
LONGEST = 200  # of what is typed: the whole address may be pasted


class Checking(Throttled, View):
    """For whoever holds the paper. A code that no certificate bears is answered alike, whatever it looks like."""

    limit = OF_CHECK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def answer(self, token: str, **told: Any) -> HttpResponse:
        known = Certificate.objects.select_related(*HELD).filter(token=token)
        found = known.first() if TOKEN.fullmatch(token) else None
        if found is None:
            return render(self.request, "certificates/unknown.html", told, status=HTTPStatus.NOT_FOUND)
        line = found.line
        told |= {"line": line, "decision": line.decision, "honor": honor_told(line), "standing": standing_of(line)}
        return render(self.request, "certificates/check.html", told)


class CertificateCheck(Checking):
    """The address that the QR code holds."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.answer(token)


class CertificateLookup(Checking):
    """Where the code is typed: below the QR code it stands in letters. `?truong=`: whose public page led here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        school = School.objects.filter(code=one_line(request.GET.get(OF_SCHOOL, ""))).first()
        if TYPED not in request.GET:
            return render(request, "certificates/lookup.html", {"of_school": school})
        typed = one_line(request.GET[TYPED])[:LONGEST]
        return self.answer(typed.rstrip("/").rpartition("/")[2], of_school=school, typed=typed)
