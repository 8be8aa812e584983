"""Looks at a file of certificates as a person does: its words, where they stand, and what a phone reads off it."""

import io
from dataclasses import dataclass

import pdfplumber
import pypdfium2
import zxingcpp

MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    text: str
    x0: float
    x1: float
    top: float
    size: float


def lines_of(pdf: bytes, page: int = 0) -> dict[str, Line]:
    """By their text; places in mm from the top left corner."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        found = opened.pages[page].extract_text_lines()
    return {
        one["text"]: Line(one["text"], one["x0"] / MM, one["x1"] / MM, one["top"] / MM, one["chars"][0]["size"])
        for one in found
    }


def codes_of(pdf: bytes, dpi: int = 150) -> list[str]:
    """What is read off each page, as it comes out of a printer; an empty string where no code is found."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            seen = zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil())
            found.append(seen[0].text if seen else "")
    return found


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Of each page its width and height in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(page.get_width() / MM, page.get_height() / MM) for page in document]
