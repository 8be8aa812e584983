"""Our own reader and sheet of elements are a short cut: they print what WeasyPrint's own would print, to the byte."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from weasyprint import HTML

from tests.documents import samples
from thiduakt.documents.rendering import page
from thiduakt.documents.rendering.engine import _shared, html_to_pdf
from thiduakt.documents.rendering.fetcher import ClosedFetcher
from thiduakt.documents.rendering.html import certificate_html, paper_html

EVERY_ELEMENT = """
<h2>Mục</h2><h3>Khoản</h3><h4>Tiểu khoản</h4>
<p>Chữ <sub>dưới</sub>, <sup>trên</sup>, <strong>đậm</strong>,
<em>nghiêng</em>, <u>gạch chân</u>,<br>xuống dòng &lt;b&gt; &amp;</p>
<ul><li><p>một</p><ul><li><p>hai</p></li></ul></li></ul><ol><li><p>a</p></li><li><p>b</p></li></ol>
<table><thead><tr><th><p>Cột</p></th><th><p>Cột</p></th></tr></thead>
<tbody><tr><td rowspan="2"><p>ô</p></td><td><p>ô</p></td></tr><tr><td></td></tr></tbody></table>
"""
BOOK = {
    "letterhead": {"parent_lines": "UBND QUẬN LONG BIÊN", "issuer_lines": "TRƯỜNG MẦM NON\nGIANG BIÊN"},
    "year": 2023,
    "volume": 1,
    "columns": [f"Cột {place}" for place in range(10)],
    "rows": [["01/KH-MNGB"] * 10] * 60,
    "count": 60,
    "first_day": date(2023, 1, 5),
    "last_day": date(2023, 12, 29),
    "printed_at": datetime(2024, 1, 5, 8, 30, tzinfo=UTC),
}
LISTS = (samples.nomination_list(45), samples.nomination_list(60))
PAGES = {
    "plan": lambda: paper_html(samples.plan()),
    "draft with every element": lambda: paper_html(replace(samples.plan(), number=None, body=EVERY_ELEMENT * 8)),
    "decision": lambda: paper_html(samples.council_decision()),
    "minutes": lambda: paper_html(samples.meeting_minutes()),
    "submittal with lists": lambda: paper_html(replace(samples.submittal(), appendices=LISTS)),
    "report": lambda: paper_html(samples.achievement_report()),
    "letter": lambda: paper_html(samples.letter()),
    "certificate": lambda: certificate_html(samples.certificate()),
    "register": lambda: render_to_string("documents/screens/register_book.html", BOOK),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_short_cut_prints_the_same_bytes(name):
    html = PAGES[name]()
    _, look = _shared()

    assert html_to_pdf(html) == HTML(string=html, url_fetcher=ClosedFetcher()).write_pdf(**look)


def test_what_was_worked_out_for_one_paper_serves_the_next():
    kept, _ = _shared()
    styles = kept.keywords["styles"]
    html = paper_html(samples.plan())
    html_to_pdf(html)
    worked_out = len(styles)

    assert html_to_pdf(html) == html_to_pdf(html)
    assert len(styles) == worked_out > 0


def test_the_styles_of_many_papers_do_not_pile_up(monkeypatch):
    monkeypatch.setattr(page, "KEPT", 0)
    kept, _ = _shared()
    kept.keywords["styles"].clear()
    html = paper_html(samples.plan())
    printed = html_to_pdf(html)
    of_one_paper = len(kept.keywords["styles"])

    assert html_to_pdf(paper_html(samples.letter()))
    assert html_to_pdf(html) == printed
    assert len(kept.keywords["styles"]) == of_one_paper
