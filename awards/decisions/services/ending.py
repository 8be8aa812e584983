"""Hủy và đính chính: drawn up here, each in force by a decision of its own (Luật 06/2022/QH15, Điều 93)."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.decisions.enums import CancellationState, DecisionState
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.policies import can_cancel
from thiduakt.audit.services import record
from thiduakt.ledger.enums import RevocationGround
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock

from .deciding import standing_lines
from .lines import write_lines

COPIED = (
    "holder_kind", "person", "group", "pupil", "school_class", "outsider", "holder_name", "unit", "code", "honor_name",
    "is_title", "citation", "dossier", "amount",
)  # fmt: skip


@transaction.atomic
def begin_cancellation(
    decision: AwardDecision, lines: Collection[AwardLine], *, ground: str, finding: str, found_on: date | None,
    actor: User, at: datetime,
) -> Cancellation:  # fmt: skip
    """Of these lines, or of all; what was concluded, by whom and when is told."""
    held = _held_ours(decision, actor, at)
    standing = {line.pk: line for line in standing_lines(held)}
    chosen = [standing[line.pk] for line in lines if line.pk in standing]
    if not chosen or len(chosen) != len(lines):
        raise ValidationError({"lines": "Thầy/cô chọn những khen thưởng còn hiệu lực của quyết định."})
    if ground not in RevocationGround.values:
        raise ValidationError({"ground": "Cần chọn lý do theo Điều 93."})
    if not one_line(finding):
        raise ValidationError({"finding": "Thầy/cô ghi kết luận làm căn cứ: ai kết luận, kết luận gì."})
    if found_on is None or found_on > timezone.localdate(at):
        raise ValidationError({"found_on": "Ngày kết luận không được sau hôm nay."})
    if _drafted(held):
        raise MoveRefusedError("Quyết định này đang có một lần hủy, hoặc đính chính chưa ban hành. Thầy/cô làm tiếp lần ấy.")
    row = Cancellation(decision=held, ground=ground, finding=finding, found_on=found_on, created_by=actor.person)
    row.full_clean()
    row.save()
    AwardLine.objects.filter(pk__in=[line.pk for line in chosen]).update(cancellation=row)
    record(
        actor=actor, verb="award_cancellation.begin", target=held, at=at, changes={"số dòng": len(chosen), "lý do": ground},
        reason=row.finding,
    )  # fmt: skip
    return row


@transaction.atomic
def discard_cancellation(row: Cancellation, *, actor: User, at: datetime) -> None:
    stored: Cancellation = hold(row, can_cancel, actor=actor, at=at)
    decision = lock(row.decision)
    if stored.is_in_force:
        raise MoveRefusedError("Quyết định hủy đã ban hành.")
    if stored.document:
        raise MoveRefusedError("Lần hủy này có bản nháp quyết định. Thầy/cô bỏ bản nháp ấy trước.")
    record(actor=actor, verb="award_cancellation.discard", target=decision, at=at)
    stored.delete()


@transaction.atomic
def begin_correction(decision: AwardDecision, *, actor: User, at: datetime) -> AwardDecision:
    """Đính chính: the same awards in a draft that will take the place of this decision when it is issued."""
    held = _held_ours(decision, actor, at)
    if _drafted(held):
        raise MoveRefusedError("Quyết định này đang có một lần hủy, hoặc đính chính chưa ban hành. Thầy/cô làm tiếp lần ấy.")
    newer = AwardDecision(
        school_id=held.school_id, name=held.name, year=held.year, merit=held.merit, fund=held.fund, review=held.review,
        no_council_reason=held.no_council_reason, replaces=held, created_by=actor.person,
    )  # fmt: skip
    newer.full_clean(exclude=["search_key"])
    newer.save()
    lines = [
        AwardLine(decision=newer, is_live=False, **{name: getattr(line, name) for name in COPIED})
        for line in standing_lines(held)
    ]
    write_lines(newer, lines, timezone.localdate(at))
    record(actor=actor, verb="award_decision.correct", target=held, at=at, changes={"quyết định mới": newer.pk})
    return newer


def _held_ours(decision: AwardDecision, actor: User, at: datetime) -> AwardDecision:
    held: AwardDecision = hold(decision, can_cancel, actor=actor, at=at)
    if not held.is_ours:
        raise MoveRefusedError(
            "Ai quyết định khen thì người ấy quyết định hủy: văn thư, thư ký ghi việc cấp trên hủy ở trang quyết định này."
        )
    if not held.is_in_force:
        raise MoveRefusedError(f"Quyết định {held.get_state_display()}.")
    return held


def _drafted(decision: AwardDecision) -> bool:
    waiting = Cancellation.objects.filter(decision=decision, state=CancellationState.DRAFT).exists()
    return waiting or AwardDecision.objects.filter(replaces=decision, state=DecisionState.DRAFT).exists()
