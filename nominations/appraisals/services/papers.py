"""Tờ trình của trường: one for each awarding authority, with a list for each honor (NĐ 30/2020/NĐ-CP, Mẫu 1.4)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from nominations.appraisals.authorities import Sheaf, sheaves_of
from nominations.appraisals.models import Submittal
from nominations.appraisals.policies import can_list
from nominations.appraisals.printing import appendices_of, counts_told
from nominations.appraisals.queries import agenda_of
from nominations.dossiers.models import Review
from nominations.dossiers.queries import honors_of_law
from thiduakt.audit.services import record
from thiduakt.catalog.basis import basis_line
from thiduakt.catalog.models import LegalText
from thiduakt.documents.composing import usual_signer
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.services.appendices import attach
from thiduakt.documents.services.drafting import create_draft
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold

RECIPIENTS = ("Như trên", "Hội đồng Thi đua - Khen thưởng", "Lưu: VT, HSTĐKT")
LAWS = {"A_2003": "15/2003/QH11"}
PRESENT_LAW = "06/2022/QH15"
MINUTES = "Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng [CẦN BỔ SUNG: số, ngày biên bản họp hội đồng]."


@transaction.atomic
def begin_submittal(review: Review, authority: str, *, actor: User, at: datetime) -> Document:
    """A draft with the list as it stands before the council. What the council has not said yet is a place to fill."""
    stored: Review = hold(review, can_list, actor=actor, at=at)
    law = honors_of_law(stored)
    sheaf = next((one for one in sheaves_of(agenda_of(stored).before, law) if one.authority == authority), None)
    if sheaf is None or not sheaf.needs_a_paper:
        raise MoveRefusedError("Không có hồ sơ nào trình cơ quan này, không cần lập tờ trình.")
    if Submittal.objects.filter(review=stored, authority=authority[:300]).exists():
        raise MoveRefusedError("Đã có tờ trình gửi cơ quan này. Thầy/cô sửa, hoặc bỏ bản nháp ấy trước.")
    today = timezone.localdate(at)
    document = create_draft(
        Kind.SUBMITTAL, subject=f"Về việc đề nghị khen thưởng năm học {stored.year_name}", dated_on=today,
        addressees=[sheaf.addressee], bases=[*_bases(stored), MINUTES], body=_body(stored, sheaf),
        recipients=list(RECIPIENTS), signer=usual_signer(stored.school_id, today), actor=actor, at=at,
    )  # fmt: skip
    document = attach(document, appendices_of(sheaf.dossiers), actor=actor, at=at)
    Submittal.objects.create(review=stored, authority=authority[:300], document=document)
    record(actor=actor, verb="review.submittal", target=stored, at=at, changes={"văn bản": document.pk})
    return document


def _bases(review: Review) -> list[str]:
    text = LegalText.objects.filter(school__isnull=True, number=LAWS.get(review.regime, PRESENT_LAW)).first()
    return [basis_line(text)] if text else []


def _body(review: Review, sheaf: Sheaf) -> str:
    school = escape(str(review.school))
    items = "".join(f"<li>{escape(told)}.</li>" for told in counts_told(sheaf.dossiers))
    return (
        f"<p>{school} đề nghị {escape(sheaf.addressee)} xét, khen thưởng {escape(review.get_merit_display())} "
        f"năm học {review.year_name}:</p><ul>{items}</ul>"
        "<p>Danh sách, báo cáo thành tích, biên bản họp và kết quả bỏ phiếu kèm theo.</p>"
        f"<p>{school} kính đề nghị xem xét, quyết định./.</p>"
    )
