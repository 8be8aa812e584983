"""A draft as the lines of words that can be found in it again: in the editor, and by whoever points at one."""

from collections.abc import Iterator

from .models import Document
from .richtext import Grid, Paragraph, blocks


def typed_lines(document: Document) -> Iterator[tuple[str, str]]:
    """(field, words) in the order of the paper, as they are typed: without the labels that are drawn."""
    yield from (("subject", line) for line in document.subject.splitlines())
    for field in ("addressees", "bases"):
        yield from ((field, line) for line in getattr(document, field))
    for block in blocks(document.body):
        for paragraph in _paragraphs(block):
            yield from (("body", line.strip()) for line in paragraph.words.split("\n"))
    yield from (("recipients", line) for line in document.recipients)


def _paragraphs(block: Paragraph | Grid) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
    else:
        yield from (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)
