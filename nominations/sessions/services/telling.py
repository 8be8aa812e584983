"""Whom a session concerns: its members are told when it is called, and again when its time or place changes."""

from datetime import datetime

from nominations.sessions.models import CouncilSession
from nominations.sessions.queries import seats_in
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import User


def tell_members(session: CouncilSession, word: str, *, actor: User, at: datetime) -> None:
    """`word`: how the sentence begins, “Mời họp”."""
    when = f"{session.starts_at:%H giờ %M} ngày {session.held_on:%d/%m/%Y}"
    notify(
        [seat.person for seat in seats_in(session) if seat.person], kind=NoticeKind.SESSION_CALLED,
        subject=f"{word} {session.council}, {when}", text=f"{session.title}. Địa điểm: {session.place}.",
        url=session.get_absolute_url(), school_id=session.school_id, actor=actor, at=at,
    )  # fmt: skip
