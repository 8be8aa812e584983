"""Báo kết quả and kiểm tra: owners tell how far they came, the council's member accepts or returns it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaigns.targets.enums import Measure, ProgressState, TargetState
from campaigns.targets.flows import PROGRESS_FLOW
from campaigns.targets.models import Progress, Target
from campaigns.targets.policies import can_report
from thiduakt.audit.services import record
from thiduakt.files.evidence import prepare
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, StaleError, lock, perform

from .evidence import keep
from .targets import owners_of, settle_target

CHANGED_MEANWHILE = (
    "Kết quả này vừa có người sửa hoặc kiểm tra sau khi thầy/cô mở trang. Nội dung thầy/cô nhập vẫn còn dưới đây: thầy/cô "
    "xem lại, chọn lại tệp rồi gửi."
)


@dataclass(frozen=True, slots=True)
class Reported:
    """`refusals`: a sentence for each file that was not kept; the result and the other files were."""

    progress: Progress
    refusals: list[str]


def report_progress(
    target: Target,
    *,
    as_of: date,
    value: Decimal,
    note: str = "",
    files: Iterable[File] = (),
    version: int = 0,
    actor: User,
    at: datetime,
) -> Reported:
    """Tell how far the target has come; what is in hand (waiting, or returned) is written over and sent again.

    `version` is that of the result in hand when the page was opened, 0 where there was none.
    """
    if not can_report(actor, target, at):
        raise PermissionDenied
    prepared, refusals = prepare(files)
    with transaction.atomic():
        locked = lock(target)
        _check_result(locked, as_of, value, timezone.localdate(at))
        progress = locked.reports.filter(state__in=ProgressState.IN_HAND).select_for_update(of=("self",)).first()
        if (progress.version if progress else 0) != version:
            raise StaleError(CHANGED_MEANWHILE, version=progress.version if progress else 0)
        told = {"as_of": as_of, "value": value, "note": note.strip(), "reported_by": actor, "reported_at": at}
        if progress is None:
            progress = Progress(target=locked, **told)
            progress.full_clean()
            progress.save()
        else:
            progress = _written_over(progress, told, actor=actor, at=at)
        refusals += keep(progress, prepared, actor=actor, at=at)
        record(actor=actor, verb="target.report", target=locked, at=at, changes={"kết quả": str(value)})
    return Reported(progress, refusals)


@transaction.atomic
def check_progress(
    progress: Progress, action: str, *, reason: str = "", version: int, actor: User, at: datetime
) -> Progress:
    """Accept or return what stood there at `version`. Accepted, it is what the target has reached; enough concludes it."""
    target = lock(progress.target)

    def settle(locked: Progress) -> dict[str, Any]:
        if locked.version != version:
            raise StaleError(
                "Người báo vừa sửa kết quả sau khi thầy/cô mở trang. Thầy/cô xem lại kết quả mới rồi kiểm tra.",
                version=locked.version,
            )
        if len(reason.strip()) > 1000:
            raise ValidationError({"reason": "Ý kiến dài quá 1000 ký tự. Thầy/cô viết ngắn hơn."})
        return {"checked_by": actor, "checked_at": at, "check_note": reason.strip(), "version": locked.version + 1}

    checked = perform(PROGRESS_FLOW, progress, action, actor=actor, at=at, reason=reason, settle=settle)
    if checked.state == ProgressState.ACCEPTED:
        target.reached, target.reached_on, target.version = checked.value, checked.as_of, target.version + 1
        target.save(update_fields=["reached", "reached_on", "version"])
        if target.is_met:
            target = settle_target(target, "achieve", actor=actor, at=at)
    _tell_reporter(checked, target, actor=actor, at=at)
    return checked


def _written_over(progress: Progress, told: dict[str, Any], *, actor: User, at: datetime) -> Progress:
    told = {**told, "version": progress.version + 1}
    if progress.state == ProgressState.RETURNED:
        told |= {"checked_by": None, "checked_at": None}
        return perform(PROGRESS_FLOW, progress, "send", actor=actor, at=at, settle=lambda locked: told)
    for name, value in told.items():
        setattr(progress, name, value)
    progress.full_clean()
    progress.save()
    return progress


def _check_result(target: Target, as_of: date, value: Decimal, today: date) -> None:
    if target.state != TargetState.OPEN:
        raise MoveRefusedError(f"Chỉ tiêu đã kết luận “{target.get_state_display()}”, không báo kết quả được nữa.")
    if not target.starts_on <= as_of <= today:
        told = f"từ {target.starts_on:%d/%m/%Y} đến hôm nay"
        raise ValidationError({"as_of": f"Ngày tính kết quả phải {told}, trong thời gian thực hiện chỉ tiêu."})
    if value < 0:
        raise ValidationError({"value": "Kết quả không được âm."})
    if target.denominator is not None and value > target.denominator:
        unit = target.unit or "đơn vị"
        raise ValidationError({"value": f"Kết quả {value:f} nhiều hơn tổng số {target.denominator} {unit}."})
    if target.measure == Measure.DONE and value not in {0, 1}:
        raise ValidationError({"value": "Thầy/cô chọn đã xong hay chưa xong."})


def _tell_reporter(progress: Progress, target: Target, *, actor: User, at: datetime) -> None:
    is_returned = progress.state == ProgressState.RETURNED
    notify(
        [progress.reported_by.person, *owners_of(target, timezone.localdate(at))],
        kind=NoticeKind.TARGET_RETURNED if is_returned else NoticeKind.TARGET_CHECKED,
        subject=f"Kết quả {'bị trả lại' if is_returned else 'đã được xác nhận'}: {target.name}"[:200],
        url=target.get_absolute_url(),
        text=progress.check_note,
        school_id=target.school_id,
        actor=actor,
        at=at,
    )
