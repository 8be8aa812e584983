"""Evidence sent to a dossier (B10): each file is kept or refused in a moment, within bounds of memory; none breaks the page.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.evidence [--small]
Prints one JSON object.
"""

import json
import logging
import os
import resource
import sys
import tempfile
import time
import unittest.mock
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from nominations.dossiers.models import Dossier, DossierFile  # noqa: E402
from tests.factories.dossiers import DossierFactory, ReviewFactory  # noqa: E402
from tests.factories.school import UserFactory  # noqa: E402
from tests.reliability.mutated_files import Mutant, bombs, harmful, mutants  # noqa: E402
from tests.reliability.uploads import MEGABYTES, SECONDS, in_child  # noqa: E402
from thiduakt.files import evidence  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import User  # noqa: E402

MANY, FEW = 5_000, 150


def main() -> None:
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    count = FEW if "--small" in sys.argv else MANY
    with tempfile.TemporaryDirectory() as media:
        settings.MEDIA_ROOT = media
        dossier = a_dossier()
        connections.close_all()
        bad = in_child(list_of_harmful)  # making a bomb takes more memory than looking into one may
        results = {
            "mutated evidence": in_child(attack_with_mutants, dossier, count),
            "harmful evidence": in_child(attack, dossier, bad),
            "harmful evidence, sabotaged": in_child(attack_unguarded, dossier, bad),
        }
    json.dump(results, sys.stdout, ensure_ascii=False)


def list_of_harmful() -> list[Mutant]:
    return [*harmful(), *bombs()]


def attack_with_mutants(dossier: Dossier, count: int) -> dict[str, Any]:
    return attack(dossier, mutants(count, seed=55))


def attack_unguarded(dossier: Dossier, files: list[Mutant]) -> dict[str, Any]:
    """Sabotage: papers are kept as they come."""
    blind = {kind: (content_type, lambda content: None) for kind, (content_type, _) in evidence.PAPERS.items()}
    with unittest.mock.patch.object(evidence, "PAPERS", blind):
        return attack(dossier, files)


def a_dossier() -> Dossier:
    """That of a teacher, in a round that is open."""
    today = timezone.localdate()
    teacher = UserFactory(roles=[Role.TEACHER])
    days = {"opens_on": today, "closes_on": today, "decides_on": today}
    return DossierFactory(review=ReviewFactory(school=teacher.school, **days), person=teacher.person, written_by=teacher)


def attack(dossier: Dossier, files: Iterable[Mutant], *, most: int = MEGABYTES) -> dict[str, Any]:
    """`most`: megabytes that the whole process may hold."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=dossier.written_by_id))
    address = reverse("dossiers:evidence", args=[dossier.pk])
    before = set(Path(tempfile.gettempdir()).glob("*.upload*"))
    faults, slowest, kept, sent = [], 0.0, 0, 0
    for mutant in files:
        began = time.process_time()
        answer = client.post(address, {"files": SimpleUploadedFile(mutant.name, mutant.content)})
        spent = time.process_time() - began
        taken = DossierFile.objects.filter(dossier=dossier)
        sent, kept, slowest = sent + 1, kept + taken.count(), max(slowest, spent)
        if answer.status_code not in {200, 302}:
            faults.append(f"{mutant.kind}: {answer.status_code}")
        if mutant.is_dangerous and taken.exists():
            faults.append(f"{mutant.kind}: kept")
        if spent > SECONDS:
            faults.append(f"{mutant.kind}: {spent:.1f} s")
        taken.delete()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if peak > most:
        faults.append(f"{peak} MB")
    if left := set(Path(tempfile.gettempdir()).glob("*.upload*")) - before:
        faults.append(f"{len(left)} files left behind")
    return {
        "green": not faults, "sent": sent, "kept": kept, "slowest s": round(slowest, 2), "peak MB": peak,
        "faults": sorted(set(faults))[:10] or "",
    }  # fmt: skip


if __name__ == "__main__":
    main()
