"""A pack for the superior close to its limit of 300 MB: how long its files take, and how much memory whoever builds them.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.bench.packs [--small]
Prints one JSON object. `spent MB` is what building takes beyond a process that has only started; `refused, MB read` is what
is read of a pack over the limit before it is refused.
"""

import json
import os
import subprocess
import sys
import time
from io import BytesIO
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

import pikepdf  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from awards.packs.models import Build, Pack  # noqa: E402
from awards.packs.services.building import MOST_BYTES, request_build  # noqa: E402
from nominations.dossiers.models import Dossier, DossierFile  # noqa: E402
from tests.factories.decisions import held_review  # noqa: E402
from tests.factories.packs import PackFactory, passed_up  # noqa: E402
from tests.factories.school import PersonFactory, SchoolFactory, UserFactory  # noqa: E402
from thiduakt.files.storage import store  # noqa: E402
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import User  # noqa: E402

FILE = 10 * MEGABYTE - 4096  # the largest that is taken
COUNT = MOST_BYTES // FILE - 1
# What the worker does, in a process that has imported nothing else: seconds, peak in MB, and in MB before it began.
BUILD = """
import pathlib, re, sys, time
import django
django.setup()
from awards.packs.tasks import build_pack
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]) / 1024
before, started = peak(), time.perf_counter()
build_pack.func(int(sys.argv[1]))
print(time.perf_counter() - started, peak(), before)
"""


def main() -> None:
    count = 3 if "--small" in sys.argv else COUNT
    call_command("migrate", verbosity=0)
    pack, secretary = heavy(count)
    figures = {**built(pack, secretary), **refused(pack, secretary)}
    json.dump({f"{count} files of 10 MB": figures}, sys.stdout)


def heavy(count: int) -> tuple[Pack, User]:
    school = SchoolFactory()
    secretary = UserFactory(school=school, roles=[Role.SECRETARY])
    review = held_review(school)
    dossiers = [passed_up(review, person=PersonFactory(school=school)) for _ in range(count)]
    for dossier in dossiers:
        with_evidence(dossier, secretary)
    return PackFactory(review=review, dossiers=dossiers), secretary


def with_evidence(dossier: Dossier, user: User) -> None:
    content = scan()
    DossierFile.objects.create(
        dossier=dossier, original_name="Minh chứng.pdf", content_type=PDF_TYPE, size=len(content),
        sha256=store(content, folder=DossierFile.FOLDER), uploaded_by=user, uploaded_at=timezone.now(),
    )  # fmt: skip


def scan() -> bytes:
    """A page whose picture cannot be packed any smaller."""
    made, written = pikepdf.new(), BytesIO()
    page = made.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=pikepdf.Stream(made, os.urandom(FILE))))
    made.save(written)
    return written.getvalue()


def built(pack: Pack, secretary: User) -> dict[str, float]:
    build = request_build(pack, actor=secretary, at=timezone.now())
    connections.close_all()
    command = [sys.executable, "-c", BUILD, str(build.pk)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=1200)
    seconds, peak, before = map(float, told.stdout.split())
    done = Build.objects.get(pk=build.pk)
    return {
        "seconds": round(seconds, 1),
        "peak MB": round(peak, 1),
        "spent MB": round(peak - before, 1),
        "not built": int(not done.is_done),
        "MB": round(sum(file.size for file in done.files.all()) / 1e6, 1),
    }


def refused(pack: Pack, secretary: User) -> dict[str, float]:
    """As many further files as bring it over the limit."""
    DossierFile.objects.filter(dossier__pack_line__pack=pack).update(size=MOST_BYTES // pack.lines.count() + 1)
    read, started = [], time.perf_counter()
    with mock.patch.object(DossierFile, "read", lambda file: read.append(file.size)):
        try:
            request_build(pack, actor=secretary, at=timezone.now())
        except ValidationError:
            taken = 0
        else:
            taken = 1
    seconds = time.perf_counter() - started
    return {"refused, seconds": round(seconds, 3), "refused, MB read": sum(read), "too heavy, taken": taken}


if __name__ == "__main__":
    main()
