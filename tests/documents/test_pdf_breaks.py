"""What may not be torn apart where a page ends."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from tests.documents import samples
from thiduakt.documents.rendering.pdf import paper_pdf

SHORT = "<p>Thân một dòng.</p>"
LONG = f"<p>{'Thân dài hai dòng về công tác thi đua, khen thưởng của nhà trường. ' * 2}</p>"
ITEM = "<li><p>Thân một dòng.</p></li>"
ROW = "<tr><td><p>Thân một ô.</p></td></tr>"
BODIES = {
    "paragraphs": lambda count: SHORT * count,
    "a list": lambda count: f"<ul>{ITEM * count}</ul>",
    "lists of one item": lambda count: f"<ul>{ITEM}</ul>" * count,
    "a list in a list": lambda count: f"<ul><li><p>Thân.</p><ul>{ITEM * count}</ul></li></ul>",
    "a heading before the last line": lambda count: LONG * (count // 2) + f"<h3>Thân đầu đề</h3>{SHORT}",
    "a table at the end": lambda count: SHORT * count + f"<table><tbody>{ROW * 2}</tbody></table>",
}


def last_page(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[len(document) - 1].get_textpage().get_text_range().splitlines()


def lines_by_page(pdf: bytes) -> list[list[dict[str, Any]]]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [page.extract_text_lines() for page in document.pages]


@pytest.mark.parametrize("count", range(1, 61))
def test_signatures_stand_under_two_lines_of_text_whatever_its_length(count: int) -> None:
    lines = last_page(paper_pdf(replace(samples.plan(), body=SHORT * count)))
    assert sum("Thân" in line for line in lines) >= min(count, 2)
    assert any("Nơi nhận:" in line for line in lines)
    assert any("Hoàng Thị Phương" in line for line in lines)


@pytest.mark.parametrize("shape", BODIES)
def test_signatures_stand_under_two_lines_of_text_whatever_its_shape(shape: str) -> None:
    for count in range(12, 36, 2):
        lines = last_page(paper_pdf(replace(samples.plan(), body=BODIES[shape](count))))
        assert sum("Thân" in line for line in lines) >= 2, count
        assert any("Hoàng Thị Phương" in line for line in lines), count


def test_heading_never_ends_a_page() -> None:
    for count in range(14, 22):
        pages = lines_by_page(paper_pdf(replace(samples.plan(), body=SHORT * count + "<h2>ĐẦU ĐỀ</h2>" + SHORT * 20)))
        assert not any(page[-1]["text"] == "I. ĐẦU ĐỀ" for page in pages)


def test_rows_of_a_long_list_are_whole_and_its_head_is_on_every_page() -> None:
    with pdfplumber.open(BytesIO(paper_pdf(samples.submittal((samples.nomination_list(45),))))) as document:
        pages = document.pages[2:]
        words = [[word["text"] for word in page.extract_words()] for page in pages]
        numbers = [[word["text"] for word in page.crop((85, 0, 120, page.height)).extract_words()] for page in pages]
    rows = [[word for word in column if word.isdigit()] for column in numbers]
    assert [row for page in rows for row in page] == [str(row) for row in range(1, 46)]
    assert [page.count("9/9") for page in words] == [len(page) for page in rows]
    assert all("STT" in column for column in numbers)


def test_closing_of_a_list_is_never_alone_on_a_page() -> None:
    for count in range(29, 33):
        pages = lines_by_page(paper_pdf(samples.award_decision(count)))
        (page,) = [page for page in pages if any(line["text"].startswith("Danh sách này có") for line in page)]
        assert any("745.000" in line["text"] for line in page), count
