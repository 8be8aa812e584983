"""Reads a PDF into lines, rules and tables measured in mm from the top left corner of the sheet, sizes in points."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pdfplumber
import pypdfium2
from PIL import ImageOps

MM = 25.4 / 72
SAME_LINE = 0.25  # mm between two baselines that are one
INK_DPI = 100


def fold(text: str) -> str:
    """Capitals without diacritics and with single spaces: finds a part even where its spelling is at fault."""
    stripped = "".join(c for c in unicodedata.normalize("NFD", text.upper()) if not unicodedata.combining(c))
    return " ".join(stripped.replace("Đ", "D").split())


def squeeze(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    colour: tuple[float, ...]

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font or "Oblique" in self.font


@dataclass
class Line:
    """A run of glyphs on one baseline, without a column's gap inside."""

    glyphs: list[Glyph]
    page: int

    @cached_property
    def ink(self) -> list[Glyph]:
        return [glyph for glyph in self.glyphs if not glyph.blank]

    @cached_property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs).strip()

    @cached_property
    def size(self) -> float:
        """The size of most glyphs, so that an index or a note mark does not count."""
        return Counter(round(glyph.size, 2) for glyph in self.ink).most_common(1)[0][0]

    @cached_property
    def baseline(self) -> float:
        return next(glyph.baseline for glyph in self.ink if abs(glyph.size - self.size) < 0.02)

    @property
    def x0(self) -> float:
        return self.ink[0].x0

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.ink)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def top(self) -> float:
        """Upper edge of capitals without marks: 0.66 em in a Times-metric font."""
        return self.baseline - 0.66 * self.size * MM

    @property
    def bottom(self) -> float:
        return self.baseline + 0.2 * self.size * MM

    @property
    def bold(self) -> bool:
        return all(glyph.bold for glyph in self.ink)

    @property
    def italic(self) -> bool:
        return all(glyph.italic for glyph in self.ink)

    @property
    def upright(self) -> bool:
        return not any(glyph.italic for glyph in self.ink)

    @property
    def caps(self) -> bool:
        return self.text == self.text.upper() and any(c.isalpha() for c in self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn stroke, horizontal or vertical; `stroke` in points."""

    x0: float
    x1: float
    top: float
    bottom: float
    stroke: float
    colour: tuple[float, ...]

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def horizontal(self) -> bool:
        return self.width > self.bottom - self.top


@dataclass(frozen=True)
class Grid:
    """A ruled table on one page: the words of each cell, row by row."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Page:
    number: int  # in the file, from 1
    width: float
    height: float
    glyphs: list[Glyph]
    rotated: list[Glyph]
    rules: list[Rule]
    images: list[tuple[float, float, float, float]]
    frames: list[tuple[float, float, float, float]]  # drawn boxes around most of the sheet, as x0, top, x1, bottom
    grids: list[Grid] = field(default_factory=list)

    @cached_property
    def all_lines(self) -> list[Line]:
        return sorted((Line(run, self.number) for run in _runs(self.glyphs)), key=lambda line: (line.baseline, line.x0))

    @cached_property
    def lines(self) -> list[Line]:
        """The lines below the top margin: the page number is not among them."""
        return [line for line in self.all_lines if line.baseline > 20]

    @cached_property
    def margin_lines(self) -> list[Line]:
        return [line for line in self.all_lines if line.baseline <= 20]

    def in_table(self, line: Line) -> bool:
        return any(grid.top < line.baseline < grid.bottom + 0.5 and grid.x0 < line.centre < grid.x1 for grid in self.grids)

    @cached_property
    def flow(self) -> list[Line]:
        """The lines that are not in a table."""
        return [line for line in self.lines if not self.in_table(line)]


class Document:
    """What was read of one file; `pdf` stays at hand for what only the bytes tell."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            self.pages = [_page(page) for page in opened.pages]

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for page in self.pages for line in page.all_lines)

    def ink_box(self, page: int, *, below: float = 0.0) -> tuple[float, float, float, float] | None:
        """(left, top, right, bottom) in mm of everything that leaves ink on a page below a height."""
        opened = pypdfium2.PdfDocument(self.pdf)
        try:
            image = opened[page - 1].render(scale=INK_DPI / 72, grayscale=True).to_pil()
        finally:
            opened.close()
        scale = 25.4 / INK_DPI
        skip = round(below / scale)
        seen = ImageOps.invert(image.crop((0, skip, *image.size))).point(lambda value: 255 if value > 60 else 0).getbbox()
        if seen is None:
            return None
        return seen[0] * scale, (seen[1] + skip) * scale, seen[2] * scale, (seen[3] + skip) * scale


def _runs(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs in drawing order, cut where the pen jumps, then joined where a counter or a mark was drawn apart."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    runs = [run for run in runs if any(not glyph.blank for glyph in run)]
    runs.sort(key=lambda run: (round(run[0].baseline, 1), run[0].x0))
    joined: list[list[Glyph]] = []
    for run in runs:
        if joined and _continues(joined[-1][-1], run[0]):
            joined[-1].extend(run)
        else:
            joined.append(run)
    return iter(joined)


def _follows(last: Glyph, glyph: Glyph) -> bool:
    gap = glyph.x0 - last.x1
    raised = min(glyph.size, last.size) < 0.85 * max(glyph.size, last.size)
    if abs(glyph.baseline - last.baseline) > (0.5 * max(glyph.size, last.size) * MM if raised else SAME_LINE):
        return False
    return -1.0 < gap < (8.0 if last.blank or glyph.blank else 1.0)


def _continues(last: Glyph, glyph: Glyph) -> bool:
    gap = glyph.x0 - last.x1
    return abs(glyph.baseline - last.baseline) < SAME_LINE and -1.0 < gap < (3.0 if last.blank else 0.6)


def _page(page: pdfplumber.page.Page) -> Page:
    height = float(page.height)
    glyphs, rotated = [], []
    for char in page.chars:
        glyph = Glyph(
            text=char["text"],
            x0=char["x0"] * MM,
            x1=char["x1"] * MM,
            baseline=(height - char["matrix"][5]) * MM,
            size=char["size"],
            font=char["fontname"],
            colour=_colour(char["non_stroking_color"]),
        )
        (glyphs if char["upright"] and char["matrix"][1] == 0 else rotated).append(glyph)
    read = Page(
        number=page.page_number,
        width=float(page.width) * MM,
        height=height * MM,
        glyphs=glyphs,
        rotated=rotated,
        rules=[rule for shape in (*page.lines, *page.rects) if (rule := _rule(shape))],
        images=[_box(image) for image in page.images],
        frames=[_box(rect) for rect in page.rects if not rect["fill"] and rect["width"] > 0.7 * page.width],
    )
    if any(not rule.horizontal for rule in read.rules):
        read.grids = [_grid(table, read) for table in page.find_tables()]
    return read


def _box(shape: dict) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (shape[side] * MM for side in ("x0", "top", "x1", "bottom"))
    return x0, top, x1, bottom


def _rule(shape: dict) -> Rule | None:
    """A line, or a rectangle so thin that the eye takes it for one."""
    width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    is_line = shape["object_type"] == "line"
    if not is_line and min(width, height) > 2.5:
        return None
    return Rule(
        x0=shape["x0"] * MM,
        x1=shape["x1"] * MM,
        top=shape["top"] * MM,
        bottom=shape["bottom"] * MM,
        stroke=shape["linewidth"] if is_line else min(width, height),
        colour=_colour(shape["stroking_color"] if is_line else shape["non_stroking_color"]),
    )


def _grid(table: pdfplumber.table.Table, page: Page) -> Grid:
    x0, top, x1, bottom = (value * MM for value in table.bbox)
    rows = tuple(tuple(_cell_text(cell, page) for cell in row.cells if cell) for row in table.rows)
    return Grid(page=page.number, x0=x0, x1=x1, top=top, bottom=bottom, rows=rows)


def _cell_text(cell: tuple[float, float, float, float], page: Page) -> str:
    x0, top, x1, bottom = (value * MM for value in cell)
    inside = [
        line.text
        for line in page.all_lines
        if x0 - 0.3 < line.x0 and line.x1 < x1 + 0.3 and top < line.baseline < bottom + 0.5
    ]
    return re.sub(r"\s+", " ", " ".join(inside)).strip()


def clashes(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    """Pairs of lines whose boxes share more than 0.3 mm both ways. Lines come from the top down."""
    for index, line in enumerate(lines):
        for other in lines[index + 1 :]:
            if other.top > line.bottom and other.baseline > line.baseline + 12:
                break
            wide = min(line.x1, other.x1) - max(line.x0, other.x0)
            high = min(line.bottom, other.bottom) - max(line.top, other.top)
            if wide > 0.3 and high > 0.3:
                yield line, other


def _colour(value: object) -> tuple[float, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (float(value),)


def is_black(colour: tuple[float, ...]) -> bool:
    """Grey 0, RGB 0 0 0 or CMYK with full black."""
    return colour[3] == 1 if len(colour) == 4 else all(part == 0 for part in colour)


def is_red(colour: tuple[float, ...]) -> bool:
    return len(colour) == 3 and colour[0] > 0.6 and colour[1] < 0.25 and colour[2] < 0.25
