"""The book as it is printed: measured on the page."""

import io
from datetime import date, datetime

import pdfplumber
import pytest
from django.template.loader import render_to_string

from thiduakt.documents.queries import COLUMNS
from thiduakt.documents.rendering.engine import html_to_pdf
from thiduakt.school.models import Letterhead

POINT = 25.4 / 72  # millimetres
LINE = (
    *("01/KH-MNGB", "15/02/2023", "Kế hoạch Công tác thi đua, khen thưởng năm 2023 của Trường Mầm non Giang Biên"),
    *("Hoàng Thị Phương", "Phòng Giáo dục và Đào tạo quận Long Biên; Hội đồng thi đua, khen thưởng; Các tổ chuyên môn"),
    *("VT, Hồ sơ thi đua, khen thưởng", "12", "16/02/2023", "Nguyễn Thị Ánh Tuyết", "Gửi qua hệ thống văn bản điện tử"),
)


@pytest.fixture(scope="module")
def pages():
    letterhead = Letterhead(parent_lines="PHÒNG GD&ĐT QUẬN LONG BIÊN", issuer_lines="TRƯỜNG MẦM NON GIANG BIÊN")
    context = {
        "letterhead": letterhead, "year": 2023, "volume": 1, "series": "", "columns": COLUMNS, "rows": [LINE] * 40,
        "count": 40, "head": None, "printed_at": datetime(2023, 12, 31, 16, 0),  # noqa: DTZ001  (as a template gets it)
        "first_day": date(2023, 2, 15), "last_day": date(2023, 12, 29),
    }  # fmt: skip
    pdf = html_to_pdf(render_to_string("documents/screens/register_book.html", context))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [(float(page.width), page.extract_words(), page.extract_text()) for page in opened.pages]


def test_no_word_stands_in_the_margins(pages):
    for width, words, _ in pages:
        assert min(word["x0"] for word in words) * POINT >= 24.5
        assert (width - max(word["x1"] for word in words)) * POINT >= 9.5


def test_every_page_of_lines_begins_with_the_ten_columns(pages):
    assert len(pages) > 3
    for _, words, _ in pages[1:]:
        numbered = [word["text"] for word in words if word["text"] in {f"({place})" for place in range(1, 11)}]
        assert numbered == [f"({place})" for place in range(1, 11)]


def test_the_cover_stands_alone(pages):
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in pages[0][2]
    assert "01/KH-MNGB" not in pages[0][2]
