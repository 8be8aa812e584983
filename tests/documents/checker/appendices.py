"""D. Page numbers, appendices and tables: points 35 to 37."""

import re
from collections.abc import Iterator

from . import law
from .anatomy import Anatomy, joined
from .components import style_faults
from .expectation import ExpectedAppendix, ExpectedTable, written_date
from .fault import Finding, Points
from .pages import Grid, Line, Page, squeeze

REFERENCE = re.compile(r"phụ lục|kèm theo|đính kèm", re.IGNORECASE)


def page_numbers(paper: Anatomy) -> Iterator[Finding]:
    """D35. Each part counts its own pages."""
    for pages in paper.parts:
        for count, page in enumerate(pages, 1):
            lines = page.margin_lines
            if count == 1:
                if lines:
                    yield page.number, f"trang đầu có chữ trong lề trên: {joined(lines)!r}"
            elif [line.text for line in lines] != [str(count)]:
                yield page.number, f"lề trên có {joined(lines)!r}, phải chỉ có số trang {count}"
            else:
                yield from style_faults(lines, "số trang", sizes=law.LARGE, bold=False)
                yield from _number_place(page, lines[0])
            if any(line.bottom > page.height - law.MARGINS["bottom"][0] + 0.7 for line in page.all_lines):
                yield page.number, "có chữ trong lề dưới"


def _number_place(page: Page, line: Line) -> Iterator[Finding]:
    middle = (law.MARGINS["left"][0] + page.width - law.MARGINS["right"][0]) / 2
    if abs(line.centre - middle) > 3:
        yield page.number, f"số trang lệch giữa {line.centre - middle:.1f} mm"
    if not 3 < line.top < line.bottom < law.MARGINS["top"][1]:
        yield page.number, "số trang không nằm trong lề trên"


def appendices(paper: Anatomy) -> Iterator[Finding]:
    """D36."""
    expected = paper.expects.appendices
    if len(paper.parts) - 1 != len(expected):
        yield 0, f"có {len(paper.parts) - 1} phụ lục mở đầu một trang, phải có {len(expected)}"
    for index, (pages, appendix) in enumerate(zip(paper.parts[1:], expected, strict=False)):
        label = f"Phụ lục {law.ROMAN[index]}" if len(expected) > 1 else "Phụ lục"
        yield from _appendix_head(paper, pages[0], appendix, label)
    body = " ".join(paragraph.text for paragraph in paper.content)
    if expected and not REFERENCE.search(body):
        yield 1, "nội dung không nhắc đến phụ lục"


def _appendix_head(paper: Anatomy, page: Page, appendix: ExpectedAppendix, label: str) -> Iterator[Finding]:
    lines = page.flow
    reference = next((i for i, line in enumerate(lines) if line.text.startswith("(Kèm theo")), None)
    if reference is None:
        yield page.number, "phụ lục không có dòng (Kèm theo …)"
        return
    head, titles = lines[0], lines[1:reference]
    if head.text != label:
        yield page.number, f"phụ lục mang tên {head.text!r}, phải là {label!r}"
    yield from style_faults([head], "Phụ lục", sizes=(law.APPENDIX_SIZE, law.APPENDIX_SIZE), bold=True)
    if squeeze(joined(titles)) != squeeze(appendix.title):
        yield page.number, f"tên phụ lục {joined(titles)!r}, phải là {appendix.title!r}"
    yield from style_faults(titles, "tên phụ lục", sizes=law.LARGE, bold=True)
    cited = _until_closed(lines[reference:])
    yield from style_faults(cited, "(Kèm theo …)", sizes=law.LARGE, bold=False, italic=True)
    yield from _citation(paper, squeeze(joined(cited)), page.number)
    middle = (paper.left + page.width - law.MARGINS["right"][0]) / 2
    if any(abs(line.centre - middle) > 3 for line in (head, *titles, *cited)):
        yield page.number, "đầu phụ lục không ở giữa"


def _until_closed(lines: list[Line]) -> list[Line]:
    for count, line in enumerate(lines, 1):
        if line.text.endswith(")"):
            return lines[:count]
    return lines[:1]


def _citation(paper: Anatomy, text: str, page: int) -> Iterator[Finding]:
    expects = paper.expects
    if expects.is_issued and expects.dated:
        number = f"số {expects.number_text} " if expects.numbered else ""
        day = written_date(expects.dated)  # also of minutes, which print no place and date at their head
        if f"{number}{day} của" not in text:
            yield page, f"{text!r} không dẫn đúng {number}{day}"
    if expects.issuer_name and not text.endswith(f"{expects.issuer_name})"):
        yield page, f"{text!r} không dẫn đúng {expects.issuer_name!r}"


def tables(paper: Anatomy) -> Iterator[Finding]:
    """D37."""
    yield from _tables(paper.grids(0), paper.expects.tables)
    for index, appendix in enumerate(paper.expects.appendices, 1):
        if index < len(paper.parts):
            yield from _tables(paper.grids(index), appendix.tables)


def _tables(grids: list[Grid], expected: tuple[ExpectedTable, ...]) -> Iterator[Finding]:
    left = list(grids)
    for table in expected:
        if not left:
            yield 0, f"thiếu bảng {table.rows} dòng"
            return
        pieces = [left.pop(0)]
        while left and left[0].page == pieces[-1].page + 1 and _data_rows(pieces, table) < table.rows:
            pieces.append(left.pop(0))
        yield from _table(pieces, table)
    if left:
        yield left[0].page, "có bảng thừa"


def _data_rows(pieces: list[Grid], table: ExpectedTable) -> int:
    return sum(len(piece.rows) - table.header_rows for piece in pieces)


def _table(pieces: list[Grid], table: ExpectedTable) -> Iterator[Finding]:
    header = pieces[0].rows[: table.header_rows]
    if table.titles and header != (table.titles,):
        yield pieces[0].page, f"tên cột {header!r}, phải là {table.titles!r}"
    for piece in pieces[1:]:
        if piece.rows[: table.header_rows] != header:
            yield piece.page, f"đầu bảng không lặp lại: {piece.rows[0]!r}"
    data = [row for piece in pieces for row in piece.rows if row not in header]
    if len(data) != table.rows:
        yield (
            pieces[0].page,
            f"bảng có {len(data)} dòng, phải có {table.rows}: thừa, thiếu, hoặc một dòng bị chia sang hai trang",
        )
    if header and header[0] and header[0][0] == "STT":
        numbers = [row[0] for row in data]
        if numbers != [str(n) for n in range(1, len(data) + 1)]:
            yield pieces[0].page, f"STT không liên tục: {numbers}"


POINTS: Points = (
    ("D35", page_numbers),
    ("D36", appendices),
    ("D37", tables),
)
