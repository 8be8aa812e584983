"""Kết luận: which are recognised, and why the others are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from nominations.initiatives.policies import is_close
from nominations.judging.enums import RoundState, Verdict
from nominations.judging.flows import SOLUTION_FLOW
from nominations.judging.models import Entry, Round
from nominations.judging.policies import can_recognise
from nominations.judging.queries import Line, result
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import official_date
from thiduakt.workflow import MoveRefusedError, hold, lock, lock_all, perform, refuse_stale

from .telling import tell_decided

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
    entries = turn.entries.filter(verdict=Verdict.REFUSED).select_related("solution")
    lock_all([entry.solution for entry in entries])
    for entry in entries:
        perform(SOLUTION_FLOW, entry.solution, "refuse", reason=entry.reason, actor=actor, at=at)


@transaction.atomic
def refuse_revoked(entry: Entry, *, reason: str, actor: User, at: datetime) -> Entry:
    """Chuyển thành không công nhận: of what was recognised by a decision that is taken back; its authors read the ground.

    No text rules on it. As with honors the paper comes first, and nothing stands on the solution any more: while an honor
    does, its decision cannot be taken back.
    """
    lock(entry.round)
    held: Entry = lock(entry)
    if not can_recognise(actor, held.round, at) or is_close(actor.person_id, held.solution):
        raise PermissionDenied
    if not is_revoked(held) or held.revoked_by is None:
        raise MoveRefusedError("Chỉ chuyển thành không công nhận khi quyết định công nhận đã bị thu hồi.")
    told = reason.strip()
    if len(told) < LEAST_REASON:
        raise MoveRefusedError(f"Thầy/cô ghi căn cứ không công nhận nữa, ít nhất {LEAST_REASON} ký tự; tác giả đọc được.")
    paper = held.revoked_by
    held.verdict, held.concluded_by = Verdict.REFUSED, actor
    held.reason = f"{told} ({paper} {official_date(paper.issued_on or paper.dated_on)})"
    held.clean_fields(exclude=["round", "solution"])
    lock(held.solution)
    held.save(update_fields=["verdict", "reason", "concluded_by"])
    perform(SOLUTION_FLOW, held.solution, "refuse", reason=held.reason, actor=actor, at=at)
    tell_decided([held], "Không công nhận sáng kiến", actor=actor, at=at)
    return held


def is_revoked(entry: Entry) -> bool:
    """Recognised once by a decision that was taken back, and by no other since."""
    return entry.verdict == Verdict.RECOGNISED and entry.revoked_by_id is not None and entry.decision_id is None
