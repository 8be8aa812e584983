"""Biên bản họp, biên bản kiểm phiếu: confirmed by whoever presided, wrote and counted; the former closes its session.

What follows a paper that is submitted, issued or ended is a consequence (`documents.consequences`): whoever presses acts.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from nominations.sessions.enums import SessionState
from nominations.sessions.flows import RECORD_FLOW, why_not_issued
from nominations.sessions.models import Confirmation, CouncilSession
from nominations.sessions.policies import conducts
from nominations.sessions.queries import confirmations_told, confirmers_of, to_confirm
from thiduakt.audit.services import record
from thiduakt.documents.models import Document
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import User
from thiduakt.vietnamese import official_date
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale


@transaction.atomic
def confirm_record(session: CouncilSession, paper: Document, *, version: int, actor: User, at: datetime) -> Confirmation:
    """Of the record as this person read it, and once it is put in front of the signer: a draft may still change."""
    stored: CouncilSession = hold(session, conducts, actor=actor, at=at)
    seat = next((one for one in confirmers_of(stored, paper) if one.person_id == actor.person_id), None)
    if seat is None:
        raise PermissionDenied
    waiting = next((one for one in to_confirm(stored) if one.pk == paper.pk), None)
    if waiting is None:
        raise MoveRefusedError("Biên bản này không chờ xác nhận. Thầy/cô xác nhận sau khi biên bản được trình ký.")
    refuse_stale(waiting, version)
    told = {"session": stored, "version": waiting.version, "confirmed_at": at}
    confirmation, _ = Confirmation.objects.update_or_create(seat=seat, paper=waiting, defaults=told)
    changes = {"văn bản": waiting.pk, "lần lưu": waiting.version}
    record(actor=actor, verb="session.confirm", target=stored, at=at, changes=changes)
    return confirmation


def tell_confirmers(paper: Document, actor: User, at: datetime) -> None:
    """Each time that it is put in front of its signer: what was confirmed before may read otherwise now."""
    for session in CouncilSession.objects.of_paper(paper).select_related("council"):
        people = [seat.person for seat, done in confirmations_told(session, paper) if seat.person and not done]
        notify(
            people, kind=NoticeKind.RECORD_TO_CONFIRM, subject=f"Xác nhận biên bản: {session.title}",
            text="Thầy/cô đọc biên bản rồi xác nhận ở trang phiên họp; xác nhận đủ thì biên bản mới được ban hành.",
            url=session.get_absolute_url(), school_id=session.school_id, actor=actor, at=at,
        )  # fmt: skip


def close_with(paper: Document, actor: User, at: datetime) -> None:
    """In the transaction of the issue; refused while somebody has not confirmed what is issued."""
    for session in CouncilSession.objects.of_paper(paper):
        if waiting := why_not_issued(session, paper):
            raise MoveRefusedError(waiting)
        if session.minutes_id == paper.pk and session.state == SessionState.ENDED:
            perform(RECORD_FLOW, session, "close", actor=actor, at=at)


def end_with(paper: Document, by: Document, actor: User, at: datetime) -> None:
    """In the transaction that ends the record: what replaces it stands in its place; revoked, another is to be written.

    What was voted stands either way.
    """
    for session in map(lock, CouncilSession.objects.of_paper(paper)):
        field = "count_record" if session.count_record_id == paper.pk else "minutes"
        if by.replaces_id == paper.pk:
            setattr(session, field, by)
            session.save(update_fields=[field])
        elif field == "minutes":
            reason = f"{by} {official_date(by.issued_on or by.dated_on)}."
            perform(RECORD_FLOW, session, "reopen", reason=reason, actor=actor, at=at, settle=lambda _: {"minutes": None})
        else:
            session.count_record = None
            session.save(update_fields=["count_record"])
