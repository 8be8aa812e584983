"""Ô 7 and 9b: the signatures and Nơi nhận."""

from collections.abc import Sequence
from dataclasses import replace

from thiduakt.documents.kinds import Frame
from thiduakt.documents.paper import Paper, Signature
from thiduakt.documents.rendering.measure import balanced_lines
from thiduakt.documents.richtext import Run
from thiduakt.documents.wording import closed

from .frame import TEXT_WIDTH
from .tables import cell, row, table
from .text import CENTRED, Shape, paragraph, text_lines
from .xml import Element, twips

# Points.
LINE_HEIGHT = 14 * CENTRED.line
SIGNING_SPACE = 74  # 26 mm between title and name
ABOVE_FIRST, ABOVE_NEXT = 14, 23


def closing(paper: Paper) -> Element:
    """A table of one row: every program keeps together a row that may not be split, and few keep several rows together.

    Nơi nhận takes the left side where nobody signs there; minutes have it below the signatures.
    """
    signed_left = any(signatures.left for signatures in paper.signatures)
    left_width = TEXT_WIDTH * (0.5 if signed_left else 0.45)
    right_width = TEXT_WIDTH - left_width
    left: list[Element] = []
    right: list[Element] = []
    above = ABOVE_FIRST
    for signatures in paper.signatures:
        titles = [_title(signatures.left, left_width), _title(signatures.right, right_width)]
        names = [_name(signatures.left), _name(signatures.right)]
        heights = max(map(_lines, titles)), max(map(_lines, names))
        left += _signer(titles[0], names[0], heights, above)
        right += _signer(titles[1], names[1], heights, above)
        above = ABOVE_NEXT
    if paper.recipients and (paper.kind.frame is Frame.MINUTES or signed_left):
        left += _recipients(paper, above)
    elif paper.recipients:
        left = _recipients(paper, ABOVE_FIRST)
    widths = [twips(left_width), twips(right_width)]
    return table(widths, [row([cell(widths[0], left), cell(widths[1], right)])])


def _signer(title: list[Run], name: list[Run], heights: tuple[int, int], above: float) -> list[Element]:
    """Title, room to sign, name; the heights in lines keep it level with the signer on the other side."""
    missing = [height - _lines(runs) for height, runs in zip(heights, (title, name), strict=True)]
    return [
        paragraph(title, replace(CENTRED, before=above, after=missing[0] * LINE_HEIGHT + SIGNING_SPACE)),
        paragraph(name, replace(CENTRED, after=missing[1] * LINE_HEIGHT)),
    ]


def _title(signature: Signature | None, width: float) -> list[Run]:
    if signature is None:
        return []
    capacity = [part for line in signature.capacity for part in balanced_lines(line.upper(), width - 4)]
    note = [Run(f"\n{signature.note}", italic=True)] if signature.note else []
    return [*text_lines(capacity, bold=True), *note]


def _name(signature: Signature | None) -> list[Run]:
    return text_lines([line for line in (signature.post, signature.name) if line], bold=True) if signature else []


def _lines(runs: Sequence[Run]) -> int:
    """An empty paragraph, too, is one line high."""
    return 1 + sum(run.text.count("\n") for run in runs)


def _recipients(paper: Paper, above: float) -> list[Element]:
    return [
        paragraph([Run("Nơi nhận:", bold=True, italic=True)], Shape(before=above, line=1.2), 12),
        *(paragraph([Run(f"- {recipient}")], Shape(line=1.2), 11) for recipient in closed(paper.recipients)),
    ]
