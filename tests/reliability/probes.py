"""Guessing the codes of certificates, from one address. The bench has a sabotaged twin, which counts nobody's tries.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.probes [--small]
Prints one JSON object.
"""

import json
import os
import sys
import time
from collections import Counter
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from awards.certificates.models import Certificate  # noqa: E402
from awards.certificates.models.certificates import new_token  # noqa: E402
from tests.factories.certificates import decision_with_lines, with_certificates  # noqa: E402
from tests.factories.school import SchoolFactory, UserFactory  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import Attempts  # noqa: E402
from thiduakt.school.services.throttling import OF_CHECK  # noqa: E402

PROBES = 10_000
HERE, ELSEWHERE = "198.51.100.7", "198.51.100.8"


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    school = SchoolFactory()
    with_certificates(decision_with_lines(school), UserFactory(school=school, roles=[Role.PRINCIPAL]))
    probes = 300 if small else PROBES
    results = {
        "guessing codes": guessing(probes),
        "guessing codes, sabotaged": guessing(300, sabotage=patch("thiduakt.school.views.throttled.spend")),
    }
    json.dump(results, sys.stdout)


def guessing(probes: int, *, sabotage: Any = None) -> dict[str, Any]:
    """None is found, all behind the limit are sent away, and whoever holds a paper elsewhere reads it all the while."""
    Attempts.objects.all().delete()
    started = time.perf_counter()
    with sabotage or nullcontext():
        answers = Counter(read(new_token(), HERE) for _ in range(probes))
        holder = read(str(Certificate.objects.values_list("token", flat=True).first()), ELSEWHERE)
    seconds = time.perf_counter() - started
    # What a slow machine lets pass while an early try grows old is counted by the time that it took.
    let_through = OF_CHECK.count * (1 + int(seconds // OF_CHECK.period.total_seconds()))
    found = {"probes": probes, "found": answers[200], "looked up": answers[404], "sent away": answers[429], "holder": holder}
    green = not answers[200] and answers[404] <= let_through and answers[404] + answers[429] == probes and holder == 200
    return {"green": green, **found, "seconds": round(seconds, 1)}


def read(token: str, address: str) -> int:
    return Client().get(f"/tra-cuu/{token}/", REMOTE_ADDR=address).status_code


if __name__ == "__main__":
    main()
