"""The plan: a published text of 2023, printed word for word with its own slips."""

from datetime import date
from pathlib import Path

from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Paper

from .school import BY_PRINCIPAL, ISSUER, PARENT, SCHOOL

PLAN_BODY = (Path(__file__).parents[1] / "plan_2023.html").read_text(encoding="utf-8")


def plan() -> Paper:
    return Paper(
        kind=Kind.PLAN,
        subject="Công tác thi đua, khen thưởng năm 2023",
        parent_lines=PARENT,
        issuer_lines=ISSUER,
        symbol="KH-MNGB",
        number=1,
        place="Giang Biên",
        dated=date(2023, 2, 15),
        bases=(
            (
                "Căn cứ Kế hoạch số 02/KH-HĐTĐKT ngày 30/01/2023 của Hội đồng thi đua khen thưởng về công tác thi đua khen "
                "thưởng năm 2023; Tiếp tục thực hiện Đề án “Đổi mới, nâng cao chất lượng công tác thi đua khen thưởng” giai "
                "đoạn 2021 – 2026;"
            ),
            (
                "Căn cứ kế hoạch số 05/KH_PGDDT ngày 15 tháng 02 năm 2023 của Phòng GD&ĐT quận Long Biên về công tác thi "
                "đua, khen thưởng ngành Giáo dục và Đào tạo năm 2023."
            ),
        ),
        body=PLAN_BODY,
        recipients=("Hội đồng TDKT trường MNGB", "Các tổ chuyên môn", "Lưu: VT, Hồ sơ TDKT"),
        signatures=BY_PRINCIPAL,
        issuer_name=SCHOOL,
    )
