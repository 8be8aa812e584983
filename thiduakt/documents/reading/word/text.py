"""The text of a Word file in its order: a line of HTML for each paragraph and table, an empty one for an empty paragraph.

Numbers of lists are typed out, as on the printed page. A table stays a table with its merged cells.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from thiduakt.documents.reading.decoding import EMPTY, refuse_legacy
from thiduakt.documents.richtext import MAX_LENGTH, Run, clean, markup

from .file import Parts, open_parts
from .findings import Findings, count_changes, plain_words
from .numbering import Numbering
from .runs import MC, Words, chosen, merged
from .styles import Styles
from .tables import Row, rows_of, table_html
from .xml import Element, W, inside, value

NOTES = ("footnote", "endnote", "comment")


@dataclass(frozen=True, slots=True)
class WordText:
    html: str  # cleaned
    notes: tuple[str, ...]  # sentences about what was decided and what stays behind


def word_text(data: bytes) -> WordText:
    """Raises ValidationError with a sentence for the user where it is no .docx that can be read."""
    parts = open_parts(data)
    findings = Findings()
    body = parts.document.find(W + "body")
    count_changes(parts.document, findings)
    html = "\n".join(_limited(_Reader(parts, findings).read(body) if body is not None else ()))
    findings.refuse_legacy_fonts()
    refuse_legacy(html)
    html = clean(html)
    if not html:
        raise ValidationError(EMPTY)
    _note_other_parts(parts, findings)
    return WordText(html, tuple(findings.sentences()))


def _limited(blocks: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    """No more than is needed to see that it is too much."""
    length = 0
    for block in blocks:
        yield block
        length += len(block)
        if length > MAX_LENGTH:
            return


def _note_other_parts(parts: Parts, findings: Findings) -> None:
    for kind, root in parts.others:
        for note in root.iter(*(W + name for name in NOTES)) if kind not in {"header", "footer"} else [root]:
            findings.quote(kind, plain_words(note))


class _Reader:
    def __init__(self, parts: Parts, findings: Findings) -> None:
        self.findings = findings
        self.styles = Styles(parts.styles)
        self.numbering = Numbering(parts.numbering, self.styles)
        self.words = Words(self.styles, findings)
        self.carried: list[Run] = []  # of a paragraph whose end is deleted: it goes on in the next

    def read(self, body: Element) -> Iterator[str]:
        yield from self.blocks(body)
        if last := merged(self.carried):
            yield f"<p>{markup(last)}</p>"

    def blocks(self, parent: Iterable[Element]) -> Iterator[str]:
        for child in inside(parent):
            if child.tag == W + "p":
                yield from (f"<p>{markup(runs)}</p>" if runs else "" for runs in self._paragraphs(child))
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "altChunk":
                self.findings.counts["embedded"] += 1
            elif child.tag == MC + "AlternateContent":
                yield from self.blocks(chosen(child))

    def _paragraphs(self, paragraph: Element) -> Iterator[tuple[Run, ...]]:
        """The paragraph and what its text boxes hold; an empty one is ()."""
        properties = paragraph.find(W + "pPr")
        style = self.styles.of_paragraph(properties)
        runs = [*self.carried, *self.words.of(paragraph, style)]
        boxes, self.words.boxes = self.words.boxes, []
        self.carried = []
        mark = properties.find(W + "rPr") if properties is not None else None
        if value(mark, "del") is not None:
            self.carried = runs
        else:
            label = self.numbering.label(properties, style)
            words = merged(runs)
            yield merged([Run(f"{label} "), *words]) if label and words else words
        for box in boxes:
            held = [found for found in self._cell(box) if found]
            self.findings.quote("box", " ".join(run.text for found in held for run in found))
            yield from held

    def _table(self, table: Element) -> Iterator[str]:
        """One cell alone is a frame around paragraphs."""
        rows = list(rows_of(table))
        alone = rows[0].cells[0].element if len(rows) == 1 and len(rows[0].cells) == 1 else None
        if alone is not None:
            yield from self.blocks(alone)
            return
        yield table_html([self._filled(row) for row in rows])

    def _filled(self, row: Row) -> Row:
        for cell in row.cells:
            if cell.element is not None:
                cell.paragraphs = [runs for runs in self._cell(cell.element) if runs]
        return row

    def _cell(self, cell: Element) -> Iterator[tuple[Run, ...]]:
        for child in inside(cell):
            if child.tag == W + "p":
                yield from self._paragraphs(child)
            elif child.tag == W + "tbl":
                self.findings.counts["nested"] += 1
                for row in rows_of(child):
                    found = [runs for inner in row.cells if inner.element is not None for runs in self._cell(inner.element)]
                    yield merged(run for runs in found if runs for run in (*runs, Run("\t")))
