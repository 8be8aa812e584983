"""Every list of the site under gunicorn, beside a bare Django view of the same rows, and with very many rows beside few.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.bench.lists [--small]
Prints one JSON object.
"""

import contextlib
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.served")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.bench.bare import LISTS  # noqa: E402
from tests.bench.crowd import crowd  # noqa: E402
from thiduakt.school.models import User  # noqa: E402

FEW = 50
MANY = 50_000
ROUNDS = 25  # each page in turn, so that a machine that drifts drifts for all


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    many = 500 if small else MANY
    schools = {"few": crowd(FEW, savings=FEW), "many": crowd(many, savings=FEW)}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures = {
        name: {"queries": queries(name, *schools["few"]), "queries of many": queries(name, *schools["many"])}
        for name in LISTS
    }
    clients = {size: Client() for size in schools}
    cookies = {}
    for size, (user, _) in schools.items():
        clients[size].force_login(user)
        cookies[size] = "; ".join(f"{key}={morsel.value}" for key, morsel in clients[size].cookies.items())
    connections.close_all()
    with served() as port:
        for name in LISTS:
            keys = {size: keys for size, (_, keys) in schools.items()}
            figures[name] |= timed(port, name, keys, cookies, rounds=3 if small else ROUNDS)
    json.dump(figures, sys.stdout)


def queries(name: str, user: User, keys: dict[str, int]) -> int:
    client = Client()
    client.force_login(user)
    address = LISTS[name].address.format(**keys)
    client.get(address)  # what a process asks once
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200, (name, response.status_code, response.get("Location"))
    return len(captured)


def timed(port: int, name: str, keys: dict[str, dict[str, int]], cookies: dict[str, str], *, rounds: int) -> dict[str, Any]:
    """Median milliseconds of the three pages, and the two ratios."""
    listed = LISTS[name]
    pages = {
        "ours": (listed.address.format(**keys["few"]), cookies["few"]),
        "bare": (f"/bare/{quote(name)}/", cookies["few"]),
        "many": (listed.address.format(**keys["many"]), cookies["many"]),
    }
    times: dict[str, list[float]] = {page: [] for page in pages}
    for place in range(rounds + 4):  # the first ones warm both workers
        for page, (address, cookie) in pages.items():
            seconds = fetch(port, address, cookie)
            if place > 3:
                times[page].append(seconds * 1000)
    medians = {page: statistics.median(values) for page, values in times.items()}
    return {
        "ms": round(medians["ours"], 1),
        "bare, ms": round(medians["bare"], 1),
        "many, ms": round(medians["many"], 1),
        "ours / bare": round(medians["ours"] / medians["bare"], 2),
        "many / few": round(medians["many"] / medians["ours"], 2),
    }


def fetch(port: int, address: str, cookie: str) -> float:
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    started = time.perf_counter()
    server.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
    answer = server.getresponse()
    answer.read()
    seconds = time.perf_counter() - started
    server.close()
    assert answer.status == 200, (address, answer.status, answer.getheader("Location"))
    return seconds


@contextmanager
def served() -> Iterator[int]:
    """The port of gunicorn, started as `make run` starts it."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "thiduakt.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            return http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
        assert server.poll() is None, "gunicorn did not start"
        time.sleep(0.1)
    raise TimeoutError("gunicorn does not answer")


if __name__ == "__main__":
    main()
