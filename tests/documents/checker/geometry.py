"""B. Page geometry: points 9 to 15."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from . import law
from .anatomy import Anatomy, Paragraph
from .fault import Finding, Points
from .pages import MM, clashes


def ink_in_margins(paper: Anatomy) -> Iterator[Finding]:
    """B9. A draft's mark crosses the margins by intention, so drafts are not measured."""
    if paper.expects.is_draft:
        return
    for pages in paper.parts:
        for page in pages:
            box = paper.document.ink_box(page.number, below=0 if page is pages[0] else 18.0)
            if box is None:
                yield page.number, "trang trắng"
                continue
            left, top, right, bottom = box
            margins = {"left": left, "top": top, "right": page.width - right, "bottom": page.height - bottom}
            for side, measured in margins.items():
                least = law.MARGINS[side][0]
                if measured < least - 0.5:
                    yield page.number, f"lề {side} {measured:.1f} mm, ít nhất {least:.0f} mm"


def margins_in_range(paper: Anatomy) -> Iterator[Finding]:
    """B10."""
    full = [line for paragraph in paper.paragraphs for line in paragraph.lines[:-1]]
    continued = [line for paragraph in paper.paragraphs for line in paragraph.lines[1:]]
    edges = {"left": [line.x0 for line in continued], "right": [law.A4[0] - line.x1 for line in full]}
    for side, values in edges.items():
        if values:
            edge = Counter(round(value * 2) / 2 for value in values).most_common(1)[0][0]
            least, most = law.MARGINS[side]
            if not least - 0.5 <= edge <= most + 0.5:
                yield 0, f"lề {side} thường là {edge:.1f} mm, phải trong {least:.0f}-{most:.0f} mm"


def _indented(paper: Anatomy) -> list[Paragraph]:
    return [paragraph for paragraph in paper.paragraphs if not paper.is_centred(paragraph.lines[0])]


def one_indent(paper: Anatomy) -> Iterator[Finding]:
    """B11."""
    used = set()
    for paragraph in _indented(paper):
        near = [indent for indent in law.INDENTS if abs(paragraph.indent - indent) <= 0.35]
        if near:
            used.add(near[0])
        else:
            yield paragraph.page, f"lùi đầu dòng {paragraph.indent:.1f} mm: {paragraph.text[:40]!r}"
    if len(used) > 1:
        yield 0, f"lùi đầu dòng lẫn lộn {sorted(used)} mm"


def line_spacing(paper: Anatomy) -> Iterator[Finding]:
    """B12. A line of the title's size within the text counts with its own size."""
    least, most = law.LINE_SPACING
    for paragraph in paper.paragraphs:
        for above, line in pairwise(paragraph.lines):
            if above.page == line.page:
                distance = (line.baseline - above.baseline) / MM
                if not least * line.size - 0.3 <= distance <= most * line.size + 0.3:
                    yield line.page, f"cách dòng {distance:.1f} pt ở {line.text[:40]!r}"
    for above, paragraph in pairwise(paper.paragraphs):
        last, first = above.lines[-1], paragraph.lines[0]
        if last.page == first.page:
            distance = (first.baseline - last.baseline) / MM
            if distance < least * min(first.size, last.size) + law.PARAGRAPH_GAP - 0.4:
                yield first.page, f"cách đoạn {distance:.1f} pt ở {first.text[:40]!r}"


def justified(paper: Anatomy) -> Iterator[Finding]:
    """B13."""
    for paragraph in _indented(paper):
        for line in paragraph.lines[:-1]:
            if abs(line.x1 - paper.right) > 0.6:
                yield line.page, f"dòng không đều lề phải ({paper.right - line.x1:.1f} mm): {line.text[:40]!r}"


def nothing_overlaps(paper: Anatomy) -> Iterator[Finding]:
    """B14."""
    for page in paper.document.pages:
        for line, other in clashes(page.all_lines):
            yield page.number, f"chữ đè lên nhau: {line.text[:30]!r} và {other.text[:30]!r}"
        for line in page.all_lines:
            if line.x0 < 0 or line.x1 > page.width or line.top < 0 or line.bottom > page.height:
                yield page.number, f"chữ ra ngoài trang: {line.text[:40]!r}"
        for grid in page.grids:
            if grid.x0 < law.MARGINS["left"][0] - 0.5 or grid.x1 > page.width - law.MARGINS["right"][0] + 0.5:
                yield page.number, f"bảng ra ngoài lề: {grid.x0:.1f}-{grid.x1:.1f} mm"


def signing_together(paper: Anatomy) -> Iterator[Finding]:
    """B15."""
    pages = {line.page for line in paper.signing}
    if len(pages) > 1:
        yield max(pages), "khối chữ ký bị chia sang hai trang"
    for page in pages:
        body = sum(line.page == page for line in paper.body) + sum(
            len(grid.rows) for grid in paper.grids(0) if grid.page == page
        )
        if page > 1 and body < 2:
            yield page, f"khối chữ ký chỉ có {body} dòng nội dung cùng trang"


POINTS: Points = (
    ("B9", ink_in_margins),
    ("B10", margins_in_range),
    ("B11", one_indent),
    ("B12", line_spacing),
    ("B13", justified),
    ("B14", nothing_overlaps),
    ("B15", signing_together),
)
