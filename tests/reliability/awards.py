"""Award decisions under `kill -9` (B04): ledger, certificates and payments stand with the number, or none of them does.

The sabotaged twin puts the number first, and what hangs on it after: it must go red.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.awards [--small]
Prints one JSON object.
"""

import json
import os
import random
import signal
import sys
import time
import unittest.mock
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from awards.certificates.models import Certificate  # noqa: E402
from awards.decisions.enums import DecisionState  # noqa: E402
from awards.decisions.invariants import problems as award_problems  # noqa: E402
from awards.decisions.models import AwardDecision, AwardLine  # noqa: E402
from awards.decisions.services.lines import write_lines  # noqa: E402
from awards.rewards.models import Payment  # noqa: E402
from tests.bench.reliability import answers_of, child  # noqa: E402
from tests.bench.world import DAY, people  # noqa: E402
from tests.factories.decisions import GK  # noqa: E402
from tests.factories.school import PersonFactory  # noqa: E402
from thiduakt.audit.chain import breaks  # noqa: E402
from thiduakt.documents import consequences  # noqa: E402
from thiduakt.documents.composing import compose  # noqa: E402
from thiduakt.documents.invariants import problems  # noqa: E402
from thiduakt.documents.kinds import Kind  # noqa: E402
from thiduakt.documents.models import Document  # noqa: E402
from thiduakt.documents.services import issuing  # noqa: E402
from thiduakt.ledger.models import HonorEntry  # noqa: E402
from thiduakt.school.models import Person, School, User  # noqa: E402

SEED = 20230530
HONORED = 3  # people in each decision
AHEAD = 6  # decisions that wait for each kill: more than a process issues before it
Issue = Callable[[int, User], int]


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    results = {
        "award kill": kill(issue, kills=20 if small else 200),
        "award kill, sabotaged": kill(issue_number_first, kills=20),
    }
    json.dump(results, sys.stdout)


def issue(pk: int, clerk: User) -> int:
    paper = Document.objects.get(pk=pk)
    issued = issuing.issue_document(paper, issued_on=DAY, actor=clerk, at=timezone.now(), reason="Kiểm tra tải.")
    assert issued.number is not None
    return issued.number


def issue_number_first(pk: int, clerk: User) -> int:
    """Sabotage: what hangs on the paper is written once its number is committed."""
    with unittest.mock.patch.object(consequences, "draw", return_value=None):
        number = issue(pk, clerk)
    with transaction.atomic():
        consequences.draw(Document.objects.get(pk=pk), [], actor=clerk, at=timezone.now())
    return number


def kill(issue: Issue, *, kills: int) -> dict[str, Any]:
    """A process that issues one decision after another is killed at a random moment, again and again."""
    chance = random.Random(SEED)  # noqa: S311  (moments, not secrets)
    principal, clerk = people()
    first, *waiting = signed_decisions(kills * AHEAD + 1, principal)
    issue(first, clerk)  # what is imported on the way is there for every process
    acknowledged = {first}
    started = time.monotonic()
    for _ in range(kills):
        left = list(Document.objects.filter(pk__in=waiting, number__isnull=True).values_list("pk", flat=True)[:30])
        with child(lambda write, left=left: _one_after_another(issue, left, clerk.pk, write)) as (process, read):
            os.read(read, 1)  # it is ready
            time.sleep(chance.uniform(0, 0.250))
            os.kill(process, signal.SIGKILL)
            acknowledged |= {pk for pk, _ in answers_of(read)}
    told = {"kills": kills, "acknowledged": len(acknowledged), "seconds": round(time.monotonic() - started, 2)}
    return _verdict(clerk, acknowledged) | told


def signed_decisions(count: int, principal: User) -> list[int]:
    """Ids of the papers of decisions, each with three people and what they are paid, signed and without a number."""
    honored = [PersonFactory(school=principal.school, full_name=name) for name in ("Đỗ Thị Đào", "Lò Thị Ỏn", "Vũ Thị Ước")]
    papers = [_paper(place, principal) for place in range(count)]
    for paper in papers:
        paper.signed_paper = compose(paper).to_dict()
    papers = Document.objects.bulk_create(papers)
    for paper in papers:
        _decision(paper, honored, principal)
    return [paper.pk for paper in papers]


def _paper(place: int, principal: User) -> Document:
    return Document(
        school=principal.school, kind=Kind.DECISION, state="SIGNED", subject=f"Về việc tặng Giấy khen lần {place}",
        dated_on=DAY, signed_on=DAY, bases=["Căn cứ Luật Thi đua, khen thưởng;"], recipients=["Như Điều 2", "Lưu: VT"],
        body="<p><strong>Điều 1.</strong> Tặng Giấy khen (có danh sách kèm theo)./.</p>", signer=principal.person,
        created_by=principal.person,
    )  # fmt: skip


def _decision(paper: Document, honored: list[Person], principal: User) -> None:
    """For a deed of its own: what one decision gives for it, no other has given."""
    decision = AwardDecision.objects.create(
        school=principal.school, name=paper.subject, year=DAY.year - 1, merit="dot_xuat", document=paper,
        no_council_reason="Khen kịp thời.", created_by=principal.person,
    )  # fmt: skip
    told = {"holder_kind": "PERSON", "code": "GK_HT_CN", "honor_name": GK, "citation": paper.subject}
    write_lines(decision, [AwardLine(person=one, holder_name=one.full_name, **told) for one in honored], DAY)


def _one_after_another(issue: Issue, left: list[int], clerk_pk: int, write: int) -> None:
    clerk = User.objects.get(pk=clerk_pk)
    os.write(write, b".")
    for pk in left:
        number = issue(pk, clerk)
        os.write(write, f"{pk} {number}\n".encode())


def _verdict(clerk: User, acknowledged: set[int]) -> dict[str, Any]:
    """Of so many decisions with a number everything else there is, too."""
    school = School.objects.filter(pk=clerk.school_id)
    issued = set(Document.objects.filter(school__in=school, number__isnull=False).values_list("pk", flat=True))
    due = HONORED * len(issued)
    counted = {
        "decisions": HONORED * AwardDecision.objects.filter(school__in=school, state=DecisionState.IN_FORCE).count(),
        "ledger": HonorEntry.objects.filter(school__in=school).count(),
        "certificates": Certificate.objects.filter(line__decision__school__in=school).count(),
        "payments": Payment.objects.filter(school__in=school).count(),
    }
    found = [*problems(school), *award_problems(school)]
    found += [str(place) for place in breaks() if place.school_id == clerk.school_id]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found += [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
    wrong: dict[str, int] = {f"{name} amiss": abs(due - count) for name, count in counted.items()}
    wrong |= {"acknowledged but lost": len(acknowledged - issued), "problems": len(found)}
    return {
        "green": bool(issued) and not any(wrong.values()), **wrong, "issued": len(issued),
        "first problem": found[0] if found else "",
    }  # fmt: skip


if __name__ == "__main__":
    main()
