"""Thu hồi: the decision that ends an issued paper. It is drafted here, and goes the road of every paper."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html

from thiduakt.documents import policies
from thiduakt.documents.composing import standing_paper, usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.school.models import User
from thiduakt.vietnamese import official_date
from thiduakt.workflow import hold

from .drafting import create_draft

# What the school has to say itself stands as [CẦN BỔ SUNG]: until it is filled in the decision cannot be submitted.
BASES = (
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Xét tình hình thực tế của nhà trường.",
)
ARTICLES = (
    "<p><strong>Điều 1.</strong> Thu hồi {name} của {issuer} ({subject}). Lý do: [CẦN BỔ SUNG: lý do thu hồi].</p>"
    "<p><strong>Điều 2.</strong> {kind} nêu tại Điều 1 hết hiệu lực kể từ ngày Quyết định này được ký. Tập thể, cá nhân đã "
    "nhận bản giấy gửi lại văn thư nhà trường.</p>"
    "<p><strong>Điều 3.</strong> Văn thư, các tổ chuyên môn và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết "
    "định này./.</p>"
)


@transaction.atomic
def start_revocation(document: Document, *, actor: User, at: datetime) -> Document:
    """A draft decision (NĐ 30/2020/NĐ-CP, Mẫu 1.2) whose issue will end this paper; it goes to those who got the paper."""
    older = hold(document, policies.can_end, actor=actor, at=at)
    if refusals := policies.why_not_ended(older):
        raise ValidationError(refusals)
    name, paper, today = f"{older} {official_date(older.issued_on)}", standing_paper(older), timezone.localdate(at)
    readers = [line for line in older.recipients if not line.startswith(("Lưu", "Như "))]
    return create_draft(
        Kind.DECISION,
        subject=f"Về việc thu hồi {name}",
        dated_on=today,
        bases=list(BASES),
        body=format_html(
            ARTICLES, name=name, issuer=paper.issuer_name, subject=" ".join(paper.subject.split()), kind=paper.kind.label
        ),
        recipients=["Như Điều 3", *readers, "Lưu: VT"],
        signer=usual_signer(older.school_id, today),
        revokes=older,
        actor=actor,
        at=at,
    )
