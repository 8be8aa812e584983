"""Báo cáo thành tích của trường dùng thử: those of the titles that were decided, and one that a teacher is writing now."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.filling import filled
from nominations.dossiers.models import Dossier
from nominations.dossiers.queries import outline_of
from nominations.dossiers.services.evidence import add_files
from nominations.dossiers.services.writing import begin_report
from nominations.writings.services.writing import begin_writing, save_writing
from thiduakt.school.models import User

from .targets import picture

ASKED_FOR = ("CSTDCS", "TTLDTT")  # with a report, also by the old rules
RESULTS = (
    (
        "Năm học vừa qua {who} giữ vững số trẻ đến lớp, chuyên cần đạt 97,2%, cao hơn năm trước 1,4%. Toàn bộ trẻ được theo "
        "dõi cân nặng, chiều cao hằng quý; tỷ lệ suy dinh dưỡng giảm còn 1,1%."
    ),
    (
        "Đổi mới hoạt động góc theo hướng trẻ tự chọn, làm thêm 12 bộ đồ chơi từ nguyên liệu sẵn có; tổ chức 6 buổi cho cha "
        "mẹ cùng tham gia, có 86% phụ huynh dự."
    ),
    (
        "Tham gia đầy đủ các phong trào thi đua của trường và của ngành, không vi phạm quy chế chuyên môn, đoàn kết, giúp "
        "đỡ đồng nghiệp mới."
    ),
)
# What no book of the school knows, and whoever writes the report fills in.
OWN_WORDS = {
    "Quê quán": "phường Giang Biên, quận Long Biên, thành phố Hà Nội",
    "Nơi thường trú": "phường Giang Biên, quận Long Biên, thành phố Hà Nội",
    "Trình độ chuyên môn, nghiệp vụ": "Đại học Sư phạm, ngành Giáo dục mầm non",
    "Học hàm, học vị, danh hiệu, giải thưởng": "Không",
}


def load(at: datetime) -> None:
    """Onto the dossiers."""
    decided = Dossier.objects.filter(review__school__code="mngb", state=S.AWARDED, code__in=ASKED_FOR)
    for dossier in decided.select_related("review", "school", "person__group", "group", "written_by__person"):
        _written_then(dossier)
    teacher = User.objects.get(username="giaovien")
    mine = Dossier.objects.filter(person=teacher.person_id, state=S.DRAFT, code="LDTT").select_related("review").first()
    if mine is None:
        return
    report = begin_report(mine, actor=teacher, at=at)
    save_writing(report, {"ket_qua": f"<p>{RESULTS[0].format(who='lớp')}</p>"}, base_version=1, actor=teacher, at=at)
    paper = ContentFile(picture("#0f5b60"), name="goc-thien-nhien.jpg")
    add_files(mine, [paper], caption="Góc thiên nhiên trẻ tự chăm sóc", actor=teacher, at=at)


def _written_then(dossier: Dossier) -> None:
    """As it was when it was handed in."""
    day = timezone.localdate(dossier.written_at)
    if outline := outline_of(dossier, timezone.localdate(dossier.written_at)):
        who = "lớp" if dossier.person_id else str(dossier.holder).lower()
        told = filled(outline.parts, dossier, reader=dossier.written_by, on=day)
        told = {key: _in_own_words(text) for key, text in told.items()}
        told["ket_qua"] = "".join(f"<p>{line.format(who=who)}</p>" for line in RESULTS)
        dossier.report = begin_writing(
            outline, told, school_id=dossier.school_id, actor=dossier.written_by, at=dossier.written_at
        )
        dossier.save(update_fields=["report"])


def _in_own_words(text: str) -> str:
    for label, words in OWN_WORDS.items():
        text = text.replace(f"{label}:<", f"{label}: {words}<")
    return text
