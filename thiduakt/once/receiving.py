"""A form is received once, however often it is sent: by a double click, by paging back, from a page open twice.

Each form carries a key of its own. Whoever comes first with a key is answered by the view; what follows with the same
content is led to where the first one led. A view that answers with no address (a refused form shown again, an error) has
stored nothing, and the same page may be sent again.
"""

import hashlib
import json
import re
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Submission

FIELD = "once"
CSRF_FIELD = "csrfmiddlewaretoken"
KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
OWNED = re.compile(r"([0-9a-f]{16})-([0-9]{1,18})-([0-9a-f]{28})", re.ASCII)
KEPT = timedelta(hours=24)
HASHED = 16 * 1024 * 1024  # bytes of one file that are looked at; nothing larger is accepted anywhere
PATIENCE = 10  # seconds for the first one to be answered: longer than anything but a stuck print takes
LOOK_EVERY = 0.05
STUCK = timedelta(minutes=2)  # no server waits so long for its worker: it has died on the way

AGAIN = "Lần gửi này trùng với lần ngay trước đó, nên hệ thống chỉ nhận một lần."


def new_key(user_id: int | None = None) -> str:
    """Of a page that this person was shown; who that was can be read off it, and not forged."""
    word = secrets.token_hex(8)
    return f"{word}-{user_id}-{_mark(word, user_id)}" if user_id else secrets.token_urlsafe(16)


def owner_of(key: str) -> int | None:
    if not (found := OWNED.fullmatch(key)):
        return None
    word, user_id, mark = found.groups()
    return int(user_id) if constant_time_compare(_mark(word, user_id), mark) else None


def _mark(word: str, user_id: int | str) -> str:
    return salted_hmac("thiduakt.once.key", f"{word}-{user_id}", algorithm="sha256").hexdigest()[:28]


def received_once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """`answer` is asked for the first one alone. A post without a key, or of nobody signed in, is answered as it comes."""
    sent = _sent(request)
    if sent is None:
        return answer()
    until = time.monotonic() + PATIENCE
    while (earlier := _look_up(sent)) or not _takes_its_place(sent):
        if earlier and (told := _told(request, sent, earlier)):
            return told
        if time.monotonic() > until:
            return _wait(request, sent)
        time.sleep(LOOK_EVERY)
    return _receive(sent, answer) if sent.pk else answer()


def _told(request: HttpRequest, sent: Submission, earlier: Submission) -> HttpResponse | None:
    """What became of the earlier one; None while it is being received."""
    if earlier.led_to and sent.content in {"", earlier.content}:
        messages.info(request, AGAIN)
        return HttpResponseRedirect(earlier.led_to, status=303)
    if earlier.led_to:
        return _ask_again(request, earlier, "Biểu mẫu này đã gửi một lần, với nội dung khác.", status=422)
    if timezone.now() - earlier.at > STUCK:
        return _ask_again(request, earlier, "Máy chủ đã dừng giữa chừng khi nhận lần gửi trước.", status=409)
    return None


def _sent(request: HttpRequest) -> Submission | None:
    """What was pressed, not stored yet. With GET it is the page that waits and asks what has become of it."""
    asked = request.POST if request.method == "POST" else request.GET
    key, user_id = asked.get(FIELD, ""), request.user.pk
    if user_id is None or not KEY.fullmatch(key):
        return None
    route = request.resolver_match.view_name if request.resolver_match else ""
    content = _content(request) if request.method == "POST" else ""
    return Submission(user_id=user_id, key=key, route=route, content=content, at=timezone.now())


def _content(request: HttpRequest) -> str:
    """A keyed hash: what was typed, a password perhaps, cannot be guessed from it."""
    fields = [(name, values) for name, values in request.POST.lists() if name not in {FIELD, CSRF_FIELD}]
    files = [(name, [_weigh(file) for file in given]) for name, given in request.FILES.lists()]
    whole = json.dumps([request.path, sorted(fields), sorted(files)])
    return salted_hmac("thiduakt.once", whole, algorithm="sha256").hexdigest()


def _weigh(file: UploadedFile) -> list[Any]:
    digest, left = hashlib.sha256(), HASHED
    for chunk in file.chunks():
        digest.update(chunk[:left])
        left -= len(chunk)
        if left <= 0:
            break
    file.seek(0)
    return [file.name, file.size, digest.hexdigest()]


def _look_up(sent: Submission) -> Submission | None:
    return Submission.objects.filter(user_id=sent.user_id, key=sent.key, route=sent.route).first()


def _takes_its_place(sent: Submission) -> bool:
    """False where another one with the same key was faster. Who only asks (GET) takes nobody's place."""
    if not sent.content:
        return True
    Submission.objects.filter(user_id=sent.user_id, at__lt=sent.at - KEPT).delete()
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _receive(sent: Submission, answer: Callable[[], HttpResponse]) -> HttpResponse:
    led_to = ""
    try:
        response = answer()
        led_to = response.get("Location") or response.get("Content-Location", "")
        return response
    finally:
        if led_to:
            Submission.objects.filter(pk=sent.pk).update(led_to=led_to)
        else:
            Submission.objects.filter(pk=sent.pk).delete()


def _wait(request: HttpRequest, sent: Submission) -> HttpResponse:
    """A page that asks again by itself, and with GET, so that nothing is sent twice."""
    address = f"{request.path}?{urlencode({FIELD: sent.key})}"
    response = render(request, "once/waiting.html", {"address": address}, status=409)
    response["Refresh"] = f"3;url={address}"
    return response


def _ask_again(request: HttpRequest, earlier: Submission, why: str, *, status: int) -> HttpResponse:
    """What became of the earlier one, and all that was typed this time, to be sent under a new key; but for passwords."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {FIELD, CSRF_FIELD} and "password" not in name
        for value in values
    ]
    context = {"why": why, "led_to": earlier.led_to, "fields": fields, "has_files": bool(request.FILES)}
    return render(request, "once/ask_again.html", context, status=status)
