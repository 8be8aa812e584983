"""A chart of an appendix: bars in the PDF, bars of letters in Word, the same after the paper was stored."""

import json

from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Bar, Chart, Paper
from thiduakt.documents.rendering.docx.appendix import drawn
from thiduakt.documents.rendering.html import paper_html
from thiduakt.documents.rendering.pages import page_images
from thiduakt.documents.rendering.sandbox import render

CHART = Chart(
    "Theo tổ, năm học 2023–2024",
    (Bar("Tổ mẫu giáo lớn", "12 lượt khen", 100), Bar("Tổ nhà trẻ: số người", "33,3%", 33, is_hollow=True)),
)


def paper(*charts: Chart) -> Paper:
    appendix = Appendix("Thống kê khen thưởng", charts=charts, landscape=True)
    return Paper(kind=Kind.REPORT, subject="Tổng kết", body="<p>Kết quả.</p>", appendices=(appendix,))


def test_a_stored_chart_comes_back_as_it_was():
    assert Paper.from_dict(json.loads(json.dumps(paper(CHART).to_dict()))) == paper(CHART)


def test_a_paper_stored_before_there_were_charts_is_read():
    values = paper().to_dict()
    del values["appendices"][0]["charts"]
    assert Paper.from_dict(values) == paper()


def test_bars_are_printed_each_with_its_number():
    page = paper_html(paper(CHART))
    assert '<div class="bar w100">' in page
    assert '<div class="bar w33 hollow">' in page
    assert "12 lượt khen" in page


def test_bars_take_ink():
    plain, charted = (page_images(render(paper_html(one)))[-1] for one in (paper(), paper(CHART)))
    assert len(charted) > len(plain)


def test_word_draws_bars_of_letters():
    assert [row[:2] for row in drawn(CHART).rows] == [
        ("Tổ mẫu giáo lớn", "█" * 20), ("Tổ nhà trẻ: số người", "▒" * 7),
    ]  # fmt: skip
