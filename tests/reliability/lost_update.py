"""Two editors at one draft, each from another process: nobody overwrites anybody in silence, and nothing typed is lost.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.lost_update [--small]
Prints one JSON object.
"""

import json
import os
import random
import sys
import time
import unittest.mock
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial
from multiprocessing import get_context
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.bench.world import DAY  # noqa: E402
from tests.factories.school import SchoolFactory, UserFactory  # noqa: E402
from thiduakt.documents.kinds import Kind  # noqa: E402
from thiduakt.documents.models import Document, WorkingCopy  # noqa: E402
from thiduakt.documents.services import drafting, working_copies  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import User  # noqa: E402

EDITORS = 2
SECTIONS = 12
STARTING = 5  # seconds until both processes are there: they begin at one moment
SEED = 20231005


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    edits = 30 if small else 200
    results = {
        "lost update": lost_update(edits, is_checked=True),
        "lost update, sabotaged": lost_update(edits, is_checked=False),
    }
    json.dump(results, sys.stdout)


def lost_update(edits: int, *, is_checked: bool) -> dict[str, Any]:
    """Every edit adds a word of its own to a random section, which must stand in the draft at the end.

    A word that was acknowledged and is gone was overwritten in silence.
    """
    school = SchoolFactory()
    editors = [UserFactory(school=school, roles=[Role.PRINCIPAL]) for _ in range(EDITORS)]
    body = "".join(f"<h2>Phần {number}</h2><p>Nội dung.</p>" for number in range(1, SECTIONS + 1))
    document = drafting.create_draft(
        Kind.PLAN, subject="Công tác thi đua", dated_on=DAY, body=body, actor=editors[0], at=timezone.now()
    )
    started = time.monotonic()
    connections.close_all()
    with ProcessPoolExecutor(EDITORS, mp_context=get_context("spawn")) as pool:
        begin = time.time() + STARTING
        work = partial(edit_again_and_again, document.pk, edits=edits, is_checked=is_checked, begin=begin)
        told = list(pool.map(work, [editor.pk for editor in editors]))
    final = Document.objects.get(pk=document.pk)
    acknowledged = [word for each in told for word in each["acknowledged"]]
    silently_lost = [word for word in acknowledged if f" {word}." not in final.body]
    wrong = {
        "silent overwrites": len(silently_lost),
        "rejected and not recoverable": sum(each["lost"] for each in told),
        "savings missing": final.version - final.saved_drafts.count(),
    }
    measured = {
        "edits": EDITORS * edits,
        "merged": sum(each["merged"] for each in told),
        "rejected": sum(each["rejected"] for each in told),
        "seconds": round(time.monotonic() - started, 2),
    }
    return {"green": not any(wrong.values()), **wrong, **measured}


def edit_again_and_again(pk: int, user_pk: int, *, edits: int, is_checked: bool, begin: float) -> dict[str, Any]:
    """One editor: opens the draft, thinks a moment, writes a word, saves; what is rejected is written anew."""
    chance = random.Random(SEED + user_pk)  # noqa: S311  (moments, not secrets)
    user = User.objects.get(pk=user_pk)
    told: dict[str, Any] = {"acknowledged": [], "merged": 0, "rejected": 0, "lost": 0}
    time.sleep(max(0, begin - time.time()))
    with nullcontext() if is_checked else without_version_check():
        for number in range(edits):
            word = f"sửa-{user_pk}-{number}"
            section = chance.randint(1, SECTIONS)
            while not is_saved(pk, section, word, user, told, thinks=chance.uniform(0, 0.01)):
                pass
            told["acknowledged"].append(word)
    return told


def is_saved(pk: int, section: int, word: str, user: User, told: dict[str, Any], *, thinks: float) -> bool:
    """Open, write, save; False where it was rejected, and is to be written into what stands by then."""
    opened = Document.objects.get(pk=pk)
    body = with_word(opened.body, section, word)
    time.sleep(thinks)
    try:
        saving = drafting.save_draft(opened, changes={"body": body}, version=opened.version, actor=user, at=timezone.now())
    except drafting.ConflictError:
        told["rejected"] += 1
        told["lost"] += not is_recoverable(opened, body, user)
        return False
    except OperationalError:  # SQLite lets only one write, and this one had waited too long
        return False
    told["merged"] += bool(saving.merged)
    return True


def is_recoverable(opened: Document, body: str, user: User) -> bool:
    """What was rejected is kept as it was typed, and read back."""
    before = working_copies.of(opened, user)
    working_copies.keep(
        opened, typed={"body": body}, base=opened.version, known=before and before.kept_at, actor=user, at=timezone.now()
    )
    return WorkingCopy.objects.get(document=opened, user=user).content["body"] == body


def with_word(body: str, section: int, word: str) -> str:
    """The first paragraph of the section, longer by one word."""
    head, heading, rest = body.partition(f"<h2>Phần {section}</h2>")
    return head + heading + rest.replace("</p>", f" {word}.</p>", 1)


def without_version_check() -> Any:
    """Sabotage: whatever stands is taken for what the person began from, and what is posted takes its place."""

    def overwrite(document: Document, *, changes: dict[str, Any], actor: User, at: Any, **ignored: Any) -> drafting.Saving:
        with transaction.atomic():
            return drafting.Saving(drafting._store(drafting._held(document, actor, at), changes, actor=actor, at=at))

    return unittest.mock.patch.object(drafting, "save_draft", overwrite)


if __name__ == "__main__":
    main()
