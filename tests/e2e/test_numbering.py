"""What counters draw on the screen is what is typed for print (docs/adr/0026)."""

import pypdfium2
from django.conf import settings

from thiduakt.documents.labelling import labelled

SHEETS = ("paper.css", "numbering.css")
BODY = (
    "<h2>MỤC ĐÍCH</h2><h3>Một</h3><ul><li><p>gạch</p><ul><li><p>cộng</p></li></ul></li></ul><h3>Hai</h3>"
    "<h2>NỘI DUNG</h2><h3>Lại một</h3><h4>Đầu</h4><h4>Sau</h4><ol>"
    + "".join(f"<li><p>điểm {number}</p></li>" for number in range(6))
    + "</ol>"
)


def words_of(browser, body, sheets):
    """As Chromium prints them: what counters draw is read nowhere else."""
    look = "".join((settings.BASE_DIR / "static" / "documents" / name).read_text() for name in sheets)
    page = browser.new_page()
    page.set_content(f'<style>{look}</style><main class="paper-body">{body}</main>')
    with pypdfium2.PdfDocument(page.pdf()) as printed:
        words = printed[0].get_textpage().get_text_range().split()
    page.close()
    return words


def test_the_screen_and_the_print_have_the_same_labels(browser):
    drawn, typed = words_of(browser, BODY, SHEETS), words_of(browser, labelled(BODY), SHEETS[:1])

    assert typed[:4] == ["I.", "MỤC", "ĐÍCH", "1."]
    assert drawn == typed
