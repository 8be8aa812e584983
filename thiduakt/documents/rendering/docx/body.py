"""The text: headings, paragraphs and list items with their numbers typed, and tables."""

from collections.abc import Sequence
from dataclasses import replace

from thiduakt.documents.rendering.measure import text_width
from thiduakt.documents.richtext import HEADINGS, Block, Grid, Paragraph, Run

from .tables import grid_table
from .text import BODY, INDENT, paragraph
from .xml import Element


def body(items: Sequence[Block], width: int, *, kept_lines: int = 0) -> list[Element]:
    """The text `width` twips wide. At least its last `kept_lines` stay on one page with what follows."""
    elements: list[Element] = []
    following: Block | None = None
    for item in reversed(items):
        if isinstance(item, Grid):
            elements.append(grid_table(item, width, kept_rows=kept_lines))
        else:
            elements.append(_paragraph(item, keep=kept_lines > 0, before_table=isinstance(following, Grid)))
        if kept_lines > 0:
            kept_lines -= _lines(item)
        following = item
    return elements[::-1]


def _paragraph(item: Paragraph, *, keep: bool, before_table: bool) -> Element:
    shape = replace(BODY, keep=keep, after=6 if before_table else 0)
    if item.kind in HEADINGS:
        shape = replace(shape, keep=True, outline=HEADINGS.index(item.kind))
    label = [Run(f"{item.label} ", bold=item.kind in HEADINGS)] if item.label else []
    return paragraph([*label, *item.runs], shape)


def _lines(item: Block) -> int:
    """At least so many lines in print."""
    if isinstance(item, Grid):
        return len(item.rows)
    return 1 if text_width(item.text, 14, "Bold") + INDENT < 165 else 2
