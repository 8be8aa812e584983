"""The words of one paragraph of a Word file, with their looks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from thiduakt.documents.reading.decoding import printable
from thiduakt.documents.richtext import Run

from .findings import Findings
from .styles import Styles
from .xml import Element, W, inside

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

TYPED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
DRAWN = {W + "drawing", W + "pict", W + "object"}
SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
SYMBOLS = {"2d": "-", "b7": "•", "a7": "•", "a8": "☐", "6f": "☐", "fe": "☑", "e0": "→", "f0": "→"}


class Words:
    """Reads paragraphs one after another; the text boxes of the last one wait in `boxes`."""

    def __init__(self, styles: Styles, findings: Findings) -> None:
        self.styles = styles
        self.findings = findings
        self.boxes: list[Element] = []

    def of(self, paragraph: Element, style: str) -> list[Run]:
        """`style`: of the paragraph, by its name."""
        return [run for child in inside(paragraph) for run in self._runs(child, style)]

    def _runs(self, child: Element, style: str) -> Iterator[Run]:
        if child.tag == W + "r":
            yield from self._run(child, style)
        elif child.tag == MC + "AlternateContent":
            for run in chosen(child):
                yield from self._runs(run, style)
        elif child.tag in {MATH + "oMath", MATH + "oMathPara"}:
            words = "".join(text.text or "" for text in child.iter(MATH + "t"))
            self.findings.quote("formula", words)
            yield Run(printable(words))

    def _run(self, run: Element, style: str) -> Iterator[Run]:
        look = self.styles.look(run.find(W + "rPr"), style)
        text = self._text(run, look.font)
        if look.hidden:
            self.findings.quote("hidden", text)
        elif text:
            yield Run(
                text.upper() if look.capitals else text,
                bold=look.bold,
                italic=look.italic,
                underline=look.underline,
                sub=look.raised == "subscript",
                sup=look.raised == "superscript",
            )

    def _text(self, run: Element, typeface: str) -> str:
        text = ""
        for child in run:
            if child.tag == W + "t":
                text += self._typed(child.text or "", typeface)
            elif child.tag == W + "sym":
                text += self._symbol(child.get(W + "char", ""))
            elif child.tag in DRAWN or child.tag == MC + "AlternateContent":
                self._drawn(child)
            elif isinstance(child.tag, str) and child.tag.startswith(W):
                text += TYPED.get(child.tag.removeprefix(W), "")
        return text

    def _typed(self, text: str, typeface: str) -> str:
        if typeface.lower().startswith(SYMBOL_FONTS):
            return "".join(mark if mark.isspace() else self._symbol(f"{ord(mark):04x}") for mark in text)
        self.findings.note_font(typeface, text)
        return printable(text)

    def _symbol(self, code: str) -> str:
        """`code` in hexadecimal; what counts are its last two digits."""
        self.findings.counts["symbol"] += 1
        return SYMBOLS.get(code[-2:].lower(), "•")

    def _drawn(self, element: Element) -> None:
        """Text boxes give their words; the same box stands a second time in the fallback for old programs."""
        for drawing in chosen(element) if element.tag == MC + "AlternateContent" else [element]:
            boxes = [box for box in drawing.iter(W + "txbxContent") if not _within_fallback(box, drawing)]
            self.boxes += boxes
            if not boxes:
                self.findings.counts["picture"] += 1


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of one look put together, their blanks as typed: they may part columns. Nothing where nothing is printed."""
    found: list[Run] = []
    for run in runs:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found) if any(run.text.strip() for run in found) else ()


def without_bold(runs: Iterable[Run]) -> list[Run]:
    return [replace(run, bold=False) for run in runs]


def chosen(alternatives: Element) -> list[Element]:
    """Of one thing drawn in two ways, for new programs and for old, the first."""
    return list(next(iter(alternatives), ()))


def _within_fallback(box: Element, drawing: Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is drawing:
            return False
        if ancestor.tag in {MC + "Fallback", W + "txbxContent"}:
            return True
    return False
