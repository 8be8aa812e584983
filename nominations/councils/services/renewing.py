"""Kiện toàn hội đồng: the list as it is to be from the day of another decision on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.councils.flows import RENEWAL_FLOW
from nominations.councils.models import Council, Renewal
from nominations.councils.policies import can_manage
from nominations.councils.queries import draft_renewal, last_change, standing_seats
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

from .members import Member, change_over, write_members
from .papers import keep_list, refuse_undecided
from .telling import tell_come, tell_gone


@transaction.atomic
def begin_renewal(council: Council, *, reason: str, actor: User, at: datetime) -> Renewal:
    """With the list as it stands, but without those who have left the school."""
    stored: Council = hold(council, can_manage, actor=actor, at=at)
    if not stored.is_standing:
        raise MoveRefusedError("Chỉ kiện toàn được hội đồng đang hoạt động.")
    if draft_renewal(stored):
        raise MoveRefusedError("Hội đồng đang có một lần kiện toàn chưa ban hành quyết định. Thầy/cô làm tiếp lần ấy.")
    today = timezone.localdate(at)
    renewal = Renewal(council=stored, reason=_reason(reason), created_by=actor.person)
    renewal.full_clean()
    renewal.save()
    stay = [seat for seat in standing_seats(stored) if seat.person is None or seat.person.is_at_work(today)]
    write_members(stored, [Member.of(seat) for seat in stay], renewal=renewal, day=today)
    record(actor=actor, verb="council_renewal.begin", target=renewal, at=at, reason=renewal.reason)
    return renewal


@transaction.atomic
def save_renewal(
    renewal: Renewal, members: Sequence[Member], *, reason: str, version: int, actor: User, at: datetime
) -> Renewal:
    lock(renewal.council)
    stored = _held_draft(renewal, actor, at)
    refuse_stale(stored, version)
    stored.reason = _reason(reason)
    stored.version += 1
    stored.full_clean()
    stored.save()
    write_members(stored.council, members, renewal=stored, day=timezone.localdate(at))
    keep_list(stored, actor=actor, at=at)
    record(actor=actor, verb="council_renewal.edit", target=stored, at=at, changes={"số thành viên": len(members)})
    return stored


@transaction.atomic
def discard_renewal(renewal: Renewal, *, actor: User, at: datetime) -> None:
    stored = _held_draft(renewal, actor, at)
    if stored.decision:
        raise MoveRefusedError("Lần kiện toàn này có bản nháp quyết định. Thầy/cô bỏ bản nháp ấy trước.")
    record(actor=actor, verb="council_renewal.discard", target=stored, at=at)
    stored.delete()


@transaction.atomic
def record_renewal(renewal: Renewal, *, named: str, begins_on: date, actor: User, at: datetime) -> Renewal:
    """Ghi nhận a decision that was issued elsewhere, by its name and its day."""
    lock(renewal.council)
    stored: Renewal = lock(renewal)
    refuse_undecided(stored, named, begins_on, at)
    return enter(stored, begins_on=begins_on, named=one_line(named), actor=actor, at=at)


@transaction.atomic
def enter(renewal: Renewal, *, begins_on: date, named: str = "", actor: User, at: datetime) -> Renewal:
    council = lock(renewal.council)
    if begins_on <= (since := last_change(council)):
        sentence = f"Quyết định kiện toàn phải sau ngày {since:%d/%m/%Y}: ngày của quyết định trước."
        raise ValidationError({"begins_on": sentence})

    def settle(row: Renewal) -> dict[str, Any]:
        return {"begins_on": begins_on, "decision_named": named, "version": row.version + 1}

    done: Renewal = perform(RENEWAL_FLOW, renewal, "enter", actor=actor, at=at, settle=settle)
    come, gone = change_over(done, begins_on)
    staying = {seat.person_id for seat in come}
    tell_come(council, come, begins_on, actor=actor, at=at)
    tell_gone(council, [seat for seat in gone if seat.person_id not in staying], done.reason, actor=actor, at=at)
    return done


def _held_draft(renewal: Renewal, actor: User, at: datetime) -> Renewal:
    stored: Renewal = hold(renewal, can_manage, actor=actor, at=at)
    if not stored.is_draft:
        raise MoveRefusedError("Quyết định kiện toàn đã có hiệu lực. Thầy/cô đổi nữa thì lập lần kiện toàn mới.")
    return stored


def _reason(typed: str) -> str:
    reason = one_line(typed)
    if not reason:
        raise ValidationError({"reason": "Thầy/cô ghi lý do kiện toàn: ai đi, ai đến, vì sao."})
    return reason
