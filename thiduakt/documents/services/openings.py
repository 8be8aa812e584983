"""Số khởi đầu: proposed by the clerk, approved by the principal."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.flows import OPENING_FLOW, nothing_issued_yet
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import SeriesOpening
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import lock, perform

from .issuing import lock_series, series_of


@transaction.atomic
def propose_opening(
    *, year: int, series: str, last: int, last_date: date | None, mode: SeriesMode, reason: str, actor: User, at: datetime
) -> SeriesOpening:
    """`last` is the last number of the paper book; the system goes on from the next one."""
    require(actor, "series.propose", on=timezone.localdate(at))
    opening = SeriesOpening(
        school_id=actor.school_id, year=year, series=series, last=last, last_date=last_date, mode=mode,
        reason=reason.strip(), proposed_by=actor,
    )  # fmt: skip
    opening.full_clean()
    if series not in {series_of(actor.school, kind) for kind in Kind}:
        raise ValidationError({"series": "Trường không lấy số theo dãy này. Thầy/cô chọn một dãy số trong danh sách."})
    if last and last_date is None:
        raise ValidationError({"last_date": "Cần ngày của số cuối trong sổ giấy."})
    if last_date and last_date.year != year:
        raise ValidationError({"last_date": f"Ngày của số cuối phải thuộc năm {year}."})
    if last_date and last_date > timezone.localdate(at):
        raise ValidationError({"last_date": "Ngày của số cuối không được sau hôm nay."})
    if refusals := nothing_issued_yet(opening):
        raise ValidationError(refusals)
    opening.save()
    record(actor=actor, verb="series.propose", target=opening, at=at, changes={"last": last}, reason=opening.reason)
    return opening


@transaction.atomic
def decide_opening(opening: SeriesOpening, action: str, *, actor: User, at: datetime, reason: str = "") -> SeriesOpening:
    """Approve or refuse. On approval the series stands ready with its next number.

    The series is held before it is asked whether it has given a number: who issues at that moment waits, or is waited for.
    """
    if action != "approve":
        return perform(OPENING_FLOW, opening, action, actor=actor, at=at, reason=reason)
    opening = lock(opening)
    series = lock_series(school_id=opening.school_id, year=opening.year, series=opening.series)
    decided = perform(OPENING_FLOW, opening, action, actor=actor, at=at, reason=reason)
    series.first, series.last = decided.last + 1, decided.last
    series.last_date, series.mode = decided.last_date, decided.mode
    series.save()
    return decided
