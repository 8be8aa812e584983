"""The official paper of a round: a report whose appendices are the list and the summary."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.registrations.enums import RoundState
from campaigns.registrations.models import Round
from campaigns.registrations.printing import appendices_of, body_of
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft
from thiduakt.school.models import User


@transaction.atomic
def draft_paper(turn: Round, *, actor: User, at: datetime) -> Document:
    """A draft to be edited, signed and issued like any other; the appendices are the list as it stands now."""
    if turn.state == RoundState.DRAFT:
        raise ValidationError("Đợt đăng ký chưa mở, chưa có danh sách để lập văn bản.")
    today = timezone.localdate(at)
    document = create_draft(
        Kind.REPORT, subject=f"Kết quả đăng ký thi đua năm học {turn.year_name}", dated_on=today, body=body_of(turn, today),
        recipients=["Hội đồng Thi đua, khen thưởng", "Các tổ", "Lưu: VT"], signer=usual_signer(turn.school_id, today),
        actor=actor, at=at,
    )  # fmt: skip
    return attach(document, appendices_of(turn), actor=actor, at=at)
