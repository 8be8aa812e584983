"""Every route that takes posts, sent twice at the same moment with one key (B14). The sabotaged twin ignores the key.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.double_post [--small]
Prints one JSON object.
"""

import io
import json
import os
import sys
import threading
import time
import unittest.mock
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

import pikepdf  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.factories.school import SchoolFactory  # noqa: E402
from tests.reliability.posts import POSTS, Post, World, filled_in, kept_models  # noqa: E402
from thiduakt.once.receiving import new_key  # noqa: E402

# What makes two of what one was asked for where nothing but the key stands in its way.
SABOTAGED = ("school:person_add", "plans:start", "plans:clone", "documents:consultation")
PLACES = ("thiduakt.documents.output.render", "thiduakt.documents.register_book.render")
Values = dict[str, Any]


def main() -> None:
    call_command("migrate", verbosity=0)
    routes = [*POSTS][::6] if "--small" in sys.argv else [*POSTS]
    with unittest.mock.patch(PLACES[0], blank), unittest.mock.patch(PLACES[1], blank):
        results = {"double post": bench(routes)}
        with unittest.mock.patch("thiduakt.routes.received_once", lambda request, answer: answer()):
            results["double post, sabotaged"] = bench(SABOTAGED)
    json.dump(results, sys.stdout)


def bench(routes: Any) -> dict[str, Any]:
    started = time.monotonic()
    wrong = {route: fault for route in routes if (fault := double(route))}
    return {
        "green": not wrong,
        "routes": len(routes),
        "doubled": len(wrong),
        "first problem": next((f"{route}: {fault}" for route, fault in wrong.items()), ""),
        "seconds": round(time.monotonic() - started, 2),
    }


def double(route: str) -> str:
    """What is wrong with two at once, measured on one alone in a school of its own."""
    (only,), one = effect(route, senders=1)
    answers, two = effect(route, senders=2)
    if one != two:
        return f"one alone: {dict(one)}; two at once: {dict(two)}"
    if sorted(status for status, _ in answers) != sorted([only[0], 303]) or len({address for _, address in answers}) != 1:
        return f"answers {answers}"
    return ""


def effect(route: str, *, senders: int) -> tuple[list[tuple[int, str]], Counter[str]]:
    """The answers, as (status, where it leads), and how many rows of each model are more or fewer."""
    post = POSTS[route](World(SchoolFactory(), timezone.now()))
    browser = post.browser()
    values = filled_in(browser, post) | {"once": new_key()}
    before, start = rows(), threading.Barrier(senders)
    with ThreadPoolExecutor(senders) as pool:
        sent = [pool.submit(send, post, browser, copied(values), start) for _ in range(senders)]
        answers = [work.result(60) for work in sent]
    after = rows()
    return answers, Counter({name: after[name] - before[name] for name in after if after[name] != before[name]})


def send(post: Post, browser: Client, values: Values, start: threading.Barrier) -> tuple[int, str]:
    """From the browser that had the page, by a database connection of its own."""
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie(browser.cookies.output(header="", sep=";"))
    try:
        start.wait(30)
        answer = client.post(post.address, values)
        return answer.status_code, answer.get("Location") or answer.get("Content-Location", "")
    finally:
        connections.close_all()


def copied(values: Values) -> Values:
    """A file is read to its end by whoever sends it."""
    copy = dict(values)
    for name, value in values.items():
        if hasattr(value, "read"):
            value.seek(0)
            copy[name] = io.BytesIO(value.read())
            copy[name].name = value.name
    return copy


def rows() -> Counter[str]:
    return Counter({model._meta.label: model._base_manager.count() for model in kept_models()})


def blank(html: str) -> bytes:
    """Printing is timed elsewhere."""
    stream = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    main()
