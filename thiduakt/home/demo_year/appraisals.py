"""Thẩm định của trường dùng thử: what the secretary found of the dossiers that lie before the school."""

from datetime import datetime

from nominations.appraisals.enums import Mark
from nominations.appraisals.models import Appraisal
from nominations.appraisals.queries import Reader, with_appraisals
from nominations.appraisals.services.appraising import save_marks
from nominations.appraisals.services.waiving import propose_waiver
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier
from nominations.dossiers.policies import why_close
from thiduakt.school.models import User

NOTES = {"report": "Báo cáo còn thiếu số liệu so với năm trước.", "proof": "Đã xem ảnh, giấy xác nhận."}
REASON = "Về trường do điều động giữa năm học, hoàn thành tốt nhiệm vụ ở cả hai nơi."


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
        missed = [ground for ground in read.grounds if ground.is_surely_missed and ground.answer["test"] == "service_months"]
        if missed:
            propose_waiver(one, missed[0].key, reason=REASON, actor=secretary, at=at)
