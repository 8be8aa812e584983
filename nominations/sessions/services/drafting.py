"""Lập phiên họp: when and where, who presides, which dossiers stand on the agenda."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from nominations.councils.enums import CouncilKind, SeatFunction
from nominations.councils.models import Council, Seat
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from nominations.sessions.enums import SessionState
from nominations.sessions.models import Attendance, CouncilSession, Guest, Item
from nominations.sessions.policies import can_keep
from nominations.sessions.queries import ready_for, seats_in
from nominations.sessions.ruling import rule_for
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, refuse_stale

from .conflicts import detect
from .telling import tell_members

FIELDS = ("review", "kind", "title", "held_on", "starts_at", "place", "chair", "chair_reason", "secretary")
WHEN_AND_WHERE = ("held_on", "starts_at", "place")
RULE = ("basis", "threshold", "counted_of", "is_ballot_due", "confidence")
NO_LONGER = "Phiên họp đã khai mạc nên chương trình không đổi được nữa."


@dataclass(frozen=True, slots=True)
class Told:
    """What is written of a session: FIELDS, the tellers, the guests as (name, post)."""

    values: Mapping[str, Any]
    tellers: Collection[Seat] = ()
    guests: Collection[tuple[str, str]] = ()


@transaction.atomic
def begin_session(
    council: Council, review: Review | None, *, values: Mapping[str, Any], actor: User, at: datetime
) -> CouncilSession:
    """With all members to be called, its chair and secretary, and every dossier of the round that is ready."""
    held = lock(council)
    number = (held.sessions.aggregate(last=Max("number"))["last"] or 0) + 1
    session = CouncilSession(
        school_id=held.school_id, council=held, review=review, number=number, created_by_id=actor.person_id, **values
    )
    if not can_keep(actor, session, at):
        raise PermissionDenied
    _refuse_review(session)
    _refuse_past(session, at)
    by_function = {seat.function: seat for seat in reversed(seats_in(session))}
    if not by_function:
        raise ValidationError({"held_on": f"{held} chưa có thành viên vào ngày {session.held_on:%d/%m/%Y}."})
    session.chair, session.secretary = by_function.get(SeatFunction.CHAIR), by_function.get(SeatFunction.SECRETARY)
    session.full_clean(exclude=["search_key"])
    session.save()
    _write_members(session)
    if review:
        _add(session, ready_for(review))
    record(actor=actor, verb="session.add", target=session, at=at)
    return session


@transaction.atomic
def save_session(session: CouncilSession, told: Told, *, version: int, actor: User, at: datetime) -> CouncilSession:
    stored = _held(session, actor, at)
    refuse_stale(stored, version)
    before = {name: getattr(stored, name) for name in WHEN_AND_WHERE}
    former = stored.review
    for name in FIELDS:
        setattr(stored, name, told.values[name])
    _refuse_past(stored, at)
    _refuse_review(stored)
    seats = set(seats_in(stored))
    chosen = {seat for seat in (stored.chair, stored.secretary, *told.tellers) if seat}
    if not chosen <= seats:
        raise ValidationError("Người điều hành, thư ký, ban kiểm phiếu phải là thành viên hội đồng vào ngày họp.")
    if {stored.chair, stored.secretary} & set(told.tellers):
        raise ValidationError({"tellers": "Người kiểm phiếu không đồng thời là người điều hành hoặc thư ký."})
    stored.version += 1
    stored.full_clean(exclude=["search_key"])
    stored.save()
    stored.tellers.set(told.tellers)
    stored.guests.all().delete()
    for name, post in told.guests:
        guest = Guest(session=stored, name=name, post=post)
        guest.full_clean()
        guest.save()
    _write_members(stored)
    if stored.review != former:
        _change_agenda(stored)
    _rule_anew(stored)
    record(actor=actor, verb="session.edit", target=stored, at=at)
    if stored.state == SessionState.CALLED and before != {name: getattr(stored, name) for name in WHEN_AND_WHERE}:
        tell_members(stored, "Đổi lịch họp", actor=actor, at=at)
    return stored


@transaction.atomic
def discard_session(session: CouncilSession, *, actor: User, at: datetime) -> None:
    """Only before anybody was called."""
    stored = _held(session, actor, at)
    if stored.state != SessionState.DRAFT:
        raise MoveRefusedError("Đã mời họp nên phiên họp không bỏ được.")
    record(actor=actor, verb="session.discard", target=stored, at=at)
    stored.delete()


@transaction.atomic
def fill_agenda(session: CouncilSession, *, actor: User, at: datetime) -> int:
    """Every dossier of the round that has become ready since. Returns how many were added."""
    stored = _held(session, actor, at)
    if stored.review is None:
        raise MoveRefusedError("Phiên họp này không gắn với đợt xét nào nên không có hồ sơ để thêm.")
    items = _add(stored, ready_for(stored.review))
    record(actor=actor, verb="session.agenda", target=stored, at=at, changes={"thêm hồ sơ": len(items)})
    return len(items)


@transaction.atomic
def add_matter(session: CouncilSession, title: str, *, actor: User, at: datetime) -> Item:
    """Another matter that the council hears of, without a vote on anybody."""
    stored = _held(session, actor, at)
    item = Item(session=stored, title=one_line(title), position=_next_position(stored))
    item.full_clean()
    item.save()
    record(actor=actor, verb="session.agenda", target=stored, at=at, changes={"thêm mục": item.title})
    return item


@transaction.atomic
def remove_item(item: Item, *, actor: User, at: datetime) -> None:
    stored = _held(item.session, actor, at)
    record(actor=actor, verb="session.agenda", target=stored, at=at, changes={"bỏ mục": item.pk})
    stored.items.filter(pk=item.pk).delete()


def _held(session: CouncilSession, actor: User, at: datetime) -> CouncilSession:
    stored: CouncilSession = hold(session, can_keep, actor=actor, at=at)
    if not stored.is_prepared:
        raise MoveRefusedError(NO_LONGER)
    return stored


def _refuse_past(session: CouncilSession, at: datetime) -> None:
    if session.held_on < timezone.localdate(at):
        raise ValidationError({"held_on": "Ngày họp không được ở trong quá khứ."})


def _refuse_review(session: CouncilSession) -> None:
    if session.review and session.review.school_id != session.school_id:
        raise PermissionDenied
    if session.review and session.council.kind != CouncilKind.AWARDS:
        raise ValidationError({"review": "Đợt xét khen thưởng do hội đồng thi đua, khen thưởng họp xét."})


def _write_members(session: CouncilSession) -> None:
    """Whoever has a seat on its day is called; attendance that was marked already stays."""
    seats = {seat.pk for seat in seats_in(session)}
    session.attendances.exclude(seat__in=seats).delete()
    known = set(session.attendances.values_list("seat", flat=True))
    Attendance.objects.bulk_create(Attendance(session=session, seat_id=key) for key in sorted(seats - known))


def _add(session: CouncilSession, dossiers: Collection[Dossier]) -> list[Item]:
    start = _next_position(session)
    items = [
        Item(session=session, position=start + place, title=str(one)[:300], dossier=one, **_rule_of(one))
        for place, one in enumerate(dossiers)
    ]
    made = Item.objects.bulk_create(items)
    detect(session)
    return made


def _change_agenda(session: CouncilSession) -> None:
    """Of another round, or of none: its dossiers instead of those of the former; other matters stay."""
    session.items.filter(dossier__isnull=False).exclude(dossier__review=session.review_id).delete()
    if session.review:
        _add(session, ready_for(session.review))


def _rule_of(dossier: Dossier) -> dict[str, Any]:
    review = dossier.review
    rule = rule_for(dossier.code, review.regime, review.school_id, review.decides_on)
    return {name: getattr(rule, name) for name in RULE}


def _rule_anew(session: CouncilSession) -> None:
    """Until it is open, by the rules as they stand; what left the way to the council leaves the agenda."""
    gone = session.items.filter(dossier__isnull=False).exclude(dossier__state=DossierState.TO_COUNCIL)
    gone.delete()
    for item in session.items.select_related("dossier__review"):
        if item.dossier:
            for name, value in _rule_of(item.dossier).items():
                setattr(item, name, value)
            item.save(update_fields=RULE)
    detect(session)


def _next_position(session: CouncilSession) -> int:
    return (session.items.aggregate(last=Max("position"))["last"] or 0) + 1
