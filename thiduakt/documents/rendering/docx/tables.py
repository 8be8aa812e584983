"""Tables of fixed layout: those that only place text, and those with borders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from thiduakt.documents.paper import Table
from thiduakt.documents.rendering.measure import text_width
from thiduakt.documents.richtext import Cell, Grid, Run

from .text import Shape, paragraph
from .xml import Element, W, w

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
LIST_SIZE = 12
GRID_SIZE = 13
LINE = 1.2


def table(widths: Sequence[int], rows: Iterable[Element], *, padding: tuple[float, float] | None = None) -> Element:
    """Widths in twips. With `padding`, points above and beside the text of a cell, the table has borders."""
    above, beside = padding or (0, 0)
    stroke = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if padding else {"val": "nil"}
    margins = {"top": above, "left": beside, "bottom": above, "right": beside}
    return W.tbl(
        W.tblPr(
            W.tblW(w(w=sum(widths), type="dxa")),
            W.tblInd(w(w=0, type="dxa")),
            W.tblBorders(*(W(edge, w(**stroke)) for edge in EDGES)),
            W.tblLayout(w(type="fixed")),
            W.tblCellMar(*(W(edge, w(w=round(points * 20), type="dxa")) for edge, points in margins.items())),
        ),
        W.tblGrid(*(W.gridCol(w(w=width)) for width in widths)),
        *rows,
    )


def row(cells: Iterable[Element], *, is_header: bool = False) -> Element:
    """A row is never split over two pages; a header row is printed again on each."""
    properties = W.trPr(W.cantSplit())
    if is_header:
        properties.append(W.tblHeader())
    return W.tr(properties, *cells)


def cell(width: int, content: Sequence[Element] = (), *, span: int = 1, merge: str = "", align: str = "top") -> Element:
    """`merge` is "restart" where a cell over several rows begins, "continue" below."""
    properties = W.tcPr(W.tcW(w(w=width, type="dxa")))
    if span > 1:
        properties.append(W.gridSpan(w(val=span)))
    if merge:
        properties.append(W.vMerge(w(val=merge)))
    properties.append(W.vAlign(w(val=align)))
    return W.tc(properties, *(content or [paragraph([], Shape(line=LINE), LIST_SIZE)]))


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """`whole` divided in proportion to the parts, to the last twip."""
    total, edges = 0.0, [0]
    for part in parts:
        total += part
        edges.append(round(total / sum(parts) * whole))
    return [right - left for left, right in pairwise(edges)]


def list_table(content: Table, width: int, *, keep_last: bool) -> Element:
    """The list of an appendix, `width` twips wide; `keep_last` ties its last row to the line below."""
    widths = shares([column.width for column in content.columns], width)
    header = Shape(align="center", line=LINE, keep=True)
    rows = [_list_row([column.title for column in content.columns], widths, [header] * len(widths), is_header=True)]
    for position, values in enumerate(content.rows, start=1):
        keep = keep_last and position == len(content.rows)
        shapes = [Shape(align=column.align, line=LINE, keep=keep) for column in content.columns]
        rows.append(_list_row(values, widths, shapes))
    return table(widths, rows, padding=(2, 2))


def _list_row(values: Sequence[str], widths: list[int], shapes: list[Shape], *, is_header: bool = False) -> Element:
    cells = [
        cell(width, [paragraph([Run(value, bold=is_header)], shape, LIST_SIZE)], align="center")
        for value, width, shape in zip(values, widths, shapes, strict=True)
    ]
    return row(cells, is_header=is_header)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands in its row; without `content` it is the continuation of a cell above, or a gap."""

    column: int
    span: int
    content: Cell | None = None
    merge: str = ""


def grid_table(grid: Grid, width: int, *, kept_rows: int = 0) -> Element:
    """A table of the text, `width` twips wide. The last `kept_rows` stay on one page with what follows."""
    places = _places(grid)
    columns = max(place.column + place.span for line in places for place in line)
    widths = shares(_natural_widths(places, columns, width / 1440 * 25.4), width)
    rows = []
    for position, line in enumerate(places):
        is_header = position < grid.header_rows
        keep = is_header or position >= len(places) - max(kept_rows, 0)
        end = line[-1].column + line[-1].span
        filled = line if end == columns else [*line, _Place(end, columns - end)]
        rows.append(row([_grid_cell(place, widths, keep=keep) for place in filled], is_header=is_header))
    return table(widths, rows, padding=(2, 4))


def _grid_cell(place: _Place, widths: list[int], *, keep: bool) -> Element:
    width = sum(widths[place.column : place.column + place.span])
    is_header = place.content is not None and place.content.is_header
    shape = Shape(align="center" if is_header else "left", line=LINE, keep=keep)
    content = []
    for item in place.content.paragraphs if place.content else ():
        runs = [Run(f"{item.label} ")] if item.label else []
        runs += [replace(run, bold=run.bold or is_header) for run in item.runs]
        content.append(paragraph(runs, shape, GRID_SIZE))
    return cell(width, content, span=place.span, merge=place.merge, align="center")


def _places(grid: Grid) -> list[list[_Place]]:
    """HTML names a cell over several rows once; Word wants its continuation in every row."""
    rows = []
    below: dict[int, tuple[int, int]] = {}  # column: rows still to be covered, columns covered
    for cells in grid.rows:
        line: list[_Place] = []
        waiting = list(cells)
        column = 0
        above, below = below, {}
        while waiting or any(start >= column for start in above):
            if column in above:
                rows_left, span = above[column]
                place = _Place(column, span, merge="continue")
            elif waiting:
                content = waiting.pop(0)
                rows_left, span = content.rowspan, content.colspan
                place = _Place(column, span, content, merge="restart" if rows_left > 1 else "")
            else:
                rows_left, span = 1, min(start for start in above if start > column) - column
                place = _Place(column, span)
            if rows_left > 1:
                below[column] = (rows_left - 1, span)
            line.append(place)
            column += span
        rows.append(line)
    return rows


def _natural_widths(places: list[list[_Place]], columns: int, available: float) -> list[float]:
    """What each column needs so that no word is broken, and a share of the rest by the length of its text; mm."""
    least, wanted = [10.0] * columns, [10.0] * columns
    single = [(place.column, place.content) for line in places for place in line if place.content and place.span == 1]
    for column, content in single:
        style = "Bold" if content.is_header else "Regular"
        for text in (item.text for item in content.paragraphs):
            longest = max(text_width(word, GRID_SIZE, style) for word in text.split())
            least[column] = max(least[column], longest + 4)
            wanted[column] = max(wanted[column], min(text_width(text, GRID_SIZE, style) + 4, 80))
    spare = max(available - sum(least), 0) / sum(wanted)
    return [minimum + spare * wish for minimum, wish in zip(least, wanted, strict=True)]
