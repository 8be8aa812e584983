"""Tờ trình after the council: one for each deciding authority, with a list for each honor (NĐ 30/2020/NĐ-CP, Mẫu 1.4)."""

from collections.abc import Sequence

from django.utils.html import escape

from awards.decisions.bases import bases_of
from nominations.appraisals.printing import appendices_of, counts_told
from nominations.dossiers.models import Dossier
from nominations.sessions.models import CouncilSession
from nominations.sessions.queries import minutes_of
from thiduakt.documents.paper import Appendix
from thiduakt.vietnamese import official_date

from .models import Pack
from .queries import beside_of

RECIPIENTS = ("Như trên", "Hội đồng Thi đua - Khen thưởng", "Lưu: VT, HSTĐKT")
NO_RECORD = "[CẦN BỔ SUNG: số, ngày biên bản họp hội đồng]"


def bases(pack: Pack, dossiers: Sequence[Dossier]) -> list[str]:
    """The law with điểm, khoản, Điều of each honor, then what the council passed."""
    review = pack.review
    codes = dict.fromkeys(one.code for one in dossiers)
    law = bases_of(codes, regime=review.regime, day=review.decides_on, school_id=pack.school_id)
    lines = [line.rstrip(";.") for line in (*law, *map(_record_line, minutes_of(dossiers)))]
    return [*(f"{line};" for line in lines[:-1]), *(f"{line}." for line in lines[-1:])]


def _record_line(session: CouncilSession) -> str:
    """“Căn cứ Biên bản số 02/BB-MNGB ngày 15 tháng 6 năm 2024 họp Hội đồng …”; to be filled in while it is not issued."""
    minutes = session.minutes
    issued_on = minutes.issued_on if minutes else None
    told = f"số {minutes.notation} {official_date(issued_on)}" if minutes and issued_on else NO_RECORD
    return f"Căn cứ Biên bản {told} họp {session.council}"


def body(pack: Pack, dossiers: Sequence[Dossier]) -> str:
    school, addressee = escape(str(pack.school)), escape(pack.addressee)
    items = "".join(f"<li>{escape(told)}.</li>" for told in counts_told(dossiers))
    return (
        f"<p>{school} đề nghị {addressee} xét, khen thưởng {escape(pack.review.get_merit_display())} "
        f"năm học {pack.review.year_name}:</p><ul>{items}</ul>"
        "<p>Danh sách, báo cáo thành tích, biên bản họp và kết quả bỏ phiếu kèm theo.</p>"
        f"<p>{school} kính đề nghị {addressee} xem xét, quyết định./.</p>"
    )


def lists(dossiers: Sequence[Dossier]) -> list[Appendix]:
    return appendices_of(dossiers, beside_of(dossiers))
