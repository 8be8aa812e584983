"""Mutated Excel files (B10): each is taken or refused in a moment, within bounds of memory; none breaks the page.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.uploads [--small]
Prints one JSON object.
"""

import json
import logging
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import unittest.mock
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from tests.factories.school import PersonFactory, SchoolFactory, UserFactory  # noqa: E402
from tests.reliability.mutated_sheets import Mutant, bombs, mutants  # noqa: E402
from thiduakt.intake.enums import BatchState  # noqa: E402
from thiduakt.intake.models import Batch  # noqa: E402
from thiduakt.intake.services.checking import BROKEN_DOWN  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import User  # noqa: E402

UPLOAD = "/nhap-excel/khen-thuong/"
SECONDS, MEGABYTES = 2.0, 200  # of the processor: what else the machine does is no matter of the file
MANY, FEW = 5000, 150
GUARD = "thiduakt.intake.services.batches.check_xlsx"


def main() -> None:
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    count = FEW if "--small" in sys.argv else MANY
    with tempfile.TemporaryDirectory() as media:
        settings.MEDIA_ROOT = media
        school = SchoolFactory()
        PersonFactory(school=school, full_name="Đỗ Thị Đào")
        secretary = UserFactory(school=school, roles=[Role.SECRETARY]).pk
        results = {"mutated sheets": apart(secretary, count), "bombs": apart(secretary)}
        results["bombs, sabotaged"] = apart(secretary, guarded=False)
    json.dump(results, sys.stdout)


def apart(secretary: int, count: int = 0, *, guarded: bool = True) -> dict[str, Any]:
    """In a process of its own, whose memory nothing else has grown: so many mutants, or the bombs."""
    connections.close_all()
    files = None if count else in_child(_all_bombs)  # making a bomb takes more memory than reading one may
    return in_child(_attack, secretary, files, count, guarded)


def in_child(do: Callable[..., Any], *told: Any) -> Any:
    """What `do` answers, from a process that is gone afterwards with all the memory it took."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as child:
        return child.submit(do, *told).result()


def _all_bombs() -> list[Mutant]:
    return list(bombs())


def _attack(secretary: int, files: list[Mutant] | None, count: int, guarded: bool) -> dict[str, Any]:
    if files is None:
        return attack(secretary, mutants(count, seed=55))
    if guarded:
        return attack(secretary, files)
    with unittest.mock.patch(GUARD):
        return attack(secretary, files[:1])


def attack(secretary: int, files: Iterable[Mutant], *, most: int = MEGABYTES) -> dict[str, Any]:
    """`most`: megabytes of the whole process, which in a test other tests have grown."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=secretary))
    faults, slowest, taken, sent = [], 0.0, 0, 0
    for mutant in files:
        began = time.process_time()
        answer = client.post(UPLOAD, {"file": SimpleUploadedFile("tep.xlsx", mutant.content)})
        spent = time.process_time() - began
        sent, taken, slowest = sent + 1, taken + (answer.status_code == 302), max(slowest, spent)
        if answer.status_code not in {200, 302}:
            faults.append(f"{mutant.kind}: {answer.status_code}")
        if answer.status_code == 302 and mutant.is_dangerous:
            faults.append(f"{mutant.kind}: taken")
        if spent > SECONDS:
            faults.append(f"{mutant.kind}: {spent:.1f} s")
    stuck = Batch.objects.filter(state=BatchState.READING) | Batch.objects.filter(problem=BROKEN_DOWN)
    faults += [f"batch {batch.pk}: {batch.state}" for batch in stuck]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if peak > most:
        faults.append(f"{peak} MB")
    return {
        "green": not faults, "sent": sent, "taken": taken, "slowest s": round(slowest, 2), "peak MB": peak,
        "faults": sorted(set(faults))[:10] or "",
    }  # fmt: skip


if __name__ == "__main__":
    main()
