"""What sessions of a council ask of somebody: to come and tell one's conflicts, to rule, to open, to conclude, to record."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from nominations.sessions.enums import SessionState as S
from nominations.sessions.flows import why_not_ended
from nominations.sessions.models import CouncilSession
from nominations.sessions.policies import can_keep, can_preside
from nominations.sessions.queries import (
    attendances_of,
    confirmations_told,
    conflicts_ruled_by,
    is_concluded,
    items_seen,
    takes_part_in_all,
    to_confirm,
)
from thiduakt.documents.enums import DocumentState
from thiduakt.permissions import scopes
from thiduakt.school.models import User

from .task import Task

URGES = {
    "rule": "Quyết định xung đột lợi ích được khai",
    "open": "Điểm danh, khai mạc phiên họp hội đồng",
    "run": "Điều hành phiên họp, kết luận từng hồ sơ",
    "end": "Kết thúc phiên họp đã kết luận hết",
    "attend": "Dự phiên họp hội đồng, khai xung đột lợi ích nếu có",
    "confirm": "Xác nhận biên bản phiên họp hội đồng",
    "minutes": "Soạn biên bản phiên họp hội đồng",
    "prepare": "Soạn tiếp chương trình, mời họp hội đồng",
}


def session_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not scopes(user, "session.view", today):
        return
    begun = Q(state=S.DRAFT, created_by=user.person_id, held_on__gte=today)
    signing = (DocumentState.SUBMITTED, DocumentState.SIGNED)
    unwritten = Q(minutes=None) | Q(minutes__state__in=signing)
    waiting = Q(state__in=(S.CALLED, S.OPEN)) | Q(unwritten, state=S.ENDED) | begun
    for record in ("count_record", "minutes__replaced_by", "count_record__replaced_by"):
        waiting |= Q(**{f"{record}__state__in": signing})
    found = CouncilSession.objects.visible_to(user, today).filter(waiting)
    for session in found.select_related("council", "chair", "secretary", "minutes")[:20]:
        for urge, detail in _asked(session, user, at):
            state = session.state, session.get_state_display()
            due = None if session.state in (S.ENDED, S.CLOSED) else session.held_on
            yield Task(URGES[urge], session.title, detail, session.get_absolute_url(), *state, due=due)


def _asked(session: CouncilSession, user: User, at: datetime) -> Iterator[tuple[str, str]]:
    held = f"họp ngày {session.held_on:%d/%m/%Y}"
    match session.state:
        case S.DRAFT:
            yield "prepare", held
        case S.ENDED | S.CLOSED if papers := to_confirm(session):
            told = (one for paper in papers for one in confirmations_told(session, paper))
            if any(seat.person_id == user.person_id and not done for seat, done in told):
                yield "confirm", held
        case S.ENDED:
            if session.minutes is None and can_keep(user, session, at) and takes_part_in_all(session, user):
                yield "minutes", held
        case _:
            yield from _asked_live(session, user, at)


def _asked_live(session: CouncilSession, user: User, at: datetime) -> Iterator[tuple[str, str]]:
    """A member who has nothing else to do in a session is told of it; no number tells of an item one takes no part in."""
    when = f"{session.starts_at:%H giờ %M} ngày {session.held_on:%d/%m/%Y}, {session.place}"
    today, keeps, presides = timezone.localdate(at), can_keep(user, session, at), can_preside(user, session, at)
    attendances, items = attendances_of(session), items_seen(session, user)
    left = sum(item.dossier_id is not None and not is_concluded(item) for item in items)
    if to_rule := sum(not one.stand for one in conflicts_ruled_by(user, items, attendances)):
        yield "rule", f"{to_rule} lần khai chờ quyết định"
    if session.state == S.CALLED and session.held_on <= today and (keeps or presides):
        yield "open", when
    elif session.state == S.OPEN and keeps and left:
        yield "run", f"{left} hồ sơ chưa kết luận"
    elif session.state == S.OPEN and presides and not why_not_ended(session):
        yield "end", when
    elif session.held_on >= today and any(one.seat.person_id == user.person_id for one in attendances):
        yield "attend", when
