"""Chấm thi: each judge alone with the own sheets. What is sent stands."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.contests.enums import ContestState
from campaigns.contests.models import JudgeSheet, Mark
from campaigns.contests.policies import can_judge
from campaigns.contests.queries import barred_pairs
from thiduakt.audit.services import record
from thiduakt.marks import check_points
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, refuse_stale


@transaction.atomic
def mark(
    sheet: JudgeSheet,
    points: Mapping[int, Decimal | None],
    *,
    note: str = "",
    is_sent: bool,
    version: int,
    actor: User,
    at: datetime,
) -> JudgeSheet:
    """`points` by criterion. Kept as a draft, or sent: then every criterion has its points, and nobody changes them.

    The log knows that a sheet was sent, and neither of which entry nor with what.
    """
    contest = lock(sheet.judge.contest)
    stored: JudgeSheet = lock(sheet)
    if not can_judge(actor, stored, at) or (stored.judge_id, stored.entry_id) in barred_pairs(contest):
        raise PermissionDenied
    if contest.state != ContestState.JUDGING:
        raise MoveRefusedError(f"Hội thi đang ở trạng thái “{contest.get_state_display()}”, không chấm được.")
    if stored.sent_at:
        raise MoveRefusedError("Phiếu này đã gửi nên điểm giữ nguyên.")
    refuse_stale(stored, version)
    criteria = list(contest.criteria.all())
    check_points(criteria, points, is_sent=is_sent)
    stored.marks.all().delete()
    told = [(one, points.get(one.pk)) for one in criteria]
    Mark.objects.bulk_create(Mark(sheet=stored, criterion=one, points=value) for one, value in told if value is not None)
    stored.note, stored.sent_at, stored.version = note.strip(), at if is_sent else None, stored.version + 1
    stored.full_clean()
    stored.save()
    if is_sent:
        record(actor=actor, verb="contest.send_sheet", target=contest, at=at)
    return stored
