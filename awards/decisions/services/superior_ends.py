"""Cấp trên hủy khen thưởng: entered once for all the lines that it cancels. Gạch bỏ: what was entered wrongly."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from awards.decisions.checking import lines_of
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.policies import can_record
from thiduakt.audit.services import record
from thiduakt.ledger.enums import EntryKind, RevocationGround
from thiduakt.ledger.services.ending import end_decided
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold

from .deciding import settle_cancelled, standing_lines
from .superiors import keep_scans, looked_into


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorsCancellation:
    """As it stands on its paper."""

    number: str
    decided_on: date
    issuer: str
    ground: str
    finding: str
    found_on: date


def record_superior_cancellation(
    decision: AwardDecision, lines: Collection[AwardLine], told: SuperiorsCancellation, files: Iterable[File] = (), *,
    actor: User, at: datetime,
) -> Cancellation:  # fmt: skip
    """In force at once: each line leaves the ledger by the number of the superior's decision."""
    prepared = looked_into(files)
    with transaction.atomic():
        held: AwardDecision = hold(decision, can_record, actor=actor, at=at)
        if held.is_ours or not held.is_in_force:
            raise MoveRefusedError("Chỉ ghi việc cấp trên hủy đối với quyết định của cấp trên đang có hiệu lực.")
        standing = {line.pk: line for line in standing_lines(held)}
        chosen = [standing[line.pk] for line in lines if line.pk in standing]
        if not chosen or len(chosen) != len(lines):
            raise ValidationError({"lines": "Thầy/cô chọn những khen thưởng còn hiệu lực của quyết định."})
        _check(held, told, timezone.localdate(at))
        row = Cancellation(
            decision=held, ground=told.ground, finding=told.finding, found_on=told.found_on, number=one_line(told.number),
            decided_on=told.decided_on, issuer=one_line(told.issuer), created_by=actor.person,
        )  # fmt: skip
        row.full_clean()
        row.save()
        AwardLine.objects.filter(pk__in=[line.pk for line in chosen]).update(cancellation=row)
        keep_scans(held, prepared, actor=actor, at=at)
        _end(row, chosen, actor, at)
        told_of = {"số dòng": len(chosen), "lý do": told.ground, "quyết định": row.superior_told}
        record(actor=actor, verb="award_cancellation.superior", target=held, at=at, changes=told_of, reason=row.finding)
        return row


@transaction.atomic
def strike_superior(decision: AwardDecision, *, reason: str, actor: User, at: datetime) -> None:
    """Gạch bỏ kết quả ghi nhầm: its lines are struck in the ledger, and its dossiers wait for their result again.

    What the ledger told before stays. What the log and the struck lines say of it is all that is left.
    """
    held: AwardDecision = hold(decision, can_record, actor=actor, at=at)
    why = one_line(reason)
    if not why:
        raise ValidationError({"reason": "Thầy/cô ghi rõ nhầm chỗ nào."})
    if held.is_ours or held.cancellations.exists():
        raise MoveRefusedError("Chỉ gạch bỏ kết quả của cấp trên ghi nhầm, chưa có lần hủy nào.")
    lines = lines_of(held)
    if _is_used(held, lines):
        raise MoveRefusedError(
            "Quyết định này đã dùng ở bộ hồ sơ trình, lễ trao thưởng hoặc bản công bố. Thầy/cô bỏ ở đó trước."
        )
    written = [line.entry for line in lines if line.entry and not line.was_known and line.stands]
    if written and held.decided_on:
        end_decided(
            written, EntryKind.STRUCK, reason=why, decision_number=held.number, decided_on=held.decided_on,
            issuer=held.issuer, actor=actor, at=at,
        )  # fmt: skip
    told = {"quyết định": held.number, "khen": len(lines), "không khen": held.refusals.count()}
    record(actor=actor, verb="award_decision.strike", target=held, at=at, changes=told, reason=why)
    held.delete()


def _is_used(decision: AwardDecision, lines: Collection[AwardLine]) -> bool:
    """Whether a room above keeps anything of it."""
    keys = {AwardDecision: [decision.pk], AwardLine: [line.pk for line in lines]}
    return any(
        relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": keys[model]}).exists()
        for model in keys
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label != AwardDecision._meta.app_label
    )


def _end(row: Cancellation, lines: Collection[AwardLine], actor: User, at: datetime) -> None:
    reason = f"{row.finding} ({row.superior_told})"[:1000]
    entries = [line.entry for line in lines if line.entry]
    if entries and row.decided_on:
        end_decided(
            entries, EntryKind.REVOKED, reason=reason, ground=row.ground, decision_number=row.number,
            decided_on=row.decided_on, issuer=row.issuer, actor=actor, at=at,
        )  # fmt: skip
    settle_cancelled(row, list(lines), reason, actor=actor, at=at)


def _check(decision: AwardDecision, told: SuperiorsCancellation, today: date) -> None:
    if told.ground not in RevocationGround.values:
        raise ValidationError({"ground": "Cần chọn lý do theo Điều 93."})
    for name in ("number", "issuer"):
        if not one_line(getattr(told, name)):
            raise ValidationError({name: "Thầy/cô ghi như trên quyết định hủy của cấp trên."})
    if not one_line(told.finding):
        raise ValidationError({"finding": "Thầy/cô ghi kết luận làm căn cứ: ai kết luận, kết luận gì."})
    if told.decided_on > today:
        raise ValidationError({"decided_on": "Ngày quyết định hủy không được sau hôm nay."})
    if decision.day and told.decided_on < decision.day:
        sentence = f"Ngày quyết định hủy không được trước ngày quyết định tặng, {decision.day:%d/%m/%Y}."
        raise ValidationError({"decided_on": sentence})
    if told.found_on > told.decided_on:
        raise ValidationError({"found_on": "Ngày kết luận không được sau ngày quyết định hủy."})
