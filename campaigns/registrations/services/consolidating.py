"""The list of a tổ: given back with what is to be mended, locked, opened again; later, why a promise was missed."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.registrations.enums import Part
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.flows import LIST_FLOW, REGISTRATION_FLOW
from campaigns.registrations.models import GroupList, Registration
from campaigns.registrations.policies import can_explain, can_lock, can_return
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, StaleError, hold, lock, perform

from .writing import touch

SHORTEST_REASON = 20  # characters
CHANGED = "Danh sách vừa thay đổi sau khi thầy/cô mở trang. Thầy/cô xem lại rồi bấm lần nữa."


@transaction.atomic
def give_back(
    registration: Registration, *, fields: Collection[str], reason: str, until: date, version: int, actor: User, at: datetime
) -> Registration:
    """Only the flagged parts open again, until the end of the day `until`, with the reason beside them."""
    held, stored = lock(registration.round), lock(registration)
    if not can_return(actor, stored, at):
        raise PermissionDenied
    if stored.version != version:
        raise StaleError(CHANGED, version=stored.version)
    reason = nfc(reason).strip()
    flagged = [part.value for part in Part if part in fields]
    if not flagged:
        raise ValidationError({"flagged": "Thầy/cô đánh dấu ít nhất một mục cần sửa."})
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": f"Thầy/cô ghi rõ cần sửa gì, ít nhất {SHORTEST_REASON} ký tự."})
    if until < timezone.localdate(at):
        raise ValidationError({"until": "Hạn sửa không được ở trong quá khứ."})
    returned = perform(
        REGISTRATION_FLOW, stored, "return", actor=actor, at=at, reason=reason,
        settle=lambda row: {
            "returned_fields": flagged, "returned_reason": reason, "returned_until": until, "returned_by": str(actor),
            "version": row.version + 1,
        },
    )  # fmt: skip
    touch(returned)
    notify(
        people_behind(returned), kind=NoticeKind.REGISTRATION_RETURNED,
        subject=f"Bản đăng ký ({held.name}) được trả lại để sửa, hạn hết ngày {until:%d/%m/%Y}", text=reason,
        url=returned.get_absolute_url(), school_id=held.school_id, actor=actor, at=at,
    )  # fmt: skip
    return returned


@transaction.atomic
def lock_list(row: GroupList, *, version: int, actor: User, at: datetime) -> GroupList:
    """All that was sent stands in the list now. Whoever presses has seen the list as it is, or is told to look again."""
    lock(row.round)
    stored = hold(row, can_lock, actor=actor, at=at)
    if stored.version != version:
        raise StaleError(CHANGED, version=stored.version)
    locked = perform(
        LIST_FLOW, stored, "lock", actor=actor, at=at,
        settle=lambda one: {"locked_by": actor, "locked_at": at, "version": one.version + 1},
    )  # fmt: skip
    for registration in Registration.objects.filter(round=row.round_id, team=row.group_id, state=S.SENT).order_by("pk"):
        perform(REGISTRATION_FLOW, registration, "agree", actor=actor, at=at)
    return locked


@transaction.atomic
def reopen_list(row: GroupList, *, reason: str, actor: User, at: datetime) -> GroupList:
    lock(row.round)
    opened = perform(
        LIST_FLOW, row, "reopen", actor=actor, at=at, reason=reason,
        settle=lambda one: {"locked_by": None, "locked_at": None, "version": one.version + 1},
    )  # fmt: skip
    for registration in Registration.objects.filter(round=row.round_id, team=row.group_id, state=S.AGREED).order_by("pk"):
        perform(REGISTRATION_FLOW, registration, "take_back", actor=actor, at=at)
    return opened


@transaction.atomic
def explain_gap(registration: Registration, *, reason: str, version: int, actor: User, at: datetime) -> Registration:
    """Why what was registered was not reached, once the council has confirmed the list."""
    stored = hold(registration, can_explain, actor=actor, at=at)
    if stored.state != S.CONFIRMED:
        raise MoveRefusedError("Chỉ ghi lý do cho bản đăng ký hội đồng đã xác nhận.")
    if stored.version != version:
        raise StaleError(
            "Có người vừa ghi lý do khác. Những gì thầy/cô nhập vẫn còn dưới đây: thầy/cô so lại rồi lưu.",
            version=stored.version,
        )
    reason = nfc(reason).strip()
    if reason == stored.gap_reason:
        return stored
    stored.gap_reason, stored.version = reason, stored.version + 1
    stored.clean_fields(exclude=["round", "school", "person", "group", "team", "entered_by"])
    stored.save(update_fields=["gap_reason", "version"])
    record(actor=actor, verb="registration.explain_gap", target=stored, at=at)
    return stored


def people_behind(registration: Registration) -> list[Person]:
    """Whom a word about it concerns: the person, or whoever wrote it for the tổ or the school."""
    if registration.person:
        return [registration.person]
    return [registration.entered_by.person]
