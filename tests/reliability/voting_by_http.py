"""A whole school votes at one instant, everybody from two devices; and again while the server is reloaded (B02).

First everybody gives the password on the card, all at once; then all cast what the page showed them again. The budget is
that of the box: a password costs a processor some 50 ms whenever it is checked, so that a council's cards are measured too.
A reload may lose and double nothing; what its fresh processes cost is told, and has no budget.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.voting_by_http [--small]
Prints one JSON object. The twin is a server whose box nobody guards.
"""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from tests.factories.school import PASSWORD  # noqa: E402
from tests.reliability.casting import ATTEMPTS, counted_otherwise, open_vote, said_by  # noqa: E402
from thiduakt.school.hashers import SchoolArgon2PasswordHasher  # noqa: E402
from thiduakt.school.models import User  # noqa: E402

PATIENCE = 120  # seconds for one answer, and for the server to start
CSRF = "a" * 32
SLOWEST = {"sqlite": 4000, "postgresql": 2000}  # ms: 95 of 100 answers are there sooner
MEASURED, COUNCIL = 200, 15  # voters
SLOWEST_CARDS = 2000  # ms, of a council that presses at one instant
PROOF = re.compile(rb'name="proof"\s+value="([^"]+)"')
Answer = tuple[int, float, bytes]  # status, milliseconds, page


def main() -> None:
    call_command("migrate", verbosity=0)
    json.dump(results(small="--small" in sys.argv), sys.stdout)


def results(*, small: bool) -> dict[str, Any]:
    return {
        "vote by HTTP": vote_by_http(30 if small else MEASURED),
        "vote by HTTP, reloaded": vote_by_http(30 if small else MEASURED, is_reloaded=True),
        "vote by HTTP, a council": vote_by_http(COUNCIL, attempts=1),
        "vote by HTTP, sabotaged": vote_by_http(30, is_reloaded=True, module="tests.reliability.hastily_served"),
    }


def vote_by_http(
    electors: int, *, attempts: int = ATTEMPTS, is_reloaded: bool = False, module: str = "tests.reliability.served"
) -> dict[str, Any]:
    vote = open_vote(electors)
    hasher = SchoolArgon2PasswordHasher()
    User.objects.update(password=hasher.encode(PASSWORD, hasher.salt()))
    vote.electors = list(User.objects.filter(pk__in=[user.pk for user in vote.electors]))
    people = [(user, cookie_of(user)) for user in vote.electors for _ in range(attempts)]
    started = time.monotonic()
    with served(module) as (process, port):
        address = {name: reverse(f"ballots:{name}", args=[vote.poll.pk]) for name in ("card", "cast")}
        cards = at_once([partial(send, port, address["card"], *one, password=PASSWORD) for one in people])
        proofs = [found[1].decode() if (found := PROOF.search(page)) else "" for _, _, page in cards]
        answers = at_once(
            [partial(send, port, address["cast"], *one, proof=proof) for one, proof in zip(people, proofs, strict=True)],
            meanwhile=(lambda: process.send_signal(signal.SIGHUP)) if is_reloaded else None,
        )
    told = Counter(status for status, _, _ in answers)
    voters = {user.person_id for (user, _), (status, _, _) in zip(people, answers, strict=True) if status == 200}
    stored = vote.reread()
    wrong = {
        "not told that it is in the box": electors - told[200],
        "not told that it was there": electors * (attempts - 1) - told[409],
        "any other answer": sum(told.values()) - told[200] - told[409],
        "cards without a review": proofs.count(""),
        "ballots missing or too many": abs(stored.box_count - electors),
        "counted otherwise than cast": counted_otherwise(vote, voters),
    }
    measured = {"requests": len(people), "p95 ms": p95(answers), "p95 ms of the cards": p95(cards), "statuses": dict(told)}
    is_slow = electors >= MEASURED and not is_reloaded and p95(answers) > SLOWEST[connection.vendor]
    is_slow |= electors == COUNCIL and p95(cards) > SLOWEST_CARDS
    seconds = round(time.monotonic() - started, 1)
    is_right = not any(wrong.values())
    return {"green": is_right and not is_slow, "right": is_right, **wrong, **measured, "seconds": seconds}


def p95(answers: list[Answer]) -> int:
    times = sorted(ms for _, ms, _ in answers)
    return round(times[int(len(times) * 0.95)])


def at_once(asks: list[Callable[[], Answer]], *, meanwhile: Callable[[], None] | None = None) -> list[Answer]:
    """All of them at one instant, each from a thread of its own, in the order of `asks`."""
    gate = threading.Barrier(len(asks) + 1)
    answers: dict[int, Answer] = {}

    def ask(place: int) -> None:
        gate.wait(PATIENCE)
        answers[place] = asks[place]()

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(asks))]
    for thread in threads:
        thread.start()
    gate.wait(PATIENCE)
    if meanwhile:
        time.sleep(0.3)
        meanwhile()
    for thread in threads:
        thread.join(PATIENCE)
    return [answers[place] for place in range(len(asks))]


def cookie_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def send(port: int, address: str, user: User, cookie: str, **told: str) -> Answer:
    body = urlencode({"line-0": said_by(user.person_id).value, "csrfmiddlewaretoken": CSRF, **told})
    headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    started, status, page = time.monotonic(), 0, b""
    try:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        asking.request("POST", address, body, headers)
        response = asking.getresponse()
        status, page = response.status, response.read()
    except (OSError, http.client.HTTPException):  # the connection was cut: an answer like any other, and a wrong one
        pass
    return status, (time.monotonic() - started) * 1000, page


@contextmanager
def served(module: str) -> Iterator[tuple[subprocess.Popen, int]]:
    """gunicorn as a school runs it, on a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "thiduakt.wsgi", "--config", "docs/deploy/gunicorn.conf.py"]
    command += ["--bind", f"127.0.0.1:{port}"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": module}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, "--timeout", str(PATIENCE)], env=environment, **quiet) as process:
        try:
            wait_for(process, port)
            yield process, port
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_for(process: subprocess.Popen, port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "gunicorn did not start"
        try:
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            asking.request("GET", "/suc-khoe/song", headers={"Host": "localhost"})
            asking.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("gunicorn does not answer")


if __name__ == "__main__":
    main()
