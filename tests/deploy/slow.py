"""Addresses of a server that takes its time, to be stopped meanwhile (test_stopping.py)."""

import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

TAKES = 2  # seconds


def slow(request: HttpRequest) -> HttpResponse:
    Path(settings.MEDIA_ROOT, "begun").touch()
    time.sleep(TAKES)
    return HttpResponse("Đã xong.")


slow.login_required = False
urlpatterns = [path("cham/", slow)]
