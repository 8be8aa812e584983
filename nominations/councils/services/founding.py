"""Lập hội đồng: drafted, in office from the day of its decision, until the next one or the end of its term."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.councils.enums import CouncilKind, RenewalState
from nominations.councils.flows import COUNCIL_FLOW
from nominations.councils.models import Council
from nominations.councils.policies import can_manage
from nominations.councils.queries import last_before, last_change
from thiduakt.audit.services import record
from thiduakt.ledger.years import year_name
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

from .members import Member, carried_over, first_members, seat_all, write_members
from .papers import keep_list, refuse_undecided
from .telling import tell_come

FIELDS = ("name", "quorum", "regulations")


@transaction.atomic
def add_council(kind: CouncilKind, *, year: int, name: str = "", actor: User, at: datetime) -> Council:
    """With the members, the rules and the duties of the one before it, or with those of whom a council is usually made."""
    today = timezone.localdate(at)
    require(actor, "council.manage", on=today)
    council = Council(
        school=actor.school, kind=kind, year=year, created_by=actor.person,
        name=one_line(name) or f"{CouncilKind(kind).proper_name} năm học {year_name(year)}",
    )  # fmt: skip
    before = last_before(council)
    if before:
        council.quorum, council.regulations = before.quorum, before.regulations
    council.full_clean(exclude=["search_key"])
    council.save()
    members = carried_over(before, today) if before else first_members(council, today)
    write_members(council, members, day=today)
    record(actor=actor, verb="council.add", target=council, at=at, changes={"lấy từ": str(before)} if before else {})
    return council


@transaction.atomic
def save_council(
    council: Council, values: Mapping[str, Any], members: Sequence[Member], *, version: int, actor: User, at: datetime
) -> Council:
    """A draft as it was changed since `version`; the list in its decision follows."""
    stored = _held_draft(council, actor, at)
    refuse_stale(stored, version)
    for name in FIELDS:
        setattr(stored, name, values[name])
    stored.regulations = nfc(stored.regulations).strip()
    stored.version += 1
    stored.full_clean(exclude=["search_key"])
    stored.save()
    write_members(stored, members, day=timezone.localdate(at))
    keep_list(stored, actor=actor, at=at)
    record(actor=actor, verb="council.edit", target=stored, at=at, changes={"số thành viên": len(members)})
    return stored


@transaction.atomic
def discard_council(council: Council, *, actor: User, at: datetime) -> None:
    stored = _held_draft(council, actor, at)
    if stored.decision:
        raise MoveRefusedError("Hội đồng có bản nháp quyết định. Thầy/cô bỏ bản nháp ấy trước.")
    record(actor=actor, verb="council.discard", target=stored, at=at)
    stored.delete()


@transaction.atomic
def record_founding(council: Council, *, named: str, begins_on: date, actor: User, at: datetime) -> Council:
    """Ghi nhận a decision that was issued elsewhere, by its name and its day."""
    if before := last_before(council):
        lock(before)  # the older one first, as founding does
    stored: Council = lock(council)
    refuse_undecided(stored, named, begins_on, at)
    return found(stored, begins_on=begins_on, named=one_line(named), actor=actor, at=at)


@transaction.atomic
def found(council: Council, *, begins_on: date, named: str = "", actor: User, at: datetime) -> Council:
    """The one of its kind that stands until then ends the day before."""

    older = lock(before) if (before := last_before(council)) and council.kind in CouncilKind.ONE_AT_A_TIME else None

    def settle(row: Council) -> dict[str, Any]:
        if older and begins_on <= (since := last_change(older)):
            sentence = f"Quyết định phải sau ngày {since:%d/%m/%Y}: ngày của quyết định gần nhất về {older}."
            raise ValidationError({"begins_on": sentence})
        if older and older.ends_on and begins_on <= older.ends_on:
            sentence = f"{older} hoạt động đến hết ngày {older.ends_on:%d/%m/%Y}: quyết định phải sau ngày ấy."
            raise ValidationError({"begins_on": sentence})
        if older and older.is_standing:
            end(older, begins_on - timedelta(days=1), f"Có {row}.", actor=actor, at=at)
        return {"begins_on": begins_on, "decision_named": named, "replaces": older, "version": row.version + 1}

    stood: Council = perform(COUNCIL_FLOW, council, "found", actor=actor, at=at, settle=settle)
    tell_come(stood, seat_all(stood, begins_on), begins_on, actor=actor, at=at)
    return stood


@transaction.atomic
def end_council(council: Council, *, reason: str, actor: User, at: datetime) -> Council:
    """Hết nhiệm kỳ with this day, where no other council takes its place."""
    stored: Council = hold(council, can_manage, actor=actor, at=at)
    return end(stored, timezone.localdate(at), one_line(reason), actor=actor, at=at)


@transaction.atomic
def end(council: Council, last_day: date, reason: str, *, actor: User, at: datetime) -> Council:
    def settle(row: Council) -> dict[str, Any]:
        return {"ends_on": last_day, "version": row.version + 1}

    ended: Council = perform(COUNCIL_FLOW, council, "end", actor=actor, at=at, reason=reason, settle=settle)
    for renewal in ended.renewals.filter(state=RenewalState.DRAFT):
        record(actor=actor, verb="council_renewal.discard", target=renewal, at=at, reason=reason)
        renewal.delete()
    ended.seats.sitting().update(ends_on=last_day, why_ended=reason[:500])
    return ended


def _held_draft(council: Council, actor: User, at: datetime) -> Council:
    stored: Council = hold(council, can_manage, actor=actor, at=at)
    if not stored.is_draft:
        raise MoveRefusedError("Hội đồng đã có quyết định thành lập: thầy/cô đổi người bằng một lần kiện toàn.")
    return stored
