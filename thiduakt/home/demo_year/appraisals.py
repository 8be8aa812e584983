"""Thẩm định của trường dùng thử: what the secretary found of the dossiers that lie before the school."""

from datetime import datetime

from nominations.appraisals.enums import Mark
from nominations.appraisals.models import Appraisal
from nominations.appraisals.queries import Reader, with_appraisals
from nominations.appraisals.services.appraising import save_marks
from nominations.appraisals.services.waiving import decide_waiver, propose_waiver
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind
from nominations.dossiers.models import Dossier
from nominations.dossiers.policies import why_close
from thiduakt.school.models import User

NOTES = {"report": "Báo cáo còn thiếu số liệu so với năm trước.", "proof": "Đã xem ảnh, giấy xác nhận."}
# By key of the condition why it is let pass; what the principal has approved, and what waits for the principal.
APPROVED = {"rating": "Cấp trên xếp loại tập thể sau hạn nộp; trường tự xếp hoàn thành tốt nhiệm vụ, có biên bản họp."}
PROPOSED = {"ldtt_share": "Hồ sơ cá nhân xét cùng đợt nên sổ chưa có; tính theo danh sách đề nghị thì đủ tỷ lệ."}


def load(at: datetime) -> None:
    """Onto the dossiers of today."""
    secretary = User.objects.filter(username="thuky", is_demo=True).first()
    if secretary is None:
        return
    waiting = Dossier.objects.filter(school=secretary.school_id, review__state="OPEN", state=S.SUBMITTED).order_by("pk")
    reader = Reader(secretary.school_id, knows=True)
    for place, one in enumerate(with_appraisals(waiting.select_related("review"))):
        if why_close(secretary, one) or Appraisal.objects.filter(dossier=one).exists():
            continue
        read = reader.read(one)
        marks = {
            point.key: {
                "mark": Mark.NO if place % 2 and point.key == "report" else Mark.YES,
                "note": NOTES.get(point.key, ""),
            }
            for point in read.points
            if not point.item.is_later
        }
        save_marks(one, marks, note="", version=0, actor=secretary, at=at)
    _waive(waiting.filter(code="TTLDTT", holder_kind=NomineeKind.SCHOOL).first(), secretary, at)


def _waive(dossier: Dossier | None, secretary: User, at: datetime) -> None:
    principal = User.objects.get(username="hieutruong", is_demo=True)
    if dossier is None or dossier.waivers.exists():
        return
    for key, reason in (APPROVED | PROPOSED).items():
        waiver = propose_waiver(dossier, key, reason=reason, actor=secretary, at=at)
        if key in APPROVED:
            decide_waiver(waiver, "approve", actor=principal, at=at)
