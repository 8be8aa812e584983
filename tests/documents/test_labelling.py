"""The labels that are typed into a text for print."""

import pytest

from thiduakt.documents.labelling import labelled
from thiduakt.documents.richtext import Paragraph, blocks


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p>Chữ.</p>", "<p>Chữ.</p>"),
        ("<h2>MỤC ĐÍCH</h2><h2>NỘI DUNG</h2>", "<h2>I. MỤC ĐÍCH</h2><h2>II. NỘI DUNG</h2>"),
        (
            "<h2>A</h2><h3>Một</h3><h3>Hai</h3><h2>B</h2><h3>Lại một</h3>",
            "<h2>I. A</h2><h3>1. Một</h3><h3>2. Hai</h3><h2>II. B</h2><h3>1. Lại một</h3>",
        ),
        ("<h3>Một</h3><h4>Đầu</h4><h4>Sau</h4>", "<h3>1. Một</h3><h4>1.1. Đầu</h4><h4>1.2. Sau</h4>"),
        (
            "<ul><li><p>Gạch</p><ul><li><p>Cộng</p></li></ul></li></ul>",
            "<ul><li><p>- Gạch</p><ul><li><p>+ Cộng</p></li></ul></li></ul>",
        ),
        ("<ul><li><p>Đầu</p><p>Đoạn sau</p></li></ul>", "<ul><li><p>- Đầu</p><p>Đoạn sau</p></li></ul>"),
        (f"<ol>{'<li><p>x</p></li>' * 5}</ol>", "<ol>" + "".join(f"<li><p>{at}) x</p></li>" for at in "abcdđ") + "</ol>"),
        ("<h2><strong>ĐẬM</strong></h2>", "<h2>I. <strong>ĐẬM</strong></h2>"),
        ("<p>5 &lt; 7 &amp; 8</p>", "<p>5 &lt; 7 &amp; 8</p>"),
        ("", ""),
    ],
)
def test_labels_stand_where_the_structure_puts_them(html, printed):
    assert labelled(html) == printed


def test_the_pdf_and_the_docx_have_the_same_labels():
    html = "<h2>A</h2><h3>B</h3><h4>C</h4><ul><li><p>D</p><ul><li><p>E</p></li></ul></li></ul><ol><li><p>F</p></li></ol>"
    told = [f"{block.label} " for block in blocks(html) if isinstance(block, Paragraph)]

    assert told == ["I. ", "1. ", "1.1. ", "- ", "+ ", "a) "]
    assert all(label in labelled(html) for label in told)
