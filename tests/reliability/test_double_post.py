"""Every route that takes posts, sent twice with one key: the same result, one effect. And without the key: two."""

import hashlib

import lxml.html
import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from tests.reliability.posts import HARMLESS_TWICE, POSTS, READS, World, filled_in, kept_models

pytestmark = pytest.mark.django_db

KEY = "Z" * 22
# Two posts of these without a key make two of what one was asked for, or refuse the second.
CREATES = ["school:person_add", "plans:start", "documents:consultation", "school:account_reset_password"]


@pytest.fixture
def world(school, blank_pages):
    return World(school, timezone.now())


def posted_routes(resolver, names=()):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from posted_routes(pattern, (*names, *filter(None, [pattern.namespace])))
        elif hasattr(getattr(pattern.callback, "view_class", None), "post"):
            yield ":".join((*names, pattern.name))


def state():
    """A fingerprint of every row, asked for without the models: it is taken three times for each route."""
    rows = []
    with connection.cursor() as cursor:
        for model in kept_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY "{model._meta.pk.column}"')  # noqa: S608
            rows += [[told(cell) for cell in row] for row in cursor.fetchall()]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def told(cell):
    """What psycopg shows of bytes is where they lie in memory."""
    return bytes(cell) if isinstance(cell, memoryview) else cell


def refusal(answer):
    """What the page says is wrong."""
    if answer.status_code != 200:
        return f"{answer.status_code}, {[str(message) for message in get_messages(answer.wsgi_request)]}"
    return [
        " ".join(found.text_content().split()) for found in lxml.html.fromstring(answer.content).xpath("//*[@role='alert']")
    ]


def send_twice(post, **key):
    """(the answers, the states before, between and after)."""
    client = post.browser()
    values = filled_in(client, post)
    states, answers = [state()], []
    for _ in range(2):
        for value in values.values():
            if hasattr(value, "seek"):
                value.seek(0)
        answers.append(client.post(post.address, {**values, **key}))
        states.append(state())
    return answers, states


def test_every_route_that_takes_posts_has_a_sample():
    known = {name.split(",")[0] for name in POSTS} | set(READS) | set(HARMLESS_TWICE)

    assert set(posted_routes(get_resolver())) == known


@pytest.mark.parametrize("route", POSTS)
def test_sent_twice_with_one_key_it_happens_once(world, route):
    (first, second), (before, between, after) = send_twice(POSTS[route](world), once=KEY)

    led_to = first.get("Location") or first.get("Content-Location")
    assert before != between, refusal(first)
    assert (second.status_code, second.get("Location")) == (303, led_to)
    assert between == after


@pytest.mark.parametrize("route", CREATES)
def test_without_a_key_it_happens_twice(world, route):
    """The bench can go red."""
    _, (_, between, after) = send_twice(POSTS[route](world))

    assert between != after


@pytest.mark.parametrize("route", READS)
def test_what_only_reads_stores_nothing(world, route):
    (first, _), (before, _, after) = send_twice(READS[route](world))

    assert first.status_code in {200, 302}, refusal(first)
    assert before == after
