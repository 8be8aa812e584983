"""Backups under a load of writes, and the way back (B15).

Run on the empty database that DATABASE_URL names:  python -m tests.reliability.backup [--small]
Prints one JSON object. The twin copies without asking the database, the file with `cp` or table after table; it must go red.
"""

import json
import logging
import os
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings

if not settings.configured:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone

from tests.bench.world import people
from thiduakt.audit.chain import Anchor, breaks
from thiduakt.audit.models import AuditEvent, AuditHead
from thiduakt.audit.services import record
from thiduakt.documents.invariants import file_problems, problems
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.files.storage import store
from thiduakt.home.upkeep.backup import make_backup
from thiduakt.home.upkeep.databases import CopyError, database
from thiduakt.home.upkeep.files import lost_files
from thiduakt.home.upkeep.inside import ask
from thiduakt.home.upkeep.restore import restore
from thiduakt.school.models import Person, School, User

WRITERS = 2
PAUSE = 0.005  # seconds between two writings: on SQLite writers who never pause let nobody else in
PATIENCE = 60  # seconds for a restore and its check
PAGE = "<p>" + "Nhà trường triển khai thực hiện. " * 1500 + "</p>"  # about 50 KB
PAPERS = 200  # of them beside the writers, so that a copy takes a moment


@dataclass
class Writer:
    pid: int
    read: int


def main() -> None:
    small = "--small" in sys.argv
    logging.disable()
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        settings.BACKUP_ROOT, settings.MEDIA_ROOT = Path(folder) / "backup", Path(folder) / "media"
        settings.BACKUP_PASSWORD_FILE = str(Path(folder) / "password")
        Path(settings.BACKUP_PASSWORD_FILE).write_text("mat-khau-cua-bai-do")
        principal, _ = people()
        fill(principal, PAPERS)
        store(b"a signed copy", folder="signed")
        results = {
            "backup": under_load(principal, 4 if small else 20),
            "backup, sabotaged": plain_copies(principal, 10 if small else 20, Path(folder)),
            "restore": way_back(principal, megabytes=10 if small else 100),
        }
    json.dump(results, sys.stdout, ensure_ascii=False)


def under_load(principal: User, count: int) -> dict[str, Any]:
    """Each backup is a whole state of the data, and none is older than what had been acknowledged before it began."""
    wrong: list[str] = []
    started, now = time.monotonic(), timezone.now()
    with writers(principal) as running:
        for place in range(count):
            acknowledged = last_acknowledged(running)
            manifest = make_backup(now + timedelta(seconds=place))
            held = Anchor.parse(manifest.heads[0]).seq
            wrong += manifest.faults
            if held < acknowledged:
                wrong.append(f"backup {place} ends at {held}, {acknowledged} was acknowledged before")
        written = last_acknowledged(running)
    seconds = round((time.monotonic() - started) / count, 1)
    return {"green": not wrong and written > count, "backups": count, "writes": written, "seconds each": seconds,
            "wrong": len(wrong), "first": wrong[0] if wrong else ""}  # fmt: skip


def plain_copies(principal: User, count: int, folder: Path) -> dict[str, Any]:
    """Sabotage: the copy does not ask the database for a moment that holds still."""
    bad = 0
    with writers(principal) as running:
        for place in range(count):
            acknowledged = last_acknowledged(running)
            if connection.vendor == "sqlite":
                bad += not is_whole(Path(shutil.copyfile(database().path, folder / f"copy-{place}")), acknowledged)
            else:
                bad += not table_after_table()
    return {"green": not bad, "copies": count, "bad": bad}


def is_whole(copy: Path, acknowledged: int) -> bool:
    try:
        with database().opened(copy) as url:
            told = ask("inspect", url, heads=[])
    except (CopyError, sqlite3.DatabaseError):
        return False
    return not told["problems"] and Anchor.parse(told["heads"][0]).seq >= acknowledged


def table_after_table() -> bool:
    head = AuditHead.objects.get()
    return AuditEvent.objects.count() == head.seq


def way_back(principal: User, *, megabytes: int) -> dict[str, Any]:
    """A restore of so many megabytes, and all that doctor asks of the data, within a minute."""
    fill(principal, megabytes * 20)
    size = Document.objects.count() * len(PAGE.encode()) // 1024**2
    manifest = make_backup(timezone.now() + timedelta(minutes=10))
    Person.objects.filter(pk=principal.person_id).update(full_name="Người Khác")
    started = time.monotonic()
    restore(manifest.name, at=timezone.now())
    schools = School.objects.all()
    of_files = [*file_problems(schools), *lost_files()]
    wrong = [*problems(schools), *of_files, *map(str, breaks([Anchor.parse(manifest.heads[0])]))]
    seconds = round(time.monotonic() - started, 1)
    same = Person.objects.get(pk=principal.person_id).full_name != "Người Khác"
    return {"green": same and not wrong and seconds <= PATIENCE, "MB": size, "seconds": seconds,
            "wrong": len(wrong)}  # fmt: skip


def fill(principal: User, papers: int) -> None:
    Document.objects.bulk_create(
        (
            Document(
                school=principal.school, kind=Kind.PLAN, subject=f"Kế hoạch {place}", dated_on=date(2023, 2, 15),
                body=PAGE, signer=principal.person, created_by=principal.person,
            )
            for place in range(papers)
        ),
        batch_size=100,
    )  # fmt: skip


@contextmanager
def writers(principal: User) -> Iterator[list[Writer]]:
    """Processes that write one event after another, and tell the place of each in the chain once it is committed."""
    connections.close_all()
    running = []
    for _ in range(WRITERS):
        read, write = os.pipe()
        if (pid := os.fork()) == 0:
            try:
                _write_for_ever(principal.pk, write)
            finally:
                os._exit(1)  # whatever happened: a child that runs on would be a second parent
        os.close(write)
        running.append(Writer(pid, read))
    time.sleep(0.5)  # until they write
    try:
        yield running
    finally:
        for writer in running:
            os.kill(writer.pid, signal.SIGKILL)
            os.waitpid(writer.pid, 0)
            os.close(writer.read)


def _write_for_ever(pk: int, write: int) -> None:
    principal, papers = User.objects.get(pk=pk), list(Document.objects.values_list("pk", flat=True))
    for turn in range(10**9):
        with transaction.atomic():
            event = record(actor=principal, verb="person.edit", target=principal.person, at=timezone.now())
            Document.objects.filter(pk=papers[turn * 37 % len(papers)]).update(version=F("version") + 1)
        os.write(write, f"{event.seq}\n".encode())
        time.sleep(PAUSE)


def last_acknowledged(running: list[Writer]) -> int:
    """The highest place that some writer has told by now. A line that is cut in two tells a lower one, never a higher."""
    highest = 0
    for writer in running:
        told = b""
        while _waits(writer):
            told += os.read(writer.read, 65536)
        highest = max([highest, *(int(line) for line in told.split())])
    return highest


def _waits(writer: Writer) -> bool:
    return bool(select.select([writer.read], [], [], 0)[0])


if __name__ == "__main__":
    main()
