"""Mời họp, điểm danh, khai mạc, kết thúc."""

from collections.abc import Mapping
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.ballots.enums import PollState
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.flows import REVIEW_FLOW
from nominations.sessions.enums import SessionState
from nominations.sessions.flows import SESSION_FLOW
from nominations.sessions.models import CouncilSession, ItemVote
from nominations.sessions.policies import can_keep, can_preside
from nominations.sessions.queries import attendances_of
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, perform

from .conflicts import detect
from .telling import tell_members


@transaction.atomic
def call_session(session: CouncilSession, *, actor: User, at: datetime) -> CouncilSession:
    """Every member is told, and reads from now on what stands on the agenda."""
    stored: CouncilSession = hold(session, can_keep, actor=actor, at=at)
    detect(stored)
    called: CouncilSession = perform(SESSION_FLOW, stored, "call", actor=actor, at=at)
    tell_members(called, "Mời họp", actor=actor, at=at)
    return called


@transaction.atomic
def mark_attendance(
    session: CouncilSession, told: Mapping[int, tuple[str, str]], *, actor: User, at: datetime
) -> CouncilSession:
    """`told`: presence and reason by the key of the seat. What was concluded keeps the number of those who voted then.

    What is counted and not concluded yet was counted of whoever was there: a sealed poll keeps its people there until it is
    concluded, and what was counted by hand is counted anew. Otherwise a result that is known could be helped by the room.
    """
    stored: CouncilSession = hold(session, can_keep, actor=actor, at=at)
    if stored.state not in SessionState.LIVE:
        raise MoveRefusedError(f"Phiên họp {stored.get_state_display()}, không điểm danh được.")
    attendances = attendances_of(stored)
    if any(one.seat_id in told and told[one.seat_id][0] != one.presence for one in attendances):
        _open_counts(stored)
    for one in attendances:
        if one.seat_id not in told:
            continue
        one.presence, reason = told[one.seat_id]
        one.reason = "" if one.is_present else one_line(reason)
        one.clean_fields(exclude=["session", "seat"])
        one.save()
    record(actor=actor, verb="session.attend", target=stored, at=at)
    return stored


def _open_counts(session: CouncilSession) -> None:
    standing = ItemVote.objects.filter(item__session=session, is_passed__isnull=True)
    if standing.filter(poll__isnull=False).exclude(poll__state=PollState.VOID).exists():
        raise ValidationError(
            "Đang có hồ sơ bỏ phiếu kín chưa kết luận nên chưa đổi người có mặt được. Thầy/cô kết luận, hoặc bỏ, hoặc hủy "
            "cuộc bỏ phiếu ấy trước."
        )
    standing.filter(poll__isnull=True).delete()


@transaction.atomic
def open_session(session: CouncilSession, *, actor: User, at: datetime) -> CouncilSession:
    """The round is held from now on: nothing of its dossiers moves but by the word of the council."""
    stored: CouncilSession = hold(session, can_preside, actor=actor, at=at)
    if timezone.localdate(at) < stored.held_on:
        raise MoveRefusedError(f"Phiên họp được mời vào ngày {stored.held_on:%d/%m/%Y}, chưa đến ngày khai mạc.")
    detect(stored)
    if stored.review:
        lock(stored.review)  # before the log, as everybody does who moves a dossier
    opened: CouncilSession = perform(
        SESSION_FLOW, stored, "open", actor=actor, at=at,
        settle=lambda row: {"total": row.attendances.count(), "quorum": row.council.quorum},
    )  # fmt: skip
    if opened.review and opened.review.state != ReviewState.HELD:
        perform(REVIEW_FLOW, opened.review, "hold", actor=actor, at=at)
    return opened


@transaction.atomic
def end_session(session: CouncilSession, ends_at: time | None, *, actor: User, at: datetime) -> CouncilSession:
    if ends_at is None:
        raise ValidationError({"ends_at": "Thầy/cô ghi giờ kết thúc phiên họp."})
    if ends_at <= session.starts_at:
        raise ValidationError({"ends_at": "Giờ kết thúc phải sau giờ bắt đầu."})
    ended: CouncilSession = perform(
        SESSION_FLOW, session, "end", actor=actor, at=at, settle=lambda row: {"ends_at": ends_at}
    )
    return ended
