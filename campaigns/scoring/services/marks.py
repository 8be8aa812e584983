"""Chấm điểm: what a subject gives itself, what the council gives, and giving the own points back to be mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from campaigns.scoring.enums import SheetState
from campaigns.scoring.models import Item, Mark, Subject
from campaigns.scoring.policies import barred, can_manage, can_score_self, may_score
from thiduakt.audit.services import record
from thiduakt.marks import points_told
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, lock, refuse_stale


@dataclass(frozen=True, slots=True)
class Points:
    """`words`: the evidence beside one's own points, the reason beside the council's."""

    points: Decimal | None
    words: str = ""


@transaction.atomic
def score_self(
    subject: Subject, given: Mapping[int, Points], *, is_sent: bool, version: int, actor: User, at: datetime
) -> Subject:
    """By item. Sent, the points stand until somebody gives them back."""
    stored = _held(subject, version)
    if not can_score_self(actor, stored, at):
        raise PermissionDenied
    if stored.sheet.state != SheetState.SELF:
        raise MoveRefusedError(f"Bảng đang ở bước “{stored.sheet.get_state_display()}”, không tự chấm được.")
    if stored.sent_at:
        raise MoveRefusedError("Điểm tự chấm đã gửi nên không sửa được. Cần sửa, thầy/cô đề nghị hội đồng trả lại.")
    items = _checked(stored, given)
    lacking = [item.text for item in items if given.get(item.pk, Points(None)).points is None]
    if is_sent and lacking:
        raise ValidationError(f"Còn {len(lacking)} tiêu chí chưa có điểm, chưa gửi được.")
    for item in items:
        one = given.get(item.pk, Points(None))
        Mark.objects.update_or_create(
            subject=stored, item=item, defaults={"self_points": one.points, "note": one_line(one.words)[:500]}
        )
    stored.sent_at = at if is_sent else None
    stored.return_reason = "" if is_sent else stored.return_reason
    return _store(stored, verb="score.send" if is_sent else "score.self", actor=actor, at=at)


@transaction.atomic
def give_back(subject: Subject, *, reason: str, actor: User, at: datetime) -> Subject:
    """The own points may be mended again, as long as the council has not begun."""
    stored = _held(subject, None)
    if not can_manage(actor, stored.sheet, at):
        raise PermissionDenied
    if stored.sheet.state != SheetState.SELF or not stored.sent_at:
        raise MoveRefusedError("Chỉ trả lại được điểm tự chấm đã gửi, khi hội đồng chưa chấm.")
    if not reason.strip():
        raise MoveRefusedError("Thầy/cô cần ghi rõ lý do.")
    stored.sent_at, stored.return_reason = None, one_line(reason)[:1000]
    return _store(stored, verb="score.give_back", actor=actor, at=at, reason=stored.return_reason)


@transaction.atomic
def score_by_council(subject: Subject, given: Mapping[int, Points], *, version: int, actor: User, at: datetime) -> Subject:
    """The one agreed column of the council. Where it differs from the own points, it says why."""
    stored = _held(subject, version)
    if not may_score(actor, stored.sheet, at):
        raise PermissionDenied
    if why := barred(actor, [stored]).get(stored.pk):
        raise MoveRefusedError(why)
    if stored.sheet.state != SheetState.COUNCIL:
        raise MoveRefusedError(f"Bảng đang ở bước “{stored.sheet.get_state_display()}”, hội đồng không chấm được.")
    items = _checked(stored, given)
    own = {mark.item_id: mark.self_points for mark in stored.marks.all()}
    for item in items:
        one = given.get(item.pk, Points(None))
        differs = one.points is not None and own.get(item.pk) is not None and own[item.pk] != one.points
        if differs and not one.words.strip():
            raise ValidationError({f"words-{item.pk}": f"“{item.text}”: thầy/cô ghi lý do khác điểm tự chấm."})
    for item in items:
        one = given.get(item.pk, Points(None))
        Mark.objects.update_or_create(
            subject=stored, item=item, defaults={"council_points": one.points, "reason": one_line(one.words)[:500]}
        )
    return _store(stored, verb="score.council", actor=actor, at=at)


def _held(subject: Subject, version: int | None) -> Subject:
    sheet = lock(subject.sheet)
    stored: Subject = lock(subject)
    stored.sheet = sheet
    if version is not None:
        refuse_stale(stored, version)
    return stored


def _checked(subject: Subject, given: Mapping[int, Points]) -> list[Item]:
    items = list(subject.sheet.items.all())
    for item in items:
        points = given.get(item.pk, Points(None)).points
        if points is not None and not 0 <= points <= item.max_points:
            sentence = f"“{item.text}”: điểm từ 0 đến {points_told(item.max_points)}."
            raise ValidationError({f"points-{item.pk}": sentence})
    return items


def _store(subject: Subject, *, verb: str, actor: User, at: datetime, reason: str = "") -> Subject:
    subject.version += 1
    subject.save(update_fields=["sent_at", "return_reason", "version"])
    record(actor=actor, verb=verb, target=subject.sheet, at=at, changes={"đối tượng": str(subject)}, reason=reason)
    return subject
