"""Biên bản họp: confirmed by whoever presided, wrote and counted; issued, it closes its session, ended, it opens it again.

The latter two are consequences of a paper (`documents.consequences`): whoever issues it acts.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from nominations.sessions.enums import SessionState
from nominations.sessions.flows import RECORD_FLOW
from nominations.sessions.models import Confirmation, CouncilSession
from nominations.sessions.policies import conducts
from nominations.sessions.queries import confirmers_of
from thiduakt.audit.services import record
from thiduakt.documents.models import Document
from thiduakt.school.models import User
from thiduakt.vietnamese import official_date
from thiduakt.workflow import MoveRefusedError, hold, perform, refuse_stale


@transaction.atomic
def confirm_record(session: CouncilSession, *, version: int, actor: User, at: datetime) -> Confirmation:
    """Of the record as this person read it, and once it is put in front of the signer: a draft may still change."""
    stored: CouncilSession = hold(session, conducts, actor=actor, at=at)
    seat = next((one for one in confirmers_of(stored) if one.person_id == actor.person_id), None)
    if seat is None:
        raise PermissionDenied
    paper = stored.minutes
    if stored.state != SessionState.ENDED or paper is None:
        raise MoveRefusedError("Phiên họp không có biên bản nào chờ xác nhận.")
    if paper.is_editable:
        raise MoveRefusedError("Biên bản còn đang soạn. Thầy/cô xác nhận sau khi biên bản được trình ký.")
    refuse_stale(paper, version)
    told = {"paper": paper, "version": paper.version, "confirmed_at": at}
    confirmation, _ = stored.confirmations.update_or_create(seat=seat, defaults=told)
    record(
        actor=actor, verb="session.confirm", target=stored, at=at, changes={"văn bản": paper.pk, "lần lưu": paper.version}
    )
    return confirmation


def close_with(paper: Document, actor: User, at: datetime) -> None:
    """In the transaction of the issue; refused while somebody has not confirmed what is issued."""
    for session in CouncilSession.objects.filter(minutes=paper):
        perform(RECORD_FLOW, session, "close", actor=actor, at=at)


def reopen(paper: Document, by: Document, actor: User, at: datetime) -> None:
    """In the transaction that ends the record: what was voted stands, and another record is to be written."""
    reason = f"{by} {official_date(by.issued_on or by.dated_on)}."
    for session in CouncilSession.objects.filter(minutes=paper):
        opened = perform(
            RECORD_FLOW, session, "reopen", reason=reason, actor=actor, at=at, settle=lambda _: {"minutes": None}
        )
        opened.confirmations.all().delete()
