"""Giấy mời, biên bản họp: drafts of official papers from what the session knows; from then on papers like any other."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nominations.councils.enums import CouncilKind
from nominations.sessions.counted import count_body
from nominations.sessions.enums import SessionState
from nominations.sessions.facts import lists_of
from nominations.sessions.models import CouncilSession
from nominations.sessions.policies import can_keep
from nominations.sessions.printing import invitation_body, minutes_content, present_told
from nominations.sessions.queries import attendances_of, balloted
from thiduakt.audit.services import record
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import IssuingBody, Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft
from thiduakt.documents.services.minutes import Meeting, begin_minutes
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold

INVITED = ("Như thành phần mời", "Lưu: VT, HSTĐKT")
BODIES = {CouncilKind.AWARDS: IssuingBody.AWARDS_COUNCIL, CouncilKind.INITIATIVES: IssuingBody.INITIATIVES_COUNCIL}
RECIPIENTS = ("Như thành phần tham dự", "Lưu: VT, HSTĐKT")


@transaction.atomic
def begin_invitation(session: CouncilSession, *, actor: User, at: datetime) -> Document:
    stored: CouncilSession = hold(session, can_keep, actor=actor, at=at)
    if not stored.is_prepared:
        raise MoveRefusedError("Phiên họp đã khai mạc, không soạn giấy mời nữa.")
    if stored.invitation:
        raise MoveRefusedError("Phiên họp đã có giấy mời. Thầy/cô mở bản ấy để sửa tiếp.")
    today = timezone.localdate(at)
    paper = create_draft(
        Kind.INVITATION, subject=f"Họp {stored.council}", dated_on=today, body=invitation_body(stored),
        recipients=list(INVITED), signer=usual_signer(stored.school_id, today), actor=actor, at=at,
    )  # fmt: skip
    stored.invitation = paper
    stored.save(update_fields=["invitation"])
    record(actor=actor, verb="session.invitation", target=stored, at=at, changes={"văn bản": paper.pk})
    return paper


@transaction.atomic
def begin_record(session: CouncilSession, *, actor: User, at: datetime) -> Document:
    """Biên bản họp. Of whom took no part in an item it tells the outcome as well: whoever signs it signs the whole of it."""
    stored: CouncilSession = hold(session, can_keep, actor=actor, at=at)
    if stored.state != SessionState.ENDED:
        raise MoveRefusedError("Phiên họp chưa kết thúc, chưa soạn biên bản được.")
    if stored.minutes:
        raise MoveRefusedError("Phiên họp đã có biên bản. Thầy/cô mở bản ấy để sửa tiếp.")
    meeting = Meeting(
        subject=f"Họp {stored.council}: {stored.title}", held_on=stored.held_on, content=minutes_content(stored),
        chair=stored.chair.person if stored.chair else None, secretary=stored.secretary.person if stored.secretary else None,
        starts_at=stored.starts_at, ends_at=stored.ends_at, place=stored.place, present=present_told(attendances_of(stored)),
        issuing_body=BODIES.get(CouncilKind(stored.council.kind), ""),
    )  # fmt: skip
    paper = begin_minutes(meeting, actor=actor, at=at, recipients=RECIPIENTS)
    paper = attach(paper, lists_of(stored, of_count=False), actor=actor, at=at)
    stored.minutes = paper
    stored.save(update_fields=["minutes"])
    record(actor=actor, verb="session.minutes", target=stored, at=at, changes={"văn bản": paper.pk})
    return paper


@transaction.atomic
def begin_count_record(session: CouncilSession, *, actor: User, at: datetime) -> Document:
    """Biên bản kiểm phiếu, numbered in the council's own series; its tellers confirm it, its chair signs it."""
    stored: CouncilSession = hold(session, can_keep, actor=actor, at=at)
    if stored.state not in SessionState.OVER:
        raise MoveRefusedError("Phiên họp chưa kết thúc, chưa soạn biên bản được.")
    if stored.count_record:
        raise MoveRefusedError("Phiên họp đã có biên bản kiểm phiếu. Thầy/cô mở bản ấy để sửa tiếp.")
    if not balloted(stored):
        raise MoveRefusedError("Phiên họp không bỏ phiếu kín hồ sơ nào nên không có biên bản kiểm phiếu.")
    writing = [*stored.tellers.select_related("person")[1:2], stored.secretary]
    paper = create_draft(
        Kind.MINUTES, subject=f"Kiểm phiếu: {stored.title}"[:500], dated_on=stored.held_on, body=count_body(stored),
        recipients=list(RECIPIENTS), signer=stored.chair.person if stored.chair else None,
        secretary=writing[0].person if writing[0] else None,
        issuing_body=BODIES.get(CouncilKind(stored.council.kind), ""), actor=actor, at=at,
    )  # fmt: skip
    stored.count_record = paper
    stored.save(update_fields=["count_record"])
    paper = attach(paper, lists_of(stored, of_count=True), actor=actor, at=at)
    record(actor=actor, verb="session.count_record", target=stored, at=at, changes={"văn bản": paper.pk})
    return paper
