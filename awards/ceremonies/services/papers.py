"""Chương trình buổi lễ: a draft of an official paper, signed and issued like any other."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from awards.ceremonies.models import Ceremony
from awards.ceremonies.printing import program_body
from thiduakt.audit.services import record
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.drafting import create_draft
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError

from .planning import held_planned

RECIPIENTS = ("Các tổ", "Bảng tin nhà trường", "Lưu: VT, HSTĐKT")


@transaction.atomic
def begin_program(ceremony: Ceremony, *, actor: User, at: datetime) -> Document:
    """The programme as it stands; from then on it is changed on the page of the paper."""
    stored = held_planned(ceremony, actor, at)
    if stored.paper_id:
        raise MoveRefusedError("Buổi lễ đã có bản chương trình. Thầy/cô mở bản ấy để sửa tiếp.")
    today = timezone.localdate(at)
    stored.paper = create_draft(
        Kind.PROGRAM, subject=stored.name, dated_on=today, body=program_body(stored), recipients=list(RECIPIENTS),
        signer=usual_signer(stored.school_id, today), actor=actor, at=at,
    )  # fmt: skip
    stored.save(update_fields=["paper"])
    record(actor=actor, verb="ceremony.paper", target=stored, at=at, changes={"văn bản": stored.paper_id})
    return stored.paper
