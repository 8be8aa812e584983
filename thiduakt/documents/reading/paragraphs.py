"""Lines put together to paragraphs and tables: a sentence that a page end or a narrow page has cut is one again."""

from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from thiduakt.documents.richtext import Run, joined

from .labels import HEADING_MARKS, Label, Mark, find_label
from .lines import Line, ends_sentence, is_basis, is_upper, starts_inside_sentence
from .result import Doubt

NARROW_PAGE = 130  # characters: where every line is shorter, the line ends may be those of a printed page
MIN_CUT_SENTENCES = 3
FULL_LINE = 0.85  # of the longest line: letters are not all as wide
LONG_HEADING = 60  # characters: a shorter one is not continued on the next line, unless the page is narrow

JOINED_OVER_GAP = "Câu bị ngắt giữa chừng đã được nối với dòng trên thành một đoạn; thầy/cô hãy xem lại."
JOINED_LINES = "Có {count} chỗ xuống dòng giữa câu đã được nối lại thành đoạn; thầy/cô hãy xem lại cách chia đoạn."
MAYBE_ONE = "Có thể dòng này còn thuộc đoạn ngay trên; thầy/cô hãy xem lại cách chia đoạn."
NOT_A_TABLE = "Dòng này được gõ thành cột nhưng không ghép được thành bảng; thầy/cô hãy xem lại hoặc chèn bảng."
PAGE_NUMBER = "Có thể là số trang của bản in cũ; nếu đúng, thầy/cô hãy xóa dòng này."


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph without its label, or a table."""

    line_number: int
    label: Label | None
    text: str
    rows: tuple[tuple[str, ...], ...] = ()  # of a table typed with tabs
    runs: tuple[Run, ...] = ()  # the words with their looks, label first; of a Word file only
    table: str = ""  # a table of a Word file, in HTML of the schema

    @property
    def is_table(self) -> bool:
        return bool(self.rows or self.table)

    @property
    def typed(self) -> str:
        return f"{self.label.lead}{self.text}".strip() if self.label else self.text

    @property
    def is_heading(self) -> bool:
        return self.label is not None and self.label.mark in HEADING_MARKS


def make_blocks(lines: list[Line], doubts: list[Doubt]) -> list[Block]:
    width = page_width(lines)
    blocks: list[Block] = []
    cut: list[Line] = []  # put together again
    start = 0
    while start < len(lines):
        if lines[start].table:
            blocks.append(Block(lines[start].number, None, "", table=lines[start].table))
            start += 1
            continue
        rows = table_rows(lines, start)
        if rows:
            blocks.append(Block(lines[start].number, None, "", rows))
            start += len(rows)
            continue
        label = find_label(lines[start].text)
        first = Block(lines[start].number, label, label.rest if label else lines[start].text)
        end = _paragraph_end(first, lines, start, width)
        text = " ".join([first.text, *(line.text for line in lines[start + 1 : end])]).strip()
        blocks.append(replace(first, text=text, runs=_runs(lines[start:end])))
        doubts += _doubts_of(lines[start], lines[start - 1] if start else None, label, width)
        doubts += (Doubt(line.number, line.text, JOINED_OVER_GAP) for line in lines[start + 1 : end] if line.after_gap)
        cut += (line for line in lines[start + 1 : end] if not line.after_gap and not line.is_soft)
        start = end
    if cut:
        doubts.append(Doubt(cut[0].number, cut[0].text, JOINED_LINES.format(count=len(cut))))
    return blocks


def _runs(lines: list[Line]) -> tuple[Run, ...]:
    """The words of a Word paragraph, put together as its text is; a soft break stays one."""
    runs: list[Run] = []
    for line in lines:
        if runs and line.runs:
            look = replace(runs[-1], text="")
            look = look if look == replace(line.runs[0], text="") else Run()
            runs.append(replace(look, text="\n" if line.is_soft else " "))
        runs += line.runs
    return joined(runs)


def _paragraph_end(first: Block, lines: list[Line], start: int, width: int) -> int:
    end = start + 1
    while end < len(lines) and _continues(first, lines[end - 1], lines[end], width) and not table_rows(lines, end):
        end += 1
    return end


def page_width(lines: list[Line]) -> int:
    """The longest line of a text cut at the ends of printed lines, or 0 where each line is a paragraph."""
    width = max((len(line.text) for line in lines if not line.table), default=0)
    cut = sum(
        not (line.after_gap or line.is_soft) and not ends_sentence(above.text) and starts_inside_sentence(line.text)
        for above, line in pairwise(lines)
    )
    return width if width <= NARROW_PAGE and cut >= MIN_CUT_SENTENCES else 0


def table_rows(lines: list[Line], start: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a table with tabs between its cells that begins at this line: two lines or more of as many cells.

    A blank line between rows and tabs at the end of a row come from the copying, they are no part of the table.
    """
    cells = _cells(lines[start])
    if len(list(filter(None, cells))) < 2 or (len(cells) == 2 and find_label(lines[start].text)):
        return ()
    widths = (len(cells), max(place for place, cell in enumerate(cells, start=1) if cell))
    found = (tuple(takewhile(bool, (_row(line, width) for line in lines[start:]))) for width in widths)
    return next((rows for rows in found if len(rows) > 1), ())


def _row(line: Line, width: int) -> tuple[str, ...]:
    """The cells of a row this wide; nothing where the line is no such row."""
    cells = () if line.table else _cells(line)
    return cells[:width] if len(cells) >= width > 1 and not any(cells[width:]) else ()


def _cells(line: Line) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in line.raw.split("\t"))


def _continues(first: Block, above: Line, line: Line, width: int) -> bool:
    """Whether the line goes on with the paragraph that begins with `first` and has reached the line above."""
    if line.is_soft:
        return not find_label(line.text) and not is_basis(line.text)
    if line.table or ends_sentence(above.text) or find_label(line.text):
        return False
    is_cut = bool(width) and not line.after_gap and _was_full(above, line, width)
    if not first.is_heading:
        return not is_upper(above.text) and (is_cut or starts_inside_sentence(line.text))
    if line.after_gap:
        return False
    if is_upper(first.text):
        return is_upper(line.text)
    return is_cut or (len(above.text) >= LONG_HEADING and starts_inside_sentence(line.text))


def _was_full(above: Line, line: Line, width: int) -> bool:
    """The next word would hardly have fitted on the line above: its end is no choice of the writer."""
    return len(above.text) + 1 + len(line.text.split()[0]) > FULL_LINE * width


def _doubts_of(line: Line, above: Line | None, label: Label | None, width: int) -> list[Doubt]:
    if len(line.text) <= 3 and line.text.isdecimal():
        return [Doubt(line.number, line.text, PAGE_NUMBER)]
    if label is None and len(line.columns) > 1:
        return [Doubt(line.number, line.text, NOT_A_TABLE)]
    may_go_on = label is None or (label.mark is Mark.DASH and above is not None and not ends_sentence(above.text))
    if above and width and may_go_on and not line.after_gap and _was_full(above, line, width):
        return [Doubt(line.number, line.text, MAYBE_ONE)]
    return []
