"""Giấy khen: one landscape sheet by NĐ 98/2023/NĐ-CP, Điều 104."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.documents import samples
from thiduakt.documents.paper import Certificate
from thiduakt.documents.rendering import html
from thiduakt.documents.rendering.assets import assets
from thiduakt.documents.rendering.pdf import certificate_pdf

MM = 72 / 25.4
FRAME = 22  # mm from the edge of the sheet to the innermost rule of the border
RED = (0.78431, 0.06275, 0.18039)
BLACK = (0.0, 0.0, 0.0)


def page_of(certificate: Certificate) -> Any:
    (page,) = pdfplumber.open(BytesIO(certificate_pdf(certificate))).pages
    return page


def lines_of(page: Any) -> dict[str, dict[str, Any]]:
    return {line["text"]: line for line in page.extract_text_lines()}


@pytest.fixture(scope="module")
def page() -> Any:
    return page_of(samples.certificate())


def test_is_one_landscape_sheet(page: Any) -> None:
    assert (page.width / MM, page.height / MM) == pytest.approx((297, 210), abs=0.2)


def test_lines_come_in_order_with_two_of_them_red(page: Any) -> None:
    lines = page.extract_text_lines()
    colours = {line["text"]: line["chars"][0]["non_stroking_color"] for line in lines}
    assert [line["text"] for line in lines[:8]] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN",
        "TẶNG",
        "GIẤY KHEN",
        "Công Tằng Tôn Nữ Thị Quỳnh Hương Giang",
        "Giáo viên Tổ Mẫu giáo nhỡ, Trường Mầm non Giang Biên",
        "Đã có thành tích xuất sắc trong phong trào thi đua năm học 2022 - 2023",
    ]
    red = [text for text, colour in colours.items() if colour == pytest.approx(RED, abs=0.001)]
    assert red == ["HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN", "GIẤY KHEN"]
    assert {colour for text, colour in colours.items() if text not in red} == {BLACK}


def test_quotes_the_decision_and_the_row_in_bold_italics(page: Any) -> None:
    left = lines_of(page.crop((0, 0, page.width / 2, page.height)))
    for text in ("Quyết định số 47/QĐ-MNGB,", "ngày 05 tháng 6 năm 2023", "Số sổ vàng: 12"):
        assert left[text]["chars"][0]["fontname"].endswith("Bold-Italic")
    right = lines_of(page.crop((page.width / 2, 0, page.width, page.height)))
    assert right["Giang Biên, ngày 05 tháng 6 năm 2023"]["chars"][0]["fontname"].endswith("Bold-Italic")
    assert right["Hoàng Thị Phương"]["top"] - right["HIỆU TRƯỞNG"]["bottom"] > 20 * MM


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Đỗ Thị Đào", 34),
        ("Công Tằng Tôn Nữ Thị Quỳnh Hương Giang", 29),
        ("NGUYỄN PHƯƠNG HOÀNG NGỌC MINH CHÂU TRANG", 24),
    ],
)
def test_name_of_forty_letters_stays_on_one_line(name: str, size: int) -> None:
    line = lines_of(page_of(samples.certificate(name)))[name]
    assert line["chars"][0]["size"] == pytest.approx(size, abs=0.01)
    assert line["x0"] / MM > FRAME
    assert line["x1"] / MM < 297 - FRAME


def test_longest_texts_touch_neither_border_nor_signature() -> None:
    full = page_of(
        replace(
            samples.certificate("Tập thể cán bộ, giáo viên, nhân viên Tổ Mẫu giáo lớn và Tổ Nuôi dưỡng"),
            achievement="Đã có thành tích xuất sắc trong phong trào thi đua “Đổi mới, sáng tạo trong quản lý, giảng dạy và "
            "học tập” chào mừng kỷ niệm 20 năm Ngày thành lập quận Long Biên, năm học 2022 - 2023",
        )
    )
    lines = full.extract_text_lines()
    for line in lines:
        assert line["x0"] / MM > FRAME
        assert line["x1"] / MM < 297 - FRAME
        assert line["top"] / MM > FRAME
        assert line["bottom"] / MM < 210 - FRAME
    upper = [line for line in lines if "Quyết định số" not in line["text"] and line["top"] / MM < 140]
    decision = next(line for line in lines if line["text"].startswith("Quyết định số"))
    assert max(line["bottom"] for line in upper) <= decision["top"] + 0.5


def test_emblem_is_printed_above_where_the_school_has_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    emblem = tmp_path / "emblem.svg"
    emblem.write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle cx='4' cy='4' r='4'/></svg>")
    with_emblem = assets() | {"emblem": emblem}
    monkeypatch.setattr(html, "assets", lambda: with_emblem)
    monkeypatch.setattr("thiduakt.documents.rendering.fetcher.assets", lambda: with_emblem)
    page = page_of(samples.certificate())
    lines = page.extract_text_lines()
    assert lines[0]["top"] / MM > 43
    assert max(line["bottom"] for line in lines[:8]) / MM < 140


def test_draft_says_so() -> None:
    page = page_of(replace(samples.certificate(), is_draft=True))
    assert "".join(letter["text"] for letter in page.chars if letter["matrix"][1]) == "BẢN DỰ THẢO"
