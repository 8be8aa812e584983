"""The text of the PDF: numbering drawn by the style sheet, words kept, and the file itself."""

import html
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from tests.documents import samples
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.pages import page_images
from thiduakt.documents.rendering.pdf import certificate_pdf, html_to_pdf, paper_pdf

ALL_SAMPLES = (
    samples.plan,
    samples.council_decision,
    samples.award_decision,
    samples.meeting_minutes,
    samples.counting_minutes,
    samples.submittal,
    samples.achievement_report,
    samples.letter,
)


def text_of(pdf: bytes) -> str:
    """The words with one blank between them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def body_text(body: str) -> str:
    return text_of(paper_pdf(replace(samples.plan(), body=body)))


def test_headings_number_themselves_and_begin_again_under_each_higher_one() -> None:
    text = body_text(
        "<h2>MỘT</h2><h3>hai</h3><h4>ba</h4><h4>bốn</h4><h3>năm</h3><h4>sáu</h4><h2>BẢY</h2><h3>tám</h3><h4>chín</h4>"
    )
    assert "I. MỘT 1. hai 1.1. ba 1.2. bốn 2. năm 2.1. sáu II. BẢY 1. tám 1.1. chín" in text


def test_letters_of_a_list_follow_the_vietnamese_alphabet() -> None:
    text = body_text("<ol>" + "<li><p>x</p></li>" * 23 + "</ol>")
    assert " ".join(f"{letter}) x" for letter in "abcdđeghiklmnopqrstuvxy") in text


def test_each_list_of_letters_begins_at_a() -> None:
    assert "a) một b) hai c a) ba" in body_text(
        "<ol><li><p>một</p></li><li><p>hai</p></li></ol><p>c</p><ol><li><p>ba</p></li></ol>"
    )


def test_list_prints_dashes_and_a_list_in_it_plus_signs() -> None:
    text = body_text(
        "<ul><li><p>một</p><ul><li><p>hai</p></li></ul></li><li><p>ba</p><p>bốn</p></li></ul><ol><li><p>năm</p>"
        "<ul><li><p>sáu</p></li></ul></li></ol>"
    )
    assert "- một + hai - ba bốn a) năm - sáu" in text


def test_every_word_of_the_real_plan_is_printed_in_order() -> None:
    typed = [html.unescape(words) for words in re.split(r"<[^>]+>|\n", samples.PLAN_BODY) if words]
    with pdfplumber.open(BytesIO(paper_pdf(samples.plan()))) as document:
        letters = [letter for page in document.pages for letter in page.chars if letter["top"] > 50]  # no page numbers
    printed, place = "".join(letter["text"] for letter in letters if letter["text"].strip()), 0
    for paragraph in typed:
        place = printed.index("".join(paragraph.split()), place)


def test_plain_values_are_printed_as_text_and_never_read_as_html_or_template() -> None:
    paper = replace(samples.plan(), subject="<b>{{ 7*7 }}</b> & {% now 'Y' %}", recipients=("<i>A</i>", "Lưu: VT"))
    text = text_of(paper_pdf(paper))
    assert "<b>{{ 7*7 }}</b> & {% now 'Y' %}" in text
    assert "- <i>A</i>; - Lưu: VT." in text


@pytest.mark.parametrize("sample", ALL_SAMPLES)
def test_file_says_its_title_and_language_and_embeds_only_liberation_serif(sample: object) -> None:
    paper = sample()  # type: ignore[operator]
    with pikepdf.open(BytesIO(paper_pdf(paper))) as pdf:
        fonts = {
            str(font.BaseFont).split("+")[1]: (str(font.Subtype), "/ToUnicode" in font)
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
        assert str(pdf.docinfo.Title) == paper.subject
        assert str(pdf.Root.Lang) == "vi"
        assert "/Names" not in pdf.Root
    assert set(fonts) <= {f"Liberation-Serif{style}" for style in ("", "-Bold", "-Italic", "-Bold-Italic")}
    assert set(fonts.values()) == {("/Type0", True)}


@pytest.mark.parametrize("sample", ALL_SAMPLES)
def test_text_is_composed_and_has_no_unknown_letter(sample: object) -> None:
    text = text_of(paper_pdf(sample()))  # type: ignore[operator]
    assert unicodedata.is_normalized("NFC", text)
    assert not {"\ufffd", "Ð"} & set(text)


def test_same_paper_gives_the_same_bytes() -> None:
    assert paper_pdf(samples.council_decision()) == paper_pdf(samples.council_decision())
    assert certificate_pdf(samples.certificate()) == certificate_pdf(samples.certificate())


@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_html_gives_the_same_bytes_in_another_process(seed: str, tmp_path: Path) -> None:
    page = paper_html(samples.letter())
    source = tmp_path / "page.html"
    source.write_text(page, encoding="utf-8")
    script = (
        "import sys, pathlib; from thiduakt.documents.rendering.engine import html_to_pdf; "
        "sys.stdout.buffer.write(html_to_pdf(pathlib.Path(sys.argv[1]).read_text()))"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    printed = subprocess.run(
        [sys.executable, "-c", script, str(source)], cwd=root, env=environment, capture_output=True, check=True
    )
    assert printed.stdout == html_to_pdf(page)


def test_pages_become_pictures_of_the_asked_width() -> None:
    pictures = page_images(paper_pdf(samples.council_decision()), width=450)
    assert len(pictures) == 2
    for picture in pictures:
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20]) == pytest.approx(450, abs=1)
        assert len(picture) < 150_000


def test_paper_without_signatures_or_recipients_has_no_closing() -> None:
    paper = Paper(kind=samples.plan().kind, subject="A", body="<p>B</p>")
    assert "Nơi nhận" not in text_of(paper_pdf(paper))
