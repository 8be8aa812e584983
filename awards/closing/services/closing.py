"""Khép năm: what belongs to the year changes no more; and, for a reason, mở lại."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.closing.flows import CLOSING_FLOW
from awards.closing.models import LONGEST, YearClosing
from awards.closing.readiness import Year, open_matters, too_early
from thiduakt.audit.services import hold_head
from thiduakt.permissions import require
from thiduakt.school.models import School, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, perform


@transaction.atomic
def close_year(school: School, number: int, *, reason: str = "", actor: User, at: datetime) -> YearClosing:
    """What has to be finished first stops it; what may stay open is written down with the reason why it does."""
    today, year = timezone.localdate(at), Year(school, number)
    require(actor, "year.close", YearClosing(school=school, year=number), on=today)
    row, _ = YearClosing.objects.get_or_create(school=school, year=number)

    def settle(locked: YearClosing) -> dict[str, Any]:
        hold_head(school.pk)  # what is being changed is changed, and seen, or finds the year closed
        matters = open_matters(year, reader=actor, on=today)
        if needed := [*too_early(year, today), *(one.told for one in matters if one.is_needed)]:
            raise MoveRefusedError(needed)
        left = [one.told for one in matters]
        why = _reason(reason) if left else ""
        if left and not why:
            raise ValidationError({"reason": "Năm còn việc dở. Thầy/cô ghi lý do vẫn khép năm."})
        return {"closed_on": today, "closed_by": actor, "left_open": left, "reason": why}

    return perform(CLOSING_FLOW, row, "close", actor=actor, at=at, settle=settle)


@transaction.atomic
def reopen_year(closing: YearClosing, *, reason: str, actor: User, at: datetime) -> YearClosing:
    def settle(locked: YearClosing) -> dict[str, Any]:
        return {"reopened_on": timezone.localdate(at), "reopen_reason": _reason(reason)}

    return perform(CLOSING_FLOW, closing, "reopen", reason=reason, actor=actor, at=at, settle=settle)


def _reason(typed: str) -> str:
    reason = one_line(typed)
    if len(reason) > LONGEST:
        raise ValidationError(f"Lý do dài quá {LONGEST} ký tự. Thầy/cô viết ngắn hơn.")
    return reason
