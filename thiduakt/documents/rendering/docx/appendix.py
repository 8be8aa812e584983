"""Phụ lục: NĐ 30/2020/NĐ-CP, Phụ lục I, Mục III.1."""

from dataclasses import replace

from thiduakt.documents.paper import Chart, Column, Paper, Table
from thiduakt.documents.rendering.measure import balanced_lines
from thiduakt.documents.richtext import Run, blocks
from thiduakt.documents.wording import appendix_name, attachment_line

from .body import body
from .page import LANDSCAPE_WIDTH, TEXT_WIDTH, Section
from .tables import list_table
from .text import BODY, CENTRED, paragraph, rule_under, text_lines

BLOCKS = 20  # letters of the longest bar


def appendix(paper: Paper, position: int) -> Section:
    """The appendix at `position`, from 0."""
    content = paper.appendices[position]
    width = LANDSCAPE_WIDTH if content.landscape else TEXT_WIDTH
    millimetres = width / 1440 * 25.4
    title = balanced_lines(content.title.upper(), 0.85 * millimetres)
    attachment = balanced_lines(attachment_line(paper), millimetres, 14, "Italic")
    name = appendix_name(position + 1, len(paper.appendices))
    elements = [
        paragraph(text_lines([name, *title], bold=True), CENTRED),
        paragraph(text_lines(attachment, italic=True), CENTRED),
        rule_under(Run(attachment[-1], italic=True), 14, millimetres, after=12),
        *body(blocks(content.body), width),
    ]
    if content.table:
        elements.append(list_table(content.table, width, keep_last=bool(content.closing)))
    for chart in content.charts:
        elements.append(paragraph([Run(chart.title, bold=True)], replace(BODY, align="left", keep=True)))
        elements.append(list_table(drawn(chart), width, keep_last=False))
    if content.closing:
        elements.append(paragraph([Run(content.closing)], replace(BODY, align="left")))
    return Section(elements, landscape=content.landscape)


def drawn(chart: Chart) -> Table:
    """A chart that Word draws, prints and copies as it stands: bars of letters."""
    rows = tuple(
        (bar.label, ("▒" if bar.is_hollow else "█") * round(bar.percent * BLOCKS / 100), bar.told) for bar in chart.bars
    )
    return Table((Column("Nội dung", 30), Column("Biểu đồ", 45), Column("Số liệu", 25)), rows)
