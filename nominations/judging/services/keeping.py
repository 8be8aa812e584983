"""Ghi sổ: what a decision of recognition writes into the ledger when it is issued, and takes out when it is ended.

Both are consequences of a paper (`documents.consequences`): whoever issues it acts, and nothing of it can be left out.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from nominations.initiatives.models import Solution
from nominations.judging.flows import SOLUTION_FLOW
from nominations.judging.models import Entry
from thiduakt.documents.models import Document
from thiduakt.ledger.enums import InitiativeLevel
from thiduakt.ledger.services.initiatives import (
    NewAuthor,
    NewInitiative,
    known_initiatives,
    record_initiatives,
    withdraw_initiatives,
)
from thiduakt.school.models import School, User
from thiduakt.vietnamese import listed, official_date
from thiduakt.workflow import lock, perform

from .telling import tell_decided


def keep_recognised(paper: Document, actor: User, at: datetime) -> None:
    """In the transaction of the issue: a line for each solution that the paper recognises, with its number and day."""
    entries = _held(paper)
    if not entries:
        return
    rows = [_row(entry, paper) for entry in entries]
    refuse_known(paper.school, rows)
    kept = record_initiatives(rows, actor=actor, at=at)
    for entry, initiative in zip(entries, kept, strict=True):
        _move(entry, "recognise", {"ledger_initiative": initiative}, "", actor, at)
    tell_decided(entries, f"Công nhận sáng kiến theo {paper}", actor=actor, at=at)


def take_out(paper: Document, by: Document, actor: User, at: datetime) -> None:
    """In the transaction that ends the paper: its lines leave the ledger, and its solutions wait for another decision.

    The conclusion of the council stands until whoever concludes says otherwise (`concluding.refuse_revoked`). What was
    built on since (used for an honor, sent up, corrected) keeps the paper in force until that is taken back.
    """
    entries = _held(paper)
    if not entries:
        return
    if sent := [f"“{entry}”" for entry in entries if entry.solution.sent_up.exists()]:
        raise ValidationError(f"Đã trình lên cấp trên: {listed(sent)}. Thầy/cô bỏ lần trình ấy trước.")
    reason = f"{by} {official_date(by.issued_on or by.dated_on)}."
    lines = [entry.solution.ledger_initiative_id for entry in entries if entry.solution.ledger_initiative_id]
    for entry in entries:
        _move(entry, "unrecognise", {"ledger_initiative": None}, reason, actor, at)
        entry.decision, entry.roll, entry.revoked_by = None, None, by
        entry.save(update_fields=["decision", "roll", "revoked_by"])
    withdraw_initiatives(lines, reason=reason, actor=actor, at=at)
    tell_decided(entries, f"Quyết định công nhận sáng kiến không còn hiệu lực, theo {by}", actor=actor, at=at)


def refuse_known(school: School, rows: Iterable[NewInitiative]) -> None:
    """One name is borne once by an author in a year, in the ledger and in one decision."""
    lock(school)
    known, taken = known_initiatives(school), []
    for row in rows:
        if not known.isdisjoint(row.keys):
            taken.append(f"Sổ sáng kiến đã có “{row.name}” của tác giả này trong năm học. Thầy/cô xem lại sổ.")
        known |= row.keys
    if taken:
        raise ValidationError(taken)


def row_of(entry: Entry) -> NewInitiative:
    """As the ledger will have it, without the paper."""
    solution = entry.solution
    authors = list(solution.authors.select_related("person"))
    return NewInitiative(
        name=solution.name,
        year=solution.year,
        kind=solution.kind,
        level=InitiativeLevel.SCHOOL,
        authors=[NewAuthor(author.person, author.share) for author in authors if author.person],
        outside=sum(author.share for author in authors if not author.person),
        issuer=entry.round.school.name,
    )


def _row(entry: Entry, paper: Document) -> NewInitiative:
    return replace(row_of(entry), decision_number=paper.notation, decided_on=paper.issued_on)


def _held(paper: Document) -> list[Entry]:
    """The entries of the paper, in its order, each with its solution locked."""
    entries = list(Entry.objects.filter(decision=paper).select_related("round__school").order_by("roll", "pk"))
    found = Solution.objects.select_for_update(of=("self",)).filter(pk__in=[entry.solution_id for entry in entries])
    solutions = {solution.pk: solution for solution in found.order_by("pk")}
    for entry in entries:
        entry.solution = solutions[entry.solution_id]
    return entries


def _move(entry: Entry, action: str, settled: dict[str, Any], reason: str, actor: User, at: datetime) -> None:
    perform(SOLUTION_FLOW, entry.solution, action, reason=reason, actor=actor, at=at, settle=lambda _: settled)
