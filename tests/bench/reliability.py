"""Numbers under many processes and under `kill -9`. Each bench has a sabotaged twin, which must go red.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.bench.reliability [--small]
Prints one JSON object.
"""

import contextlib
import json
import os
import random
import signal
import sys
import time
import unittest.mock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import IntegrityError, OperationalError, connection, connections  # noqa: E402
from django.db.models import F, Max  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.bench.world import DAY, people, signed_documents  # noqa: E402
from thiduakt.audit.chain import breaks  # noqa: E402
from thiduakt.documents.invariants import problems  # noqa: E402
from thiduakt.documents.models import Document, NumberSeries  # noqa: E402
from thiduakt.documents.services import issuing  # noqa: E402
from thiduakt.school.models import School, User  # noqa: E402

PROCESSES = 8
ATTEMPTS = 3
SEED = 20230215
Issue = Callable[[int, User], int]


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    results = {
        "numbering": numbering(issue, documents=40 if small else 300),
        "numbering, sabotaged": numbering(issue_by_maximum, documents=40),
        "kill": kill(issue, kills=25 if small else 200),
        "kill, sabotaged": kill(issue_number_first, kills=25),
    }
    json.dump(results, sys.stdout)


def issue(pk: int, clerk: User) -> int:
    document = Document.objects.get(pk=pk)
    issued = issuing.issue_document(document, issued_on=DAY, actor=clerk, at=timezone.now(), reason="Kiểm tra tải.")
    assert issued.number is not None
    return issued.number


def issue_by_maximum(pk: int, clerk: User) -> int:
    """Sabotage: MAX()+1, read before anything is locked."""
    highest = Document.objects.filter(school=clerk.school_id).aggregate(highest=Max("number"))["highest"] or 0
    time.sleep(0.005)  # a moment for another process to read the same
    return _issue_with(highest + 1, pk, clerk)


def issue_number_first(pk: int, clerk: User) -> int:
    """Sabotage: the number is committed before the document that shall bear it."""
    series, _ = NumberSeries.objects.get_or_create(school_id=clerk.school_id, year=DAY.year, series="KH")
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return _issue_with(series.last + 1, pk, clerk)


def _issue_with(number: int, pk: int, clerk: User) -> int:
    def take(document: Document, *_: Any) -> NumberSeries:
        series, _ = NumberSeries.objects.get_or_create(school_id=document.school_id, year=DAY.year, series="KH")
        series.last, series.last_date = number, DAY
        series.save()
        return series

    with unittest.mock.patch.object(issuing, "_take_number", take):
        return issue(pk, clerk)


def numbering(issue: Issue, *, documents: int) -> dict[str, Any]:
    """Every document is issued by ATTEMPTS of the processes at once; all of them must get the same number."""
    principal, clerk = people()
    waiting = signed_documents(documents, principal)
    started = time.monotonic()
    answers = _together(PROCESSES, lambda place: _issue_share(issue, waiting, clerk.pk, place))
    seconds = time.monotonic() - started
    given: dict[int, set[int]] = {}
    for pk, number in answers:
        given.setdefault(pk, set()).add(number)
    wrong = {
        "requests that failed": documents * ATTEMPTS - len(answers),
        "different numbers on retry": sum(len(numbers) > 1 for numbers in given.values()),
    }
    measured = {"documents": documents, "requests": documents * ATTEMPTS, "seconds": round(seconds, 2)}
    return _verdict(clerk, wrong, acknowledged=set(given)) | measured


def kill(issue: Issue, *, kills: int) -> dict[str, Any]:
    """A process that issues one document after another is killed at a random moment, again and again."""
    chance = random.Random(SEED)  # noqa: S311  (moments, not secrets)
    principal, clerk = people()
    waiting = signed_documents(kills * 8, principal)
    acknowledged: set[int] = set()
    started = time.monotonic()
    for _ in range(kills):
        left = list(Document.objects.filter(pk__in=waiting, number__isnull=True).values_list("pk", flat=True)[:30])
        with child(lambda write, left=left: _issue_one_after_another(issue, left, clerk.pk, write)) as (process, read):
            os.read(read, 1)  # it is ready
            time.sleep(chance.uniform(0, 0.060))
            os.kill(process, signal.SIGKILL)
            acknowledged |= {pk for pk, _ in answers_of(read)}
    measured = {
        "kills": kills,
        "issued": Document.objects.filter(school=clerk.school_id, number__isnull=False).count(),
        "acknowledged": len(acknowledged),
        "seconds": round(time.monotonic() - started, 2),
    }
    return _verdict(clerk, {}, acknowledged=acknowledged) | measured


def _verdict(clerk: User, wrong: dict[str, int], *, acknowledged: set[int]) -> dict[str, Any]:
    issued = set(Document.objects.filter(school=clerk.school_id, number__isnull=False).values_list("pk", flat=True))
    found = list(problems(School.objects.filter(pk=clerk.school_id)))
    found += [str(place) for place in breaks() if place.school_id == clerk.school_id]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found += [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
    wrong = wrong | {"acknowledged but lost": len(acknowledged - issued), "problems": len(found)}
    return {"green": not any(wrong.values()), **wrong, "first problem": found[0] if found else ""}


def _issue_share(issue: Issue, waiting: list[int], clerk_pk: int, place: int) -> list[tuple[int, int]]:
    """The documents of one process: each document falls to ATTEMPTS neighbouring processes, in another order for each."""
    share = [pk for position, pk in enumerate(waiting) if (place - position) % PROCESSES < ATTEMPTS]
    random.Random(SEED + place).shuffle(share)  # noqa: S311
    clerk = User.objects.get(pk=clerk_pk)
    answers = []
    for pk in share:
        # A refused request is counted by its missing answer; only what a race brings about is expected here.
        with contextlib.suppress(IntegrityError, OperationalError):
            answers.append((pk, issue(pk, clerk)))
    return answers


def _issue_one_after_another(issue: Issue, left: list[int], clerk_pk: int, write: int) -> None:
    clerk = User.objects.get(pk=clerk_pk)
    os.write(write, b".")
    for pk in left:
        number = issue(pk, clerk)
        os.write(write, f"{pk} {number}\n".encode())


def _together(count: int, work: Callable[[int], list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Run `work` in `count` processes that start at the same moment; all their answers."""
    barrier_read, barrier_write = os.pipe()
    pipes = []
    connections.close_all()
    for place in range(count):
        read, write = os.pipe()
        if os.fork() == 0:
            try:
                os.close(barrier_write)
                os.read(barrier_read, 1)  # returns for all of them when the parent closes its end
                for pk, number in work(place):
                    os.write(write, f"{pk} {number}\n".encode())
            finally:
                os._exit(0)  # whatever happened: a child that runs on would be a second parent
        os.close(write)
        pipes.append(read)
    os.close(barrier_write)
    answers = [answer for read in pipes for answer in answers_of(read)]
    for _ in range(count):
        os.wait()
    os.close(barrier_read)
    return answers


@contextmanager
def child(work: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    connections.close_all()
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            work(write)
        finally:
            os._exit(0)
    os.close(write)
    yield process, read
    os.waitpid(process, 0)


def answers_of(read: int) -> list[tuple[int, int]]:
    with os.fdopen(read, "rb") as answers:
        lines = answers.read().decode().splitlines()
    return [(int(pk), int(number)) for pk, number in (line.split() for line in lines)]


if __name__ == "__main__":
    main()
