"""A certificate broken on purpose is found out at every point (NĐ 98/2023/NĐ-CP, Điều 104)."""

import pytest

from tests.documents import samples
from tests.documents.checker import check_certificate
from tests.documents.mutations import (
    Mutation,
    changed,
    css,
    decomposed,
    file,
    html,
    with_script,
    with_second_page,
    with_swapped_glyphs,
    without_language,
)

NAME = samples.certificate().recipient
CASES: tuple[tuple[str, Mutation], ...] = (
    ("A2", css("p { font-family: 'Liberation Sans' !important }")),
    ("A3", file(with_swapped_glyphs)),
    ("A4", decomposed),
    ("A7", file(without_language)),
    ("A7", file(with_script)),
    ("E1", css("@page certificate { size: A4 portrait !important }")),
    ("E1", file(with_second_page)),
    ("E2", css(".award { color: #000 !important }")),
    ("E2", css(".awarding { color: #000 !important }")),
    ("E2", css(".verb { color: #c8102e !important }")),
    ("E2", css(".state { font-weight: normal !important }")),
    ("E2", css(".verb { text-align: left !important; padding-left: 40mm }")),
    ("E2", css(".state { position: relative; top: 12mm }")),
    ("E2", css(".motto .ruled::after { width: 60% !important }")),
    ("E2", css(".motto .ruled::after { display: none !important }")),
    ("E2", html("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc")),
    ("E2", changed(verb="TRAO")),
    ("E2", changed(awarding_title="Hiệu trưởng Trường Mầm non Giang Biên")),
    ("E3", changed(achievement="Đã có thành tích trong phong trào thi đua")),
    ("E3", changed(description="Giáo viên")),
    ("E3", css(".recipient { color: #c8102e }")),
    ("E4", changed(decision="48/QĐ-MNGB")),
    ("E4", changed(roll_number=13)),
    ("E4", css(".decision { font-style: normal !important }")),
    ("E4", css(".decision { font-weight: normal !important }")),
    ("E4", css(".decision { left: 150mm !important }")),
    ("E5", changed(place="Việt Hưng")),
    ("E5", css(".dated { font-style: normal !important }")),
    ("E5", css(".capacity { font-weight: normal !important }")),
    ("E5", css(".name { top: 16mm !important }")),
    ("E5", css(".dated { text-align: left }")),
    ("E6", css("@page certificate { background: none !important }")),
    ("E6", css(".decision { left: 12mm !important }")),
    ("E6", css(".certificate::after { content: ''; position: absolute; left: 2mm; top: 80mm; border: 2mm solid #000 }")),
    ("E7", html(NAME, NAME.replace("Nữ ", "Nữ<br>"))),
    ("E7", css(".recipient { font-weight: normal !important }")),
    ("E8", css(".description { margin-top: -5mm !important }")),
)  # fmt: skip


@pytest.mark.parametrize(("point", "mutation"), CASES)
def test_a_spoilt_certificate_is_found_out(point: str, mutation: Mutation) -> None:
    certificate = samples.certificate()

    assert point in {fault.point for fault in check_certificate(mutation(certificate), certificate)}


def test_every_point_is_proven_to_fail() -> None:
    assert {point for point, _ in CASES} == {"A2", "A3", "A4", "A7"} | {f"E{n}" for n in range(1, 9)}
