"""What was read of a Word file (`word.word_text`), as lines: one for each paragraph, soft break, and table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from thiduakt.documents.richtext import STYLES, Run, joined

from .lines import Line


def html_lines(html: str) -> list[Line]:
    """`html` is cleaned; an empty line in it is an empty paragraph of the file."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    lines: list[Line] = []
    number, after_gap = 1, False
    for element in root:
        if element.tag == "table":
            found = _table(element, number)
            number += len(element.findall(".//tr"))
        else:
            found = _paragraph(element, number)
            number += len(found)
        lines += [replace(found[0], after_gap=after_gap), *found[1:]] if found else []
        after_gap = (element.tail or "").count("\n") > 1
    return lines


def html_text(html: str) -> str:
    """The same as plain text, a line for each number; the rows of a table with tabs between their cells."""
    shown: list[str] = []
    for line in html_lines(html):
        shown += _rows(line) if line.table else [line.raw.strip()]
    return "\n".join(shown)


def _paragraph(element: HtmlElement, number: int) -> list[Line]:
    """The lines of a paragraph between its soft breaks; one of blanks is none."""
    lines: list[Line] = []
    for runs in _broken(_runs(element, Run())):
        raw = "".join(run.text for run in runs)
        if raw.strip():
            tidy = joined(replace(run, text=_one_blank(run.text)) for run in runs)
            text = "".join(run.text for run in tidy)
            lines.append(Line(number + len(lines), raw, text, after_gap=False, is_soft=bool(lines), runs=tidy))
    return lines


def _table(element: HtmlElement, number: int) -> list[Line]:
    """The table as one line; one without a word is none."""
    cells = [_cell(cell, number) for cell in element.iter("th", "td")]
    raw = "\t".join(" ".join(line.text for line in lines) for lines in cells)
    html = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    inner = tuple(line for lines in cells for line in lines)
    return [Line(number, raw, " ".join(raw.split()), after_gap=False, table=html, inner=inner)] if inner else []


def _cell(cell: HtmlElement, number: int) -> list[Line]:
    """All of one number, the first as after a gap: what stands in another cell does not go on in it."""
    lines = [line for part in cell.findall("p") or [cell] for line in _paragraph(part, number)]
    return [replace(line, number=number, after_gap=not at) for at, line in enumerate(lines)]


def _rows(line: Line) -> Iterator[str]:
    table = lxml.html.fragment_fromstring(line.table)
    for row in table.iter("tr"):
        cells = (_cell(cell, line.number) for cell in row.iterchildren("th", "td"))
        yield "\t".join(" ".join(inner.text.strip() for inner in lines) for lines in cells)


def _runs(element: HtmlElement, look: Run) -> Iterator[Run]:
    """The words inside the element with their blanks as typed; a "\\n" is a line break."""
    if element.tag == "br":
        yield replace(look, text="\n")
    elif element.tag in STYLES:
        named: dict[str, Any] = {STYLES[element.tag]: True}
        look = replace(look, **named)
    yield replace(look, text=(element.text or "").replace("\n", " "))
    for child in element:
        yield from _runs(child, look)
        yield replace(look, text=(child.tail or "").replace("\n", " "))


def _broken(runs: Iterator[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if run.text == "\n":
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _one_blank(text: str) -> str:
    """Single blanks, those at its ends kept: other runs stand beside it."""
    words = " ".join(text.split())
    before, after = text[:1].isspace(), text[-1:].isspace()
    return (f"{' ' if before else ''}{words}{' ' if after else ''}" if words else " ") if text else ""
