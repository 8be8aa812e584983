"""Phụ lục: their own pages, page numbers, headings and tables."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from tests.documents import samples
from thiduakt.documents.paper import Appendix, Column, Table
from thiduakt.documents.rendering.pdf import paper_pdf

MM = 72 / 25.4


def pages_of(paper: Any) -> list[Any]:
    return pdfplumber.open(BytesIO(paper_pdf(paper))).pages


def number_of(page: Any) -> str:
    return "".join(letter["text"] for letter in page.chars if letter["top"] / MM < 18)


def start_of(page: Any) -> str:
    return page.extract_text_lines()[0]["text"]


def test_one_appendix_has_no_number() -> None:
    page = pages_of(samples.council_decision())[1]
    lines = page.extract_text_lines()
    assert [line["text"] for line in lines[:5]] == [
        "Phụ lục",
        "DANH SÁCH THÀNH VIÊN HỘI ĐỒNG",
        "THI ĐUA - KHEN THƯỞNG NĂM HỌC 2022 - 2023",
        "(Kèm theo Quyết định số 25/QĐ-MNGB ngày 06 tháng 9 năm 2022",
        "của Hiệu trưởng Trường Mầm non Giang Biên)",
    ]


def test_appendices_count_in_roman_and_each_numbers_its_own_pages() -> None:
    wide = samples.nomination_list(20)
    narrow = Appendix(title="TIÊU CHÍ CHẤM ĐIỂM", body="<p>Tiêu chí.</p>" * 60)
    pages = pages_of(samples.submittal((wide, narrow, replace(wide, title="DANH SÁCH TẬP THỂ"))))
    starts = [start_of(page) for page in pages]
    first, second, third = (starts.index(f"Phụ lục {number}") for number in ("I", "II", "III"))
    assert [number_of(page) for page in pages[:first]] == ["", "2"]
    for begin, end in ((first, second), (second, third), (third, len(pages))):
        assert [number_of(page) for page in pages[begin:end]] == ["", *(str(n) for n in range(2, end - begin + 1))]
    assert second - first >= 2
    assert third - second >= 2


def test_two_appendices_of_one_shape_do_not_run_on() -> None:
    short = Appendix(title="A", body="<p>Một trang.</p>")
    pages = pages_of(samples.submittal((short, short, short)))
    assert [number_of(page) for page in pages[2:]] == ["", "", ""]


def test_landscape_page_lies_down_and_keeps_the_margins() -> None:
    page = pages_of(samples.submittal((samples.nomination_list(8),)))[2]
    assert (page.width / MM, page.height / MM) == pytest.approx((297, 210), abs=0.2)
    lines = [*page.rects, *page.lines, *page.edges]
    assert min(line["x0"] for line in lines) / MM >= 29.5
    assert max(line["x1"] for line in lines) / MM <= 282.5


def test_columns_take_their_shares_and_a_long_word_stays_in_its_cell() -> None:
    columns = (Column("STT", 1, "center"), Column("Họ và tên", 3), Column("Ghi chú", 6, "right"))
    table = Table(columns=columns, rows=(("1", "Nguyễnthịánhnguyệtnguyễnthịánhnguyệt", "cuối"),))
    page = pages_of(replace(samples.submittal(), appendices=(Appendix(title="A", table=table),)))[-1]
    edges = sorted({round(edge["x0"] / MM) for edge in page.edges if edge["height"] > 2 * MM})
    assert edges == pytest.approx([30, 46.5, 96, 195], abs=1)
    name = [letter for letter in page.chars if letter["size"] == pytest.approx(12) and 47 < letter["x0"] / MM < 96]
    assert "".join(letter["text"] for letter in name).replace(" ", "").endswith("nguyệt")


@pytest.mark.parametrize("widths", [(1, 1, 1), (1, 1, 1, 1, 1, 1), (2.7, 2.7, 2.7, 91.9), (6, 26, 34.4, 22.4, 12)])
def test_shares_of_any_size_fill_the_width_and_no_more(widths: tuple[float, ...]) -> None:
    table = Table(columns=tuple(Column("A", width) for width in widths), rows=(("a",) * len(widths),))
    page = pages_of(replace(samples.submittal(), appendices=(Appendix(title="A", table=table),)))[-1]
    edges = sorted(edge["x0"] / MM for edge in page.edges if edge["height"] > 2 * MM)
    assert (edges[0], edges[-1]) == pytest.approx((30, 195), abs=0.3)


def test_unfinished_paper_leaves_its_number_blank_in_the_line_of_the_appendix() -> None:
    paper = replace(samples.award_decision(3), number=None, dated=None, year=2023)
    text = pages_of(paper)[1].extract_text()
    assert "(Kèm theo Quyết định số" in text
    assert "/QĐ-MNGB" in text
    assert "None" not in text
