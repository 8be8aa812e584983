"""The fixed parts around the text: NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II, ô 1-6 and 9a."""

from dataclasses import replace

from thiduakt.documents.kinds import Frame
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.measure import balanced_lines, text_width
from thiduakt.documents.richtext import Run
from thiduakt.documents.wording import MOTTO, STATE_NAME, closed, number_line, place_line

from .tables import cell, row, table
from .text import BODY, CENTRED, Shape, paragraph, rule_under, text_lines
from .xml import Element, twips

TEXT_WIDTH = 165  # mm
TITLE_WIDTH = 0.85 * TEXT_WIDTH
ISSUING_WIDTH, STATE_WIDTH = 0.425 * TEXT_WIDTH, 0.575 * TEXT_WIDTH
HEAD = replace(CENTRED, line=1.2)


def header(paper: Paper) -> Element:
    """Ô 1-4, and ô 5b of a letter: two columns without borders."""
    parents = [part for line in paper.parent_lines for part in balanced_lines(line, ISSUING_WIDTH, 12, "Regular")]
    issuers = [part for line in paper.issuer_lines for part in balanced_lines(line, ISSUING_WIDTH, 12)]
    issuing = [
        paragraph([*text_lines(parents), Run("\n" if parents else ""), *text_lines(issuers, bold=True)], HEAD, 12),
        *(rule_under(Run(line, bold=True), 12, ISSUING_WIDTH) for line in issuers[-1:]),
    ]
    state = [
        paragraph([Run(STATE_NAME, bold=True)], HEAD, 12),
        paragraph([Run(MOTTO, bold=True)], HEAD, 13),
        rule_under(Run(MOTTO, bold=True), 13, STATE_WIDTH, share=1),
    ]
    below = replace(HEAD, before=7)
    number = [paragraph([Run(number_line(paper))], below, 13)]
    place = [paragraph([Run(place_line(paper), italic=True)], below, 13)]
    pairs = [(issuing, state), (number, place)]
    if paper.kind.frame is Frame.LETTER:
        about = balanced_lines(f"V/v {paper.subject}", ISSUING_WIDTH - 4, 12, "Regular")
        pairs.append(([paragraph(text_lines(about), replace(HEAD, before=6), 12)], []))
    widths = [twips(ISSUING_WIDTH), twips(TEXT_WIDTH) - twips(ISSUING_WIDTH)]
    return table(widths, [row([cell(width, side) for width, side in zip(widths, pair, strict=True)]) for pair in pairs])


def opening(paper: Paper) -> list[Element]:
    """What stands between the header and the text, in the order of the paper's sample."""
    if paper.kind.frame is Frame.DECISION:
        return [*_title(paper), _authority(paper), *_bases(paper), _resolved()]
    if paper.kind.frame is Frame.MINUTES:
        return [*_title(paper), *_bases(paper)]
    if paper.kind.frame is Frame.LETTER:
        return [*_addressees(paper), *_bases(paper)]
    return [*_title(paper), *_addressees(paper), *_bases(paper)]


def _title(paper: Paper) -> list[Element]:
    """Ô 5a."""
    subject = balanced_lines(paper.subject, TITLE_WIDTH)
    return [
        paragraph(text_lines([paper.printed_name, *subject], bold=True), replace(CENTRED, before=16)),
        *(rule_under(Run(line, bold=True), 14, TEXT_WIDTH, after=12) for line in subject[-1:]),
    ]


def _authority(paper: Paper) -> Element:
    lines = balanced_lines(paper.authority, TITLE_WIDTH)
    return paragraph(text_lines(lines, bold=True), replace(CENTRED, after=10))


def _resolved() -> Element:
    return paragraph([Run("QUYẾT ĐỊNH:", bold=True)], replace(CENTRED, before=12, after=6, keep=True))


def _bases(paper: Paper) -> list[Element]:
    return [paragraph([Run(basis, italic=True)], BODY) for basis in paper.bases]


def _addressees(paper: Paper) -> list[Element]:
    """Ô 9a: one in the line of Kính gửi; of several, each in a line of its own with its dash under the colon."""
    lines = [f"- {addressee}" for addressee in closed(paper.addressees)]
    if len(lines) < 2:
        words = [Run(f"Kính gửi: {addressee}") for addressee in closed(paper.addressees)]
        return [paragraph(words, replace(CENTRED, before=16, after=12))] if words else []
    colon = text_width("Kính gửi", 14)
    margin = max(TEXT_WIDTH - colon - max(text_width(line, 14) for line in lines), 0) / 2
    shape = Shape(left=margin + colon)
    return [
        paragraph([Run("Kính gửi:")], Shape(left=margin, before=16)),
        *(paragraph([Run(line)], shape) for line in lines[:-1]),
        paragraph([Run(lines[-1])], replace(shape, after=12)),
    ]
