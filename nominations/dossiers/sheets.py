"""Kept files as pages of a PDF, and names that no other system spoils: for whatever is bound or packed."""

import io
import re

import pikepdf
from PIL import Image

from thiduakt.files.models import PICTURES
from thiduakt.files.uploads import PDF_TYPE
from thiduakt.vietnamese import fold

A4 = (595.28, 841.89)  # points
MARGIN = 42
LONGEST_NAME = 60


def as_pages(content_type: str, content: bytes) -> bytes | None:
    """None: what is no PDF and no picture cannot be bound."""
    if content_type == PDF_TYPE:
        return content
    return _picture_page(content) if content_type in PICTURES else None


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    pdf.close()
    return made.getvalue()


def ascii_name(text: str) -> str:
    """In small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST_NAME] or "tep"


def ascii_file(name: str) -> str:
    """`giay-khen.pdf` of “Giấy khen.PDF”."""
    bare, _, ending = name.rpartition(".")
    return f"{ascii_name(bare)}.{ascii_name(ending)}"


def _picture_page(content: bytes) -> bytes:
    """The picture in the middle of an A4 sheet, as large as fits."""
    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
        drawn = io.BytesIO()
        _on_white(image).save(drawn, "JPEG", quality=88)
    scale = min((A4[0] - 2 * MARGIN) / width, (A4[1] - 2 * MARGIN) / height, 1)
    across, up = width * scale, height * scale
    made = pikepdf.new()
    page = made.add_blank_page(page_size=A4)
    picture = pikepdf.Stream(made, drawn.getvalue(), Filter=pikepdf.Name.DCTDecode)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = width, height, 8
    picture.ColorSpace = pikepdf.Name.DeviceRGB
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
    left, bottom = (A4[0] - across) / 2, (A4[1] - up) / 2
    drawing = f"q {across:.2f} 0 0 {up:.2f} {left:.2f} {bottom:.2f} cm /Picture Do Q"
    page.Contents = made.make_stream(drawing.encode())
    return saved(made)


def _on_white(image: Image.Image) -> Image.Image:
    """A JPEG knows nothing of what is see-through."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB")
