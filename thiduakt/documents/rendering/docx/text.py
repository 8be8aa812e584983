"""Paragraphs: how they stand on the page, how their words look, and the rules drawn under lines of text."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thiduakt.documents.rendering.measure import text_width
from thiduakt.documents.richtext import Run
from thiduakt.documents.wording import BLANK

from .package import FONT
from .xml import Element, W, twips, w

SINGLE = 1.149  # height of a single line of Times New Roman, times its size
INDENT = 12.7  # mm, of the first line
RULE_SHARE = 0.4  # of the text line above: the law wants a third to a half
STYLE_NAMES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "Bold Italic"}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: points above and below, millimetres at the sides, lines as multiples of the size as in CSS."""

    align: str = "left"  # left, center, right, both
    before: float = 0
    after: float = 0
    line: float = 1.25
    first_line: float = 0
    left: float = 0
    keep: bool = False  # on one page with what follows
    outline: int | None = None  # level in the table of contents, from 0


CENTRED = Shape(align="center")
BODY = Shape(align="both", before=6, first_line=INDENT)


def paragraph(runs: Iterable[Run], shape: Shape, size: float = 14) -> Element:
    properties = W.pPr()
    if shape.keep:
        properties.append(W.keepNext())
    properties.append(_spacing(shape))
    properties.append(W.ind(w(left=twips(shape.left), firstLine=twips(shape.first_line))))
    properties.append(W.jc(w(val=shape.align)))
    if shape.outline is not None:
        properties.append(W.outlineLvl(w(val=shape.outline)))
    printed = [_run(run, size) for run in runs if run.text]
    if not printed:
        properties.append(look(Run(), size))  # an empty line is as high as its paragraph mark
    return W.p(properties, *printed)


def text_lines(lines: Sequence[str], *, bold: bool = False, italic: bool = False) -> list[Run]:
    """One run; each line ends where it is told to."""
    return [Run("\n".join(lines), bold=bold, italic=italic)]


def rule_under(line: Run, size: float, available: float, share: float = RULE_SHARE, *, after: float = 0) -> Element:
    """A rule of `share` of the printed length of `line`, amid `available` mm: the border of an empty paragraph."""
    side = twips((available - share * text_width(line.text, size, STYLE_NAMES[line.bold, line.italic])) / 2)
    return W.p(
        W.pPr(
            W.pBdr(W.top(w(val="single", sz=6, space=0, color="000000"))),
            W.spacing(w(before=30, after=round(after * 20), line=40, lineRule="exact")),
            W.ind(w(left=side, right=side)),
        )
    )


def spacer(*, keep: bool = False) -> Element:
    """A paragraph of no height to speak of."""
    return W.p(W.pPr(*([W.keepNext()] if keep else []), W.spacing(w(line=20, lineRule="exact"))))


def look(run: Run, size: float) -> Element:
    """Fonts are named in every run as well, so that text pasted in beside it does not change the paper's look."""
    properties = W.rPr(W.rFonts(w(ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)))
    for wanted, names in ((run.bold, ("b", "bCs")), (run.italic, ("i", "iCs"))):
        properties.extend([W(name) for name in names if wanted])
    properties.extend([W.sz(w(val=round(size * 2))), W.szCs(w(val=round(size * 2)))])
    if run.underline:
        properties.append(W.u(w(val="single")))
    if run.sub or run.sup:
        properties.append(W.vertAlign(w(val="subscript" if run.sub else "superscript")))
    properties.append(W.lang(w(val="vi-VN", eastAsia="vi-VN")))
    return properties


def _spacing(shape: Shape) -> Element:
    line = round(shape.line / SINGLE * 240)
    return W.spacing(w(before=round(shape.before * 20), after=round(shape.after * 20), line=line, lineRule="auto"))


def _run(run: Run, size: float) -> Element:
    element = W.r(look(run, size))
    for position, line in enumerate(run.text.split("\n")):
        if position:
            element.append(W.br())
        text = W.t(_printable(line))
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        element.append(text)
    return element


def _printable(text: str) -> str:
    """NFC without the control characters that XML cannot hold; a place left blank keeps its no-break spaces."""
    kept = (character for character in text.replace("\t", " ") if character.isprintable() or character == BLANK)
    return unicodedata.normalize("NFC", "".join(kept))
