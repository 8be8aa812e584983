"""Guessing passwords, from one address and from two hundred, by several processes at once. Each bench has a sabotaged twin.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.login [--small]
Prints one JSON object.
"""

import json
import os
import statistics
import sys
import time
import unittest.mock
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from multiprocessing import get_context
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from axes.models import AccessAttempt  # noqa: E402
from django.contrib.auth.backends import ModelBackend  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.factories.school import PASSWORD, SchoolFactory, UserFactory  # noqa: E402
from tests.school.signing_in import LOGIN, Phone  # noqa: E402
from thiduakt.school.models import Attempts, User  # noqa: E402
from thiduakt.school.services.second_factor import set_up  # noqa: E402

PROCESSES = 4
MOST_CHECKS = 20  # of one account in an hour
NEAREST = 0.05  # the time for a known and for an unknown name may differ by so much
ARGON2 = ["thiduakt.school.hashers.SchoolArgon2PasswordHasher"]
NUMBERS = count(1)


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    guesses = 200 if small else 10_000
    results = {
        "guessing from 1 address": guessing(guesses, addresses=1),
        "guessing from 200 addresses": guessing(guesses, addresses=200),
        "guessing from 1 address, sabotaged": guessing(100, addresses=1, sabotage=lock_by_address_only()),
        "guessing from 200 addresses, sabotaged": guessing(200, addresses=200, sabotage=no_count_of_the_account()),
        "timing of names": timing(rounds=40 if small else 150),
        "timing of names, sabotaged": timing(rounds=20, sabotage=no_work_for_unknown_names()),
    }
    json.dump(results, sys.stdout)


def guessing(guesses: int, *, addresses: int, sabotage: Any = None) -> dict[str, Any]:
    """How many passwords of one account are really checked, and who still comes in afterwards."""
    with ExitStack() as stack:
        if sabotage:
            stack.enter_context(sabotage)
        victim, phone = make_victim()
        colleague = UserFactory(school=victim.school, username=f"dong-nghiep{next(NUMBERS)}")
        started = time.perf_counter()
        share = [(victim.username, guesses // PROCESSES, addresses, first) for first in range(PROCESSES)]
        connections.close_all()
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
            checks = sum(pool.map(guess, share))
        found = {
            "guesses": guesses,
            "password checks": checks,
            "colleague at the same address comes in": comes_in(colleague.username, address(0)),
            "owner comes in from elsewhere, with a code": comes_in(victim.username, "192.0.2.1", phone),
            "seconds": round(time.perf_counter() - started, 1),
        }
        # Others of the school at one address stay under its own limit, so a fresh account there is let in.
        Attempts.objects.all().delete()
        AccessAttempt.objects.all().delete()
    green = checks <= MOST_CHECKS and all(found[key] for key in found if "comes in" in key)
    return {"green": green, **found}


def make_victim() -> tuple[User, Phone]:
    victim = UserFactory(school=SchoolFactory(), username=f"hieutruong{next(NUMBERS)}")
    phone = Phone()
    set_up(victim, secret=phone.secret, code=phone.code(steps=-1), at=timezone.now())
    return victim, phone


def guess(share: tuple[str, int, int, int]) -> int:
    username, times, addresses, first = share
    checks = 0
    check_password = User.check_password

    def counted(user: User, password: str) -> bool:
        nonlocal checks
        checks += 1
        return check_password(user, password)

    with unittest.mock.patch.object(User, "check_password", counted):
        for number in range(times):
            post(username, f"doan-{first}-{number}", address((first + number * PROCESSES) % addresses))
    connections.close_all()
    return checks


def address(number: int) -> str:
    return f"198.51.100.{number + 1}"


def post(username: str, password: str, remote: str, **more: str) -> Any:
    return Client().post(LOGIN, {"username": username, "password": password, **more}, REMOTE_ADDR=remote)


def comes_in(username: str, remote: str, phone: Phone | None = None) -> bool:
    """With the right password; where that is not enough, with a code of the phone too."""
    more = {"code": phone.code()} if phone else {}
    return post(username, PASSWORD, remote, **more).status_code == 302


def timing(*, rounds: int, sabotage: Any = None) -> dict[str, Any]:
    """One guess at a known name, one at an unknown, by turns; every guess the first of its name and address."""
    with ExitStack() as stack:
        stack.enter_context(override_settings(PASSWORD_HASHERS=ARGON2))
        if sabotage:
            stack.enter_context(sabotage)
        known, unknown = [], []
        hashed = UserFactory(school=SchoolFactory(), username=f"mau{next(NUMBERS)}").password
        for number in range(rounds):
            name = f"quen{next(NUMBERS)}"
            UserFactory(school=SchoolFactory(), username=name)
            User.objects.filter(username=name).update(password=hashed)
            known.append(timed(name, f"203.0.113.{number % 250 + 1}"))
            unknown.append(timed(f"khong-quen{next(NUMBERS)}", f"203.0.113.{number % 250 + 1}"))
    ratio = statistics.median(known) / statistics.median(unknown)
    difference = abs(ratio - 1)
    return {
        "green": difference < NEAREST,
        "known, ms": round(statistics.median(known) * 1000, 2),
        "unknown, ms": round(statistics.median(unknown) * 1000, 2),
        "ratio": round(ratio, 3),
    }


def timed(username: str, remote: str) -> float:
    started = time.perf_counter()
    post(username, "doan-thu-mot-lan", remote)
    return time.perf_counter() - started


# Sabotage


@contextmanager
def lock_by_address_only() -> Iterator[None]:
    """What django-axes does when nothing is set: the whole school waits for one who guesses."""
    with override_settings(AXES_LOCKOUT_PARAMETERS=["ip_address"]):
        yield


@contextmanager
def no_count_of_the_account() -> Iterator[None]:
    """By name and address alone two hundred addresses have two hundred times five guesses."""
    with unittest.mock.patch("thiduakt.school.services.signing_in.spend"):
        yield


@contextmanager
def no_work_for_unknown_names() -> Iterator[None]:
    """A password is hashed only where there is one to compare it with."""
    original = ModelBackend.authenticate

    def authenticate(backend: ModelBackend, request: Any, username: Any = None, **more: Any) -> Any:
        known = User.objects.filter(username=username).exists()
        return original(backend, request, username=username, **more) if known else None

    with unittest.mock.patch.object(ModelBackend, "authenticate", authenticate):
        yield


if __name__ == "__main__":
    main()
