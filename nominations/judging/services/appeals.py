"""Đề nghị xem xét lại: by an author, answered by whoever concludes, perhaps after others have judged it anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.judging.enums import AppealState, Duty, Verdict
from nominations.judging.flows import APPEAL_FLOW, SOLUTION_FLOW
from nominations.judging.models import Appeal, Entry, Judge, Sheet
from nominations.judging.policies import can_appeal
from nominations.judging.queries import barred_pairs, possible_rejudges
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User
from thiduakt.workflow import MoveRefusedError, lock, perform

from .concluding import LEAST_REASON
from .telling import tell_answer, tell_appeal


@transaction.atomic
def send_appeal(entry: Entry, *, reason: str, actor: User, at: datetime) -> Appeal:
    lock(entry.round)
    held: Entry = lock(entry)
    if held.appeals.exists():
        raise MoveRefusedError("Giải pháp này đã có đề nghị xem xét lại.")
    if not can_appeal(actor, held, at):
        raise PermissionDenied
    told = _reason(reason, "reason")
    appeal = Appeal(entry=held, person=actor.person, reason=told, sent_at=at)
    appeal.full_clean()
    appeal.save()
    record(actor=actor, verb="judging_appeal.send", target=appeal, at=at)
    tell_appeal(appeal, actor=actor, at=at)
    return appeal


@transaction.atomic
def rejudge(appeal: Appeal, people: Sequence[Person], *, actor: User, at: datetime) -> Appeal:
    """Hand it to others than those who judged it; each marks it alone, and nobody reads the marks before it is answered."""
    lock(appeal.entry.round)
    allowed = set(possible_rejudges(appeal, timezone.localdate(at)).values_list("pk", flat=True))
    if not people:
        raise ValidationError({"people": "Thầy/cô chọn ít nhất một người chấm lại."})
    if any(person.pk not in allowed for person in people):
        raise ValidationError(
            {"people": "Người chấm lại phải là người khác, không phải tác giả hay người thân của tác giả."}
        )
    moved: Appeal = perform(APPEAL_FLOW, appeal, "rejudge", actor=actor, at=at)
    turn = moved.entry.round
    for person in people:
        judge = Judge.objects.create(round=turn, appeal=moved, person=person, duty=Duty.EXPERT)
        Sheet.objects.create(judge=judge, entry=moved.entry)
    notify(
        people, kind=NoticeKind.SOLUTION_TO_JUDGE, subject=f"Mời chấm lại: {moved.entry}", url=turn.get_absolute_url(),
        school_id=turn.school_id, actor=actor, at=at,
    )  # fmt: skip
    return moved


@transaction.atomic
def answer(appeal: Appeal, text: str, *, verdict: str, actor: User, at: datetime) -> Appeal:
    """With what stands now, or with another verdict; what was recognised is not taken back here."""
    action = "answer" if appeal.state == AppealState.SENT else "settle"
    lock(appeal.entry.round)
    told = _reason(text, "answer")

    def settle(locked: Appeal) -> dict[str, Any]:
        for judge, entry in barred_pairs(locked.entry.round):
            Sheet.objects.filter(judge=judge, entry=entry, judge__appeal=locked).update(is_barred=True)
        return {"answer": told, "answered_by": actor, "answered_at": at}

    moved: Appeal = perform(APPEAL_FLOW, appeal, action, reason=told, actor=actor, at=at, settle=settle)
    _change(lock(moved.entry), verdict, told, actor=actor, at=at)
    tell_answer(moved, actor=actor, at=at)
    return moved


def _change(entry: Entry, verdict: str, reason: str, *, actor: User, at: datetime) -> None:
    if verdict == entry.verdict:
        return
    if verdict != Verdict.RECOGNISED:
        raise ValidationError({"verdict": "Đề nghị của tác giả không làm mất kết quả đã được công nhận."})
    entry.verdict, entry.reason, entry.concluded_by = verdict, reason, actor
    entry.save(update_fields=["verdict", "reason", "concluded_by"])
    perform(SOLUTION_FLOW, entry.solution, "reopen", reason=reason, actor=actor, at=at)


def _reason(text: str, field: str) -> str:
    told = text.strip()
    if len(told) < LEAST_REASON:
        raise ValidationError({field: f"Thầy/cô viết rõ hơn, ít nhất {LEAST_REASON} ký tự."})
    return told
