"""Bản chụp biên bản kiểm phiếu giấy: what the tellers signed by hand, beside the numbers that were typed."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from nominations.sessions.enums import Manner, SessionState
from nominations.sessions.models import CountScan, Item, ItemVote
from nominations.sessions.policies import can_count
from nominations.sessions.queries import vote_of
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.evidence import Room
from thiduakt.files.models import PICTURES
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock

SCANS = (*PICTURES, PDF_TYPE)
OF_A_SCHOOL = 1_000 * MEGABYTE
FULL = "kho bản chụp biên bản kiểm phiếu của trường đã đầy. Thầy/cô báo quản trị kỹ thuật."


def attach_scans(item: Item, scans: Iterable[File], *, actor: User, at: datetime) -> ItemVote:
    """They take the place of earlier ones, until the record of the session is issued."""
    prepared, refusals = evidence.prepare(scans)
    refusals += [f"{one.name}: chỉ nhận ảnh chụp hoặc tệp PDF." for one in prepared if one.content_type not in SCANS]
    if refusals:
        raise ValidationError({"files": refusals})
    with transaction.atomic():
        session = lock(item.session)
        held = Item.objects.select_related("session__council", "dossier", "vote").get(pk=item.pk)
        vote = vote_of(held)
        if not can_count(actor, held, at):
            raise PermissionDenied
        if session.state not in {SessionState.OPEN, SessionState.ENDED}:
            raise MoveRefusedError(f"Phiên họp {session.get_state_display()}, không đính kèm bản chụp được.")
        if vote is None or vote.manner != Manner.PAPER or vote.is_passed is None:
            raise MoveRefusedError("Chỉ đính kèm bản chụp vào mục bỏ phiếu giấy đã kết luận.")
        for one in vote.scans.all():
            one.delete()
            transaction.on_commit(partial(evidence.forget, CountScan, one.sha256))
        of_school = CountScan.objects.filter(vote__item__session__school=session.school_id)
        rooms = [Room(OF_A_SCHOOL - evidence.held(of_school), FULL)]
        if full := evidence.keep(vote.scans, prepared, folder=CountScan.FOLDER, rooms=rooms, actor=actor, at=at):
            raise ValidationError({"files": full})
        record(actor=actor, verb="session.scan", target=session, at=at, changes={"mục": held.pk, "số tệp": len(prepared)})
    return vote
