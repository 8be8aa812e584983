"""Giấy đồng ý của đồng tác giả: the twin on paper of the word that somebody without an account cannot give here."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from nominations.initiatives.enums import Part
from nominations.initiatives.models import Agreement, Author
from nominations.initiatives.policies import can_attest
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.evidence import Room
from thiduakt.files.models import PICTURES
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, StaleError, lock

from .evidence import OF_A_SCHOOL
from .holding import touched, why_shut

SCANS = (*PICTURES, PDF_TYPE)
FULL = "kho giấy đồng ý của trường đã đầy. Thầy/cô báo quản trị kỹ thuật."


def attest(author: Author, scans: Iterable[File], *, share: int, actor: User, at: datetime) -> Author:
    """`share`: what the paper says. The scans take the place of earlier ones; the co-author counts as agreed."""
    prepared, refusals = evidence.prepare(scans)
    refusals += [f"{one.name}: chỉ nhận ảnh chụp hoặc tệp PDF." for one in prepared if one.content_type not in SCANS]
    if refusals:
        raise ValidationError({"files": refusals})
    with transaction.atomic():
        solution = lock(author.solution)
        held: Author = lock(author)
        if not can_attest(actor, held, at):
            raise PermissionDenied
        if shut := why_shut(solution, Part.AUTHORS, at):
            raise MoveRefusedError(shut)
        if held.share != share:
            raise StaleError(
                f"Tỷ lệ vừa được sửa thành {held.share}%. Thầy/cô xem lại giấy đồng ý.", version=solution.version
            )
        drop(held)
        of_school = Agreement.objects.filter(author__solution__school=solution.school_id)
        rooms = [Room(OF_A_SCHOOL - evidence.held(of_school), FULL)]
        if full := evidence.keep(held.agreements, prepared, folder=Agreement.FOLDER, rooms=rooms, actor=actor, at=at):
            raise ValidationError({"files": full})
        held.confirmed_at = at
        held.save(update_fields=["confirmed_at"])
        touched(solution)
        told = {"đồng tác giả": held.told, "tỷ lệ": f"{share}%"}
        record(actor=actor, verb="solution.attest_share", target=solution, at=at, changes=told)
    return held


def drop(author: Author) -> None:
    """What was signed for another share, or is sent anew, goes; its bytes go once that stands."""
    for one in author.agreements.all():
        one.delete()
        transaction.on_commit(partial(evidence.forget, Agreement, one.sha256))
