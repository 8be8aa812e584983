"""Kết luận: which are recognised and why not, the minutes and the decision of it, and the line in the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from nominations.initiatives.models import Solution
from nominations.initiatives.policies import is_close
from nominations.judging.enums import RoundState, Verdict
from nominations.judging.flows import SOLUTION_FLOW
from nominations.judging.models import Entry, Round
from nominations.judging.policies import can_keep, can_recognise
from nominations.judging.queries import Line, result
from thiduakt.audit.services import record
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.ledger.enums import InitiativeLevel
from thiduakt.ledger.models import Initiative
from thiduakt.ledger.services.initiatives import (
    NewAuthor,
    NewInitiative,
    known_initiatives,
    record_initiatives,
)
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

LEAST_REASON = 20  # characters


@dataclass(frozen=True, slots=True)
class Ruling:
    """`verdict`: of Verdict; empty: not concluded yet."""

    entry: int
    verdict: str
    reason: str = ""


@transaction.atomic
def conclude(turn: Round, rulings: Iterable[Ruling], *, version: int, actor: User, at: datetime) -> Round:
    """Nobody concludes what they or their kin have written. Against what the marks say only with a reason."""
    stored: Round = hold(turn, can_recognise, actor=actor, at=at)
    if stored.state != RoundState.COUNTED:
        raise MoveRefusedError(f"Đợt chấm đang ở trạng thái “{stored.get_state_display()}”, không ghi kết luận được.")
    refuse_stale(stored, version)
    lines = {line.entry.pk: line for line in result(stored)}
    refusals: dict[str, str] = {}
    for one in rulings:
        line = lines.get(one.entry)
        if line is None or is_close(actor.person_id, line.entry.solution):
            raise PermissionDenied
        if refused := why_not(one.verdict, one.reason, line):
            refusals[f"reason-{one.entry}"] = refused
            continue
        entry = line.entry
        entry.verdict, entry.reason = one.verdict, one.reason.strip()
        entry.concluded_by = actor if one.verdict else None
        entry.full_clean(exclude=["round", "solution", "decision"])
        entry.save(update_fields=["verdict", "reason", "concluded_by"])
    if refusals:
        raise ValidationError(refusals)
    stored.version += 1
    stored.save(update_fields=["version"])
    record(actor=actor, verb="judging_round.rule", target=stored, at=at)
    return stored


def why_not(verdict: str, reason: str, line: Line) -> str:
    """Why this verdict cannot stand with this reason; empty where it can."""
    is_short = len(reason.strip()) < LEAST_REASON
    if verdict == Verdict.REFUSED and is_short:
        return f"Không công nhận “{line.entry}” thì ghi lý do, ít nhất {LEAST_REASON} ký tự; tác giả đọc được lý do này."
    if verdict == Verdict.RECOGNISED and not line.passes and is_short:
        return f"“{line.entry}” chưa đạt: công nhận thì ghi lý do, ít nhất {LEAST_REASON} ký tự, để ghi vào biên bản."
    return ""


def refuse_solutions(turn: Round, *, actor: User, at: datetime) -> None:
    """In the transaction of the conclusion; what is recognised waits for its decision."""
    for entry in turn.entries.filter(verdict=Verdict.REFUSED).select_related("solution"):
        perform(SOLUTION_FLOW, entry.solution, "refuse", reason=entry.reason, actor=actor, at=at)


@transaction.atomic
def keep_in_ledger(turn: Round, *, actor: User, at: datetime) -> int:
    """Ghi sổ those whose decision is issued, with its number and day; returns how many."""
    held: Round = hold(turn, can_keep, actor=actor, at=at)
    waiting = list(to_keep(held))
    if not waiting:
        raise MoveRefusedError("Chưa có quyết định công nhận nào đã ban hành mà chưa ghi sổ.")
    lock(actor.school)
    rows = [_row(entry) for entry in waiting]
    known = known_initiatives(actor.school)
    if taken := [entry.solution.name for entry, row in zip(waiting, rows, strict=True) if not known.isdisjoint(row.keys)]:
        raise ValidationError(
            [f"Sổ đã ghi sáng kiến “{name}” của tác giả này trong năm học. Thầy/cô xem lại sổ." for name in taken]
        )
    kept = record_initiatives(rows, actor=actor, at=at)
    if len(kept) < len(rows):
        raise ValidationError("Có hai giải pháp trùng tên của cùng một tác giả. Thầy/cô ghi sổ riêng từng giải pháp.")
    for entry, initiative in zip(waiting, kept, strict=True):
        _recognise(entry, initiative, actor=actor, at=at)
    record(actor=actor, verb="judging_round.keep", target=held, at=at, changes={"số sáng kiến": len(kept)})
    return len(kept)


def _recognise(entry: Entry, initiative: Initiative, *, actor: User, at: datetime) -> None:
    def settle(_: Solution) -> dict[str, Any]:
        return {"ledger_initiative": initiative}

    perform(SOLUTION_FLOW, entry.solution, "recognise", actor=actor, at=at, settle=settle)


def to_keep(turn: Round) -> QuerySet[Entry]:
    """Recognised by a decision that is in force, and not in the ledger yet."""
    found = turn.entries.filter(
        verdict=Verdict.RECOGNISED, decision__state=DocumentState.ISSUED, solution__ledger_initiative__isnull=True
    )
    return found.select_related("solution", "decision", "round__school").prefetch_related("solution__authors__person")


def _row(entry: Entry) -> NewInitiative:
    solution = entry.solution
    decision: Document = entry.decision  # type: ignore[assignment]  # `to_keep` found it by its decision
    authors = list(solution.authors.all())
    return NewInitiative(
        name=solution.name,
        year=solution.year,
        kind=solution.kind,
        level=InitiativeLevel.SCHOOL,
        authors=[NewAuthor(author.person, author.share) for author in authors if author.person],
        outside=sum(author.share for author in authors if not author.person),
        decision_number=decision.notation,
        decided_on=decision.issued_on,
        issuer=entry.round.school.name,
    )
