"""The line of a căn cứ, as NĐ 30/2020/NĐ-CP wants it; the lines are written by hand."""

from datetime import date

import pytest

from thiduakt.catalog.basis import basis_line
from thiduakt.catalog.enums import TextKind
from thiduakt.catalog.models import LegalText

LAW = {"kind": TextKind.LAW, "number": "06/2022/QH15", "name": "Luật Thi đua, khen thưởng", "issuer": "Quốc hội"}
DECREE = {"kind": TextKind.DECREE, "number": "30/2020/NĐ-CP", "issuer": "Chính phủ", "name": "về công tác văn thư"}
PLAN = {
    "kind": TextKind.PLAN,
    "number": "05/KH-PGDĐT",
    "issuer": "Phòng GD&ĐT",
    "name": "về công tác thi đua năm 2023",
}


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (LAW | {"issued_on": date(2022, 6, 15)}, "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"),
        (LAW, "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 [CẦN BỔ SUNG: ngày ban hành];"),
        (
            LAW | {"name": "", "issued_on": date(2026, 4, 23)},
            "Căn cứ Luật số 06/2022/QH15 ngày 23 tháng 4 năm 2026 [CẦN BỔ SUNG: trích yếu];",
        ),
        (
            DECREE | {"issued_on": date(2020, 3, 5)},
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
        ),
        (DECREE | {"name": ""}, "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ [CẦN BỔ SUNG: ngày ban hành, trích yếu];"),
        (
            PLAN | {"issued_on": date(2023, 2, 15)},
            "Căn cứ Kế hoạch số 05/KH-PGDĐT ngày 15 tháng 02 năm 2023 của Phòng GD&ĐT về công tác thi đua năm 2023;",
        ),
        (
            {"kind": TextKind.STATUTES, "issuer": "Trường Mầm non Giang Biên", "name": "thi đua, khen thưởng",
             "issued_on": date(2023, 1, 9)},
            "Căn cứ Quy chế ngày 09 tháng 01 năm 2023 của Trường Mầm non Giang Biên thi đua, khen thưởng;",
        ),
    ],
)  # fmt: skip
def test_the_line_of_a_text(values, line):
    assert basis_line(LegalText(**values)) == line
