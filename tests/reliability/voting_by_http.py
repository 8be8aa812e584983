"""A whole school votes at one instant, everybody from two devices, while the server is reloaded (B02).

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.voting_by_http [--small]
Prints one JSON object. The twin is a server whose box nobody guards.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
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
from thiduakt.school.models import User  # noqa: E402

PATIENCE = 120  # seconds for one answer, and for the server to start
CSRF = "a" * 32
SLOWEST = {"sqlite": 4000, "postgresql": 2000}  # ms: 95 of 100 answers are there sooner
MEASURED = 200  # voters


def main() -> None:
    call_command("migrate", verbosity=0)
    json.dump(results(small="--small" in sys.argv), sys.stdout)


def results(*, small: bool) -> dict[str, Any]:
    return {
        "vote by HTTP": vote_by_http(30 if small else MEASURED),
        "vote by HTTP, sabotaged": vote_by_http(30, module="tests.reliability.hastily_served"),
    }


def vote_by_http(electors: int, *, module: str = "tests.settings") -> dict[str, Any]:
    vote = open_vote(electors)
    address = reverse("ballots:cast", args=[vote.poll.pk])
    people = [(user, cookie_of(user)) for user in vote.electors for _ in range(ATTEMPTS)]
    answers: list[tuple[int, int, float]] = []
    started = time.monotonic()
    with served(module) as (process, port):
        gate = threading.Barrier(len(people) + 1)
        threads = [
            threading.Thread(target=send, args=(port, address, user, cookie, gate, answers)) for user, cookie in people
        ]
        for thread in threads:
            thread.start()
        gate.wait(PATIENCE)
        time.sleep(0.3)
        process.send_signal(signal.SIGHUP)
        for thread in threads:
            thread.join(PATIENCE)
    told = Counter(status for _, status, _ in answers)
    voters = {person for person, status, _ in answers if status == 200}
    times = sorted(ms for _, _, ms in answers)
    stored = vote.reread()
    wrong = {
        "not told that it is in the box": electors - told[200],
        "not told that it was there": electors * (ATTEMPTS - 1) - told[409],
        "any other answer": sum(told.values()) - told[200] - told[409],
        "ballots missing or too many": abs(stored.box_count - electors),
        "counted otherwise than cast": counted_otherwise(vote, voters),
    }
    measured = {"requests": len(people), "p95 ms": round(times[int(len(times) * 0.95)]), "statuses": dict(told)}
    is_slow = electors >= MEASURED and measured["p95 ms"] > SLOWEST[connection.vendor]
    seconds = round(time.monotonic() - started, 1)
    return {"green": not any(wrong.values()) and not is_slow, **wrong, **measured, "seconds": seconds}


def cookie_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def send(
    port: int, address: str, user: User, cookie: str, gate: threading.Barrier, answers: list[tuple[int, int, float]]
) -> None:
    body = urlencode({"line-0": said_by(user.person_id).value, "password": PASSWORD, "csrfmiddlewaretoken": CSRF})
    headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    gate.wait(PATIENCE)
    started, status = time.monotonic(), 0
    try:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        asking.request("POST", address, body, headers)
        status = asking.getresponse().status
    except (OSError, http.client.HTTPException):  # the connection was cut: an answer like any other, and a wrong one
        pass
    answers.append((user.person_id, status, (time.monotonic() - started) * 1000))


@contextmanager
def served(module: str) -> Iterator[tuple[subprocess.Popen, int]]:
    """gunicorn as `make run` starts it, on a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "thiduakt.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
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
