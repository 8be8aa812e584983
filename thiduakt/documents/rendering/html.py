"""A `Paper` or a `Certificate` as the HTML that WeasyPrint prints. Rich text is printed as it is: clean it before."""

from itertools import accumulate
from typing import Any

from django.template.loader import render_to_string

from thiduakt.documents.kinds import Frame
from thiduakt.documents.labelling import labelled
from thiduakt.documents.paper import Appendix, Certificate, Paper, Signature, Table
from thiduakt.documents.wording import (
    MOTTO,
    STATE_NAME,
    appendix_name,
    attachment_line,
    closed,
    number_line,
    official_number,
    place_line,
)
from thiduakt.vietnamese import official_date

from .assets import assets
from .measure import balanced_lines, text_width

# Millimetres; titles keep clear of the margins.
TEXT_WIDTH = 165
LANDSCAPE_WIDTH = 252
TITLE_SHARE = 0.85
ISSUING_WIDTH = 0.425 * TEXT_WIDTH
CERTIFICATE_WIDTH = 225
CERTIFICATE_NAMES = (("large", 34), ("medium", 29), ("small", 24))
CERTIFICATE_ACHIEVEMENTS = (("", 18, 2), ("long", 15, 3), ("longest", 12, 9))  # points, and how many lines there is room for


def paper_html(paper: Paper) -> str:
    context = {
        "paper": paper,
        "body": labelled(paper.body),
        "title": " ".join(paper.subject.split()),
        "state_name": STATE_NAME,
        "motto": MOTTO,
        "number": number_line(paper),
        "place": place_line(paper),
        "parent_lines": [part for line in paper.parent_lines for part in balanced_lines(line, ISSUING_WIDTH, 12, "Regular")],
        "issuer_lines": [part for line in paper.issuer_lines for part in balanced_lines(line, ISSUING_WIDTH, 12)],
        "authority_lines": balanced_lines(paper.authority, TEXT_WIDTH * TITLE_SHARE),
        "subject_lines": _subject_lines(paper),
        "addressees": closed(paper.addressees),
        "recipients": closed(paper.recipients),
        "appendices": [_appendix(paper, position, appendix) for position, appendix in enumerate(paper.appendices, 1)],
        **_signatures(paper),
    }
    return render_to_string(f"documents/{paper.kind.frame}.html", context)


def certificate_html(certificate: Certificate) -> str:
    name_size = _certificate_name_size(certificate.recipient)
    points = dict(CERTIFICATE_NAMES)[name_size]
    achievement_size, achievement_lines = _certificate_achievement(certificate.achievement)
    return render_to_string(
        "documents/certificate.html",
        {
            "certificate": certificate,
            "state_name": STATE_NAME,
            "motto": MOTTO,
            "emblem": "emblem" in assets(),
            "name_size": name_size,
            "name_lines": balanced_lines(certificate.recipient, CERTIFICATE_WIDTH, points, "Bold"),
            "description_lines": balanced_lines(certificate.description, CERTIFICATE_WIDTH, 17, "Regular"),
            "achievement_size": achievement_size,
            "achievement_lines": achievement_lines,
            "decided": official_date(certificate.decided),
            "roll_number": official_number(certificate.roll_number),
        },
    )


def _subject_lines(paper: Paper) -> list[str]:
    if paper.kind.frame is Frame.LETTER:
        return balanced_lines(f"V/v {paper.subject}", ISSUING_WIDTH - 4, 12, "Regular")
    return balanced_lines(paper.subject, TEXT_WIDTH * TITLE_SHARE)


def _appendix(paper: Paper, position: int, appendix: Appendix) -> dict[str, Any]:
    orientation = "landscape" if appendix.landscape else "portrait"
    width = LANDSCAPE_WIDTH if appendix.landscape else TEXT_WIDTH
    return {
        "page": f"{'odd' if position % 2 else 'even'}-{orientation}",
        "name": appendix_name(position, len(paper.appendices)),
        "title_lines": balanced_lines(appendix.title.upper(), width * TITLE_SHARE),
        "attachment_lines": _attachment_lines(paper, width),
        "body": labelled(appendix.body),
        "table": _table(appendix.table) if appendix.table else None,
        "charts": appendix.charts,
        "closing": appendix.closing,
    }


def _attachment_lines(paper: Paper, width: float) -> list[str]:
    """One line where it fits, else broken before the issuer's name and nowhere within number and date."""
    line = attachment_line(paper)
    if text_width(line, 14, "Italic") > width:
        line = line.replace(f" của {paper.issuer_name}", f"\ncủa {paper.issuer_name}")
    return balanced_lines(line, width, 14, "Italic")


def _table(table: Table) -> dict[str, Any]:
    whole = sum(column.width for column in table.columns)
    ends = [round(end / whole * 100) for end in accumulate(column.width for column in table.columns)]
    aligns = [column.align for column in table.columns]
    return {
        "columns": [
            {"title": column.title, "percent": end - start}  # whole numbers that make up 100 together
            for column, start, end in zip(table.columns, [0, *ends], ends, strict=False)
        ],
        "rows": [list(zip(row, aligns, strict=True)) for row in table.rows],
    }


def _signatures(paper: Paper) -> dict[str, Any]:
    """Nơi nhận takes the left of the first row where nobody signs there; minutes have it below the signatures."""
    signed_left = any(row.left for row in paper.signatures)
    left, right = (0.5, 0.5) if signed_left else (0.45, 0.55)
    return {
        "columns": "halves" if signed_left else "recipients-and-signer",
        "signatures": [
            {"left": _signature(row.left, left * TEXT_WIDTH), "right": _signature(row.right, right * TEXT_WIDTH)}
            for row in paper.signatures
        ],
        "recipients_below": paper.kind.frame is Frame.MINUTES or signed_left,
    }


def _signature(signature: Signature | None, width: float) -> dict[str, Any] | None:
    if signature is None:
        return None
    capacity = [part for line in signature.capacity for part in balanced_lines(line.upper(), width - 4)]
    return {"capacity": capacity, "note": signature.note, "post": signature.post, "name": signature.name}


def _certificate_name_size(name: str) -> str:
    fitting = (size for size, points in CERTIFICATE_NAMES if text_width(name, points, "Bold") <= CERTIFICATE_WIDTH)
    return next(fitting, CERTIFICATE_NAMES[-1][0])


def _certificate_achievement(text: str) -> tuple[str, list[str]]:
    """What is rewarded may be a name of five hundred letters: the longer, the smaller."""
    sizes = (
        (size, balanced_lines(text, CERTIFICATE_WIDTH, points, "Regular"), most)
        for size, points, most in CERTIFICATE_ACHIEVEMENTS
    )
    return next((size, lines) for size, lines, most in sizes if len(lines) <= most)
