"""A thousand certificates with codes in one file, as the background task draws them, beside the same pages one by one.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.bench.certificates [--small]
Prints one JSON object.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from awards.certificates.drawing.sheets import Sheet, plain_pdf  # noqa: E402
from awards.certificates.models import PrintRun  # noqa: E402
from awards.certificates.services.printing import How, start_run  # noqa: E402
from tests.awards.certificates.looking import codes_of, pages_of  # noqa: E402
from tests.documents import samples  # noqa: E402
from tests.factories.certificates import AT, NAMES, decision_with_lines, lines_of, with_certificates  # noqa: E402
from tests.factories.school import SchoolFactory, UserFactory  # noqa: E402
from thiduakt.documents.rendering.pdf import certificate_pdf  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402

SHEETS = 1000
ROUNDS = 4  # both ways in turn, so that a machine that drifts drifts for both
ONE_BY_ONE = 10  # in each round
# What the worker does, in a process that has imported nothing else; its peak in MB and its seconds.
DRAW = """
import pathlib, re, sys, time
import django
django.setup()
from awards.certificates.tasks import draw
started = time.perf_counter()
draw.func(int(sys.argv[1]))
seconds = time.perf_counter() - started
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]) / 1024, seconds)
"""
SITE = "https://thidua.mngiangbien.edu.vn/tra-cuu"


def main() -> None:
    small = "--small" in sys.argv
    count = 60 if small else SHEETS
    call_command("migrate", verbosity=0)
    run = asked(count)
    connections.close_all()
    told = subprocess.run([sys.executable, "-c", DRAW, str(run.pk)], check=True, capture_output=True, text=True, timeout=300)
    peak, seconds = map(float, told.stdout.split())
    run.refresh_from_db()
    pdf = run.file.read()
    codes = codes_of(pdf)
    expected = [
        f"/tra-cuu/{token}/" for token in run.sheets.order_by("position").values_list("certificate__token", flat=True)
    ]
    figures = {
        **compared(count, rounds=1 if small else ROUNDS),
        "task, seconds": round(seconds, 2),
        "peak MB": round(peak, 1),
        "codes unread": sum(not code.endswith(end) for code, end in zip(codes, expected, strict=True)),
        "pages missing": count - len(pages_of(pdf)),
        "MB": round(len(pdf) / 1e6, 2),
    }
    json.dump({f"{count} in one file": figures}, sys.stdout)


def asked(count: int) -> PrintRun:
    school = SchoolFactory()
    principal = UserFactory(school=school, roles=[Role.PRINCIPAL])
    decision = decision_with_lines(school, *(f"{NAMES[place % len(NAMES)]} {place}" for place in range(count)))
    with_certificates(decision, principal)
    return start_run(lines_of(decision), name="Giấy khen", how=How(), actor=principal, at=AT)


def compared(count: int, *, rounds: int) -> dict[str, Any]:
    """Medians of milliseconds for each page, both ways warm and in this process."""
    sheets = [
        Sheet(replace(samples.certificate(f"Đỗ Thị Đào {place}"), roll_number=place + 1), f"{SITE}/{place:022}/")
        for place in range(count)
    ]
    ours, singly = [], []
    certificate_pdf(sheets[0].certificate)
    plain_pdf(sheets[:1], title="Giấy khen")
    for _ in range(rounds):
        started = time.perf_counter()
        plain_pdf(sheets, title="Giấy khen")
        ours.append((time.perf_counter() - started) * 1000 / count)
        started = time.perf_counter()
        for sheet in sheets[:ONE_BY_ONE]:
            certificate_pdf(sheet.certificate)
        singly.append((time.perf_counter() - started) * 1000 / ONE_BY_ONE)
    here, there = statistics.median(ours), statistics.median(singly)
    return {"ms each": round(here, 2), "one by one, ms each": round(there, 1), "ours / one by one": round(here / there, 4)}


if __name__ == "__main__":
    main()
