"""Chấm sáng kiến: each judge alone with the own sheets. What is sent stands."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.judging.enums import RoundState
from nominations.judging.models import Mark, Round, Sheet
from nominations.judging.policies import can_judge
from nominations.judging.queries import barred_pairs
from thiduakt.audit.services import record
from thiduakt.marks import check_points
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, refuse_stale

from .telling import tell_if_all_in


@transaction.atomic
def mark(
    sheet: Sheet,
    points: Mapping[int, Decimal | None],
    *,
    agrees: bool | None,
    note: str = "",
    is_sent: bool,
    version: int,
    actor: User,
    at: datetime,
) -> Sheet:
    """`points` by criterion. Kept as a draft, or sent: then every criterion has its points, and nobody changes them.

    The log knows that a sheet was sent, and neither about which solution nor with what.
    """
    turn = lock(sheet.judge.round)
    stored: Sheet = lock(sheet)
    stored.judge.round = turn
    if not can_judge(actor, stored, at) or (stored.judge_id, stored.entry_id) in barred_pairs(turn):
        raise PermissionDenied
    _check_open(stored, turn, at)
    refuse_stale(stored, version)
    criteria = list(turn.criteria_set.criteria.all())
    check_points(criteria, points, is_sent=is_sent)
    if is_sent and agrees is None:
        raise ValidationError({"agrees": "Thầy/cô chọn đề nghị công nhận hay không công nhận."})
    stored.marks.all().delete()
    told = [(one, points.get(one.pk)) for one in criteria]
    Mark.objects.bulk_create(Mark(sheet=stored, criterion=one, points=value) for one, value in told if value is not None)
    stored.agrees, stored.note, stored.version = agrees, note.strip(), stored.version + 1
    stored.sent_at = at if is_sent else None
    stored.full_clean()
    stored.save()
    if is_sent:
        record(actor=actor, verb="judging_round.send_sheet", target=turn, at=at)
        tell_if_all_in(turn, actor=actor, at=at)
    return stored


def _check_open(sheet: Sheet, turn: Round, at: datetime) -> None:
    if not sheet.is_open:
        raise MoveRefusedError(f"Đợt chấm đang ở trạng thái “{turn.get_state_display()}”, không chấm được.")
    if sheet.sent_at:
        raise MoveRefusedError("Phiếu này đã gửi nên điểm giữ nguyên.")
    if turn.state == RoundState.OPEN and timezone.localdate(at) > turn.closes_on:
        raise MoveRefusedError(
            f"Đã hết hạn gửi phiếu chấm: hết ngày {turn.closes_on:%d/%m/%Y}. Thầy/cô đề nghị người lập đợt chấm gia hạn."
        )
