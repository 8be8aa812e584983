"""The landscape appendices of a paper without the paper itself: to be looked at, or laid beside one that is issued."""

import io

import pikepdf

from thiduakt.documents.paper import Paper

from .html import paper_html
from .sandbox import render


def landscape_pdf(paper: Paper) -> bytes:
    """The pages that lie across; those of the paper itself stand upright."""
    printed = io.BytesIO()
    with pikepdf.open(io.BytesIO(render(paper_html(paper)))) as pdf:
        for place in reversed(range(len(pdf.pages))):
            _, _, width, height = pdf.pages[place].mediabox
            if width < height:
                del pdf.pages[place]
        pdf.save(printed, deterministic_id=True)
    return printed.getvalue()
