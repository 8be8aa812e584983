"""Every page as everybody: its headers, nothing that runs inside it, and a GET that changes nothing (B21).

Run on the empty database that DATABASE_URL names:  python -m tests.reliability.headers_crawl [--small]
Prints one JSON object. Each twin takes one of the guards away, and must go red.
"""

import hashlib
import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from unittest import mock
from urllib.parse import urljoin, urlsplit

import django
from django.conf import settings

if not settings.configured:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()

import lxml.html
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, resolve
from django.utils import timezone

from campaigns.plans.models import Plan
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.output import draw_ahead
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.home import demo, views
from thiduakt.routes import routes
from thiduakt.school.models import Person, User
from thiduakt.workflow import perform

# What a request may leave behind: who is signed in, what the doors tell, which forms were received.
LOGS = {
    "sessions.Session",
    "school.SignIn",
    "school.Attempts",
    "audit.SecurityEvent",
    "axes.AccessAttempt",
    "once.Submission",
}
EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=()",
}
PAGE_POLICY = ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
MOST_OF_A_ROUTE = 3  # pages of one kind, for each person
INSIDE = {
    "script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "style": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "address": re.compile(r"javascript:|(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
    # A browser leaves the inner one out, and what follows its end belongs to no form: the button does nothing.
    "form in a form": re.compile(r"<form\b(?:(?!</form>).)*<form\b", re.IGNORECASE | re.DOTALL),
}


def world() -> list[User | None]:
    """The demo's school with an issued plan beside its draft; its people, and nobody."""
    demo.load(timezone.now())
    principal, clerk = User.objects.get(username="hieutruong"), User.objects.get(username="vanthu")
    document = Plan.objects.get().document
    day, now = date(2023, 2, 15), timezone.now()
    perform(DOCUMENT_FLOW, document, "submit", actor=principal, at=now)
    document.refresh_from_db()
    sign_document(document, signed_on=day, actor=principal, at=now)
    issued = issue_document(document, issued_on=day, actor=clerk, at=now, reason="Văn bản ký trên giấy.")
    draw_ahead(issued)
    return [None, *User.objects.order_by("pk")]


def crawl(people: list[User | None], *, most: int = 10_000) -> dict[str, object]:
    """What is wrong, in sentences; and how much was looked at."""
    found: Counter[str] = Counter()
    first: dict[str, str] = {}
    pages = 0
    for person in people:
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person)
        before = fingerprints()
        for response in _answers(client, most):
            pages += 1
            where = f"{person.username if person else 'nobody'} {response.wsgi_request.path}"
            for fault in faults(response):
                found[fault] += 1
                first.setdefault(fault, where)
        after = fingerprints()
        for table in (name for name in before if before[name] != after[name]):
            found[f"a GET has changed {table}"] += 1
    told = [f"{fault} ({count} times; first: {first.get(fault, '')})" for fault, count in found.most_common(10)]
    return {"green": not found, "pages": pages, "people": len(people), "faults": told}


def _answers(client: Client, most: int) -> Iterator[HttpResponse]:
    """Each page twice: what is written only the first time is written too."""
    waiting, seen, of_route = list(start()), set(), Counter()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        path = urlsplit(address).path
        name = _route(path)
        if address in seen or of_route[name] >= MOST_OF_A_ROUTE:
            continue
        seen.add(address)
        of_route[name] += 1
        for _ in range(2):
            response = client.get(address)
            yield response
            for close in response._resource_closers:  # the file, but not the database as response.close() would
                close()
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            waiting += [found for found in _links(response, address) if found not in seen]


def start() -> list[str]:
    """Every address that needs no key, one that is none, and a static file."""
    plain = [path for path, _ in routes(get_resolver().url_patterns) if "<" not in path]
    return [*(f"/{path}" for path in plain), "/khong-co/", "/van-ban/999999/", f"{settings.STATIC_URL}css/thiduakt.css"]


def _route(path: str) -> str:
    try:
        return resolve(path).view_name
    except django.http.Http404:
        return path


def _links(response: HttpResponse, address: str) -> list[str]:
    page = lxml.html.fromstring(response.content)
    found = [urljoin(address, link) for _, name, link, _ in page.iterlinks() if name in {"href", "src", "data-url"}]
    return [link for link in found if link.startswith("/") and not link.startswith("/static/vendor/")]


def faults(response: HttpResponse) -> Iterator[str]:
    if response.status_code >= 500 and response.wsgi_request.path != "/suc-khoe/san-sang":
        yield f"status {response.status_code}"
    for name, value in EVERY_ANSWER.items():
        if value not in response.get(name, ""):
            yield f"without {name}"
    policy = response.get("Content-Security-Policy", "")
    if not policy.startswith("sandbox") and not all(rule in policy for rule in PAGE_POLICY):
        yield "without the policy of a page or of a file"
    if "unsafe" in policy:
        yield "a policy that lets something in"
    is_static = response.wsgi_request.path.startswith(settings.STATIC_URL)
    if not is_static and "no-store" not in response.get("Cache-Control", ""):
        yield "kept in a cache"
    if response.get("Content-Type", "").startswith("text/html"):
        text = response.content.decode()
        yield from (f"{name} inside a page" for name, pattern in INSIDE.items() if pattern.search(text))


def fingerprints() -> dict[str, str]:
    tables = (model for model in apps.get_models() if model._meta.label not in LOGS)
    return {
        model._meta.label: hashlib.sha256(
            serializers.serialize("json", model._base_manager.order_by("pk")).encode()
        ).hexdigest()
        for model in tables
    }


@contextmanager
def without_policy() -> Iterator[None]:
    kept = [name for name in settings.MIDDLEWARE if name != "csp.middleware.CSPMiddleware"]
    with override_settings(MIDDLEWARE=kept):
        yield


@contextmanager
def with_a_script_inside() -> Iterator[None]:
    page = HttpResponse("<p style='color:red' onclick='x()'>x</p><script>x()</script>")
    with mock.patch.object(views.Home, "get", return_value=page):
        yield


@contextmanager
def with_a_form_in_a_form() -> Iterator[None]:
    page = HttpResponse("<form method='post'><p><form method='post'></form></p><button>Lưu</button></form>")
    with mock.patch.object(views.Home, "get", return_value=page):
        yield


@contextmanager
def with_a_get_that_writes() -> Iterator[None]:
    get = views.Home.get

    def writing(view: views.Home, *arguments: object, **named: object) -> HttpResponse:
        person = Person.objects.first()
        Person.objects.filter(pk=person.pk).update(post=f"{person.post}.")
        return get(view, *arguments, **named)

    with mock.patch.object(views.Home, "get", writing):
        yield


# what is taken away, and a word of the fault that must be found
TWINS: dict[str, tuple[Callable[[], AbstractContextManager[None]], str]] = {
    "without policy": (without_policy, "without the policy"),
    "script inside": (with_a_script_inside, "script inside"),
    "form in a form": (with_a_form_in_a_form, "form in a form inside"),
    "GET writes": (with_a_get_that_writes, "a GET has changed school.Person"),
}


def main() -> None:
    logging.disable()  # the answer alone goes to stdout
    call_command("migrate", verbosity=0)
    everybody = world()
    few = everybody[:3] if "--small" in sys.argv else everybody
    results = {"headers crawl": crawl(few)}
    for name, (sabotage, _) in TWINS.items():
        with sabotage():
            results[f"headers crawl, {name}, sabotaged"] = crawl(few[1:2], most=3)
    json.dump(results, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
