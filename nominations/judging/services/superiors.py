"""Trình cấp trên: what is sent to which level with which paper, and what the superior decided; the ledger follows."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import Verdict
from nominations.judging.models import Submission
from nominations.judging.policies import can_manage
from thiduakt.audit.services import record
from thiduakt.ledger.enums import InitiativeLevel
from thiduakt.ledger.services.initiatives import NewAuthor, edit_initiative
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, lock_all, refuse_stale

from .concluding import LEAST_REASON

LEVELS = list(InitiativeLevel)
ANSWERED = ("verdict", "decision_number", "decided_on", "issuer", "reason")


@transaction.atomic
def send_up(
    solutions: Sequence[Solution], *, level: str, sent_on: date, paper: str, actor: User, at: datetime
) -> list[Submission]:
    """Only what the ledger has as recognised by the school, each once to a level."""
    today = timezone.localdate(at)
    require(actor, "judging.manage", on=today)
    if not solutions:
        raise ValidationError({"solutions": "Thầy/cô chọn ít nhất một sáng kiến."})
    if sent_on > today:
        raise ValidationError({"sent_on": "Ngày trình không được sau hôm nay."})
    made = []
    for held in lock_all(solutions):
        if not can_manage(actor, held, at):
            raise PermissionDenied
        if held.state != SolutionState.RECOGNISED or held.ledger_initiative_id is None:
            raise MoveRefusedError(f"“{held}” chưa được trường công nhận và ghi sổ nên chưa trình lên được.")
        row = Submission(school=held.school, solution=held, level=level, sent_on=sent_on, paper=one_line(paper))
        row.full_clean()
        row.save()
        made.append(row)
    record(
        actor=actor, verb="solution.send_up", target=actor.school, at=at,
        changes={"số sáng kiến": len(made), "cấp": str(InitiativeLevel(level).label), "kèm văn bản": one_line(paper)},
    )  # fmt: skip
    return made


@transaction.atomic
def enter_answer(
    submission: Submission, values: Mapping[str, Any], *, version: int, actor: User, at: datetime
) -> Submission:
    """`values`: ANSWERED. What a higher level recognised raises the line of the ledger, and never lowers it."""
    stored: Submission = hold(submission, can_manage, actor=actor, at=at)
    refuse_stale(stored, version)
    if stored.verdict:
        raise MoveRefusedError("Kết quả của cấp trên đã ghi. Thầy/cô sửa ở sổ sáng kiến, kèm lý do.")
    for name in ANSWERED:
        value = values[name]
        setattr(stored, name, one_line(value) if isinstance(value, str) else value)
    verdict = _checked(stored, timezone.localdate(at))
    stored.version += 1
    stored.full_clean()
    stored.save()
    record(
        actor=actor, verb="solution.answer_above", target=stored.solution, at=at,
        changes={"cấp": stored.get_level_display(), "kết quả": stored.get_verdict_display()}, reason=stored.reason,
    )  # fmt: skip
    if verdict == Verdict.RECOGNISED:
        _raise_level(stored, actor=actor, at=at)
    return stored


@transaction.atomic
def take_back(submission: Submission, *, actor: User, at: datetime) -> None:
    """Entered by mistake; once the superior has answered it stays."""
    stored: Submission = hold(submission, can_manage, actor=actor, at=at)
    if stored.verdict:
        raise MoveRefusedError("Cấp trên đã có kết quả nên dòng này giữ nguyên.")
    record(
        actor=actor, verb="solution.take_back", target=stored.solution, at=at, changes={"cấp": stored.get_level_display()}
    )
    stored.delete()


def _checked(stored: Submission, today: date) -> str:
    """The verdict, once all that goes with it is whole."""
    if not stored.verdict:
        raise ValidationError({"verdict": "Thầy/cô chọn kết quả."})
    if stored.verdict == Verdict.REFUSED and len(stored.reason) < LEAST_REASON:
        raise ValidationError({"reason": f"Thầy/cô ghi lý do cấp trên nêu, ít nhất {LEAST_REASON} ký tự."})
    if stored.decided_on and not stored.sent_on <= stored.decided_on <= today:
        raise ValidationError({"decided_on": "Ngày quyết định phải từ ngày trình đến hôm nay."})
    return stored.verdict


def _raise_level(stored: Submission, *, actor: User, at: datetime) -> None:
    solution: Solution = lock(stored.solution)
    if solution.ledger_initiative is None:
        raise PermissionDenied
    initiative = copy(solution.ledger_initiative)
    if LEVELS.index(InitiativeLevel(stored.level)) <= LEVELS.index(InitiativeLevel(initiative.level)):
        return
    initiative.level, initiative.issuer = stored.level, stored.issuer
    initiative.decision_number, initiative.decided_on = stored.decision_number, stored.decided_on
    authors = [NewAuthor(author.person, author.share) for author in initiative.authors.select_related("person")]
    told = f"{stored.get_level_display()} công nhận: {stored.decision_number}, {stored.issuer}"
    edit_initiative(initiative, authors=authors, version=initiative.version, reason=told, actor=actor, at=at)
