"""Tables with their merged cells: Word names every covered cell, HTML only the one that covers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from thiduakt.documents.richtext import Run, markup

from .runs import without_bold
from .xml import Element, W, inside, is_on, number, value

FIRST_HEADS = {"stt", "tt", "số tt"}


@dataclass
class Cell:
    element: Element | None = None  # None: a place that the row leaves out
    column: int = 0
    span: int = 1
    height: int = 1
    goes_on: bool = False  # the cell above reaches down here
    paragraphs: list[tuple[Run, ...]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(run.text for runs in self.paragraphs for run in runs)


@dataclass
class Row:
    cells: list[Cell]
    is_header: bool = False


def rows_of(table: Element) -> Iterator[Row]:
    """Rows that are deleted with their change tracked are none."""
    for row in inside(table):
        properties = row.find(W + "trPr")
        if row.tag != W + "tr" or (properties is not None and properties.find(W + "del") is not None):
            continue
        cells: list[Cell] = []
        column = number(value(properties, "gridBefore")) or 0
        if column:
            cells.append(Cell(span=column))
        for element in inside(row):
            if element.tag == W + "tc":
                column = _place(element, cells, column)
        if after := number(value(properties, "gridAfter")):
            cells.append(Cell(column=column, span=after))
        yield Row(cells, is_header=bool(is_on(properties, "tblHeader")))


def _place(element: Element, cells: list[Cell], column: int) -> int:
    """Puts one cell behind the others; returns the column after it."""
    properties = element.find(W + "tcPr")
    span = max(number(value(properties, "gridSpan")) or 1, 1)
    if value(properties, "hMerge") in {"", "continue"} and cells:
        cells[-1].span += span
    else:
        goes_on = value(properties, "vMerge") in {"", "continue"}
        cells.append(Cell(element, column, span, goes_on=goes_on))
    return column + span


def table_html(rows: list[Row]) -> str:
    shown = _merged(rows)
    heads = next((at for at, row in enumerate(rows) if not row.is_header), len(rows))
    if not heads and rows and rows[0].cells and rows[0].cells[0].text.strip().casefold() in FIRST_HEADS:
        heads = max(cell.height for cell in rows[0].cells)
    head = "".join(_row(cells, "th") for cells in shown[:heads])
    body = "".join(_row(cells, "td") for cells in shown[heads:])
    return f"<table>{f'<thead>{head}</thead>' if head else ''}{f'<tbody>{body}</tbody>' if body else ''}</table>"


def _merged(rows: list[Row]) -> list[list[Cell]]:
    """The cells that begin in each row; those below that they cover have given them their words, should they have any."""
    above: dict[int, Cell] = {}
    shown = []
    for row in rows:
        begin = []
        for cell in row.cells:
            top = above.get(cell.column)
            if cell.goes_on and top is not None and top.span == cell.span:
                top.height += 1
                top.paragraphs += cell.paragraphs
            else:
                begin.append(cell)
                above[cell.column] = cell
        shown.append(begin)
    return shown


def _row(cells: list[Cell], tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in cells)}</tr>"


def _cell(cell: Cell, tag: str) -> str:
    spans = "".join(f' {name}="{count}"' for name, count in (("colspan", cell.span), ("rowspan", cell.height)) if count > 1)
    paragraphs = [markup(without_bold(runs) if tag == "th" else runs) for runs in cell.paragraphs]
    inner = "".join(f"<p>{html}</p>" for html in paragraphs)
    return f"<{tag}{spans}>{inner}</{tag}>"
