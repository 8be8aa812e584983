"""What a school looks at before it prints: a certificate of nobody, and a sheet with a grid to lay over a blank."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from thiduakt.documents.paper import Certificate, Signature
from thiduakt.documents.rendering.pages import page_images

from .fitting import MM_PER_POINT, Fitted
from .pen import Pen
from .places import CODE, HEIGHT, LABELS, WIDTH, Align, Place
from .sheets import Sheet, overprint_pdf, plain_pdf

GRID = 10  # mm
PREVIEW_WIDTH = 900  # pixels
LONGEST = "Công Tằng Tôn Nữ Thị Quỳnh Hương Giang"


def sample(**told: Any) -> Certificate:
    """Of nobody; `told` is what the school has chosen."""
    usual = Certificate(
        awarding_title="HIỆU TRƯỞNG TRƯỜNG …",
        verb="TẶNG",
        title="GIẤY KHEN",
        recipient=LONGEST,
        description="Giáo viên Tổ Mẫu giáo nhỡ",
        achievement="Đã có thành tích xuất sắc trong phong trào thi đua năm học 2025 - 2026",
        decision="00/QĐ-…",
        decided=date(2026, 5, 29),
        roll_number=1,
        place="Địa danh",
        signature=Signature(("HIỆU TRƯỞNG",), "Họ và tên người ký"),
        is_draft=True,
    )
    return replace(usual, **{name: value for name, value in told.items() if value})


def plain_picture(certificate: Certificate, *, emblem: bytes | None, address: str) -> bytes:
    """A PNG of the certificate on white paper."""
    pdf = plain_pdf([Sheet(certificate, address)], title=certificate.title, emblem=emblem)
    return page_images(pdf, PREVIEW_WIDTH)[0]


def blank_picture(certificate: Certificate, places: Mapping[str, Place], *, address: str) -> bytes:
    """A PNG of what would be printed on a blank, every box in outline."""
    pdf = overprint_pdf([Sheet(certificate, address)], places, title=certificate.title)
    return page_images(_laid_over(pdf, places), PREVIEW_WIDTH)[0]


def trial_pdf(places: Mapping[str, Place], *, name: str, shift: tuple[float, float]) -> bytes:
    """On plain paper: a grid in millimetres from the corner of the sheet, and each box with its name."""
    pen = Pen(f"Tờ in thử: {name}", shift)
    with pen.page():
        _draw_grid(pen)
        _draw_boxes(pen, places, with_names=True)
    return pen.finish()


def _laid_over(pdf: bytes, places: Mapping[str, Place]) -> bytes:
    """The outlines of the boxes over what is printed."""
    pen = Pen("")
    with pen.page():
        _draw_boxes(pen, places, with_names=False)
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as page, pikepdf.open(io.BytesIO(pen.finish())) as boxes:
        page.pages[0].add_overlay(boxes.pages[0], pikepdf.Rectangle(page.pages[0].mediabox))
        page.save(result)
    return result.getvalue()


def _draw_grid(pen: Pen) -> None:
    canvas: Canvas = pen.canvas
    canvas.setStrokeGray(0.75)
    for mm in range(0, WIDTH + 1, GRID):
        canvas.setLineWidth(0.6 if mm % (GRID * 5) == 0 else 0.2)
        canvas.line(mm / MM_PER_POINT, 0, mm / MM_PER_POINT, HEIGHT / MM_PER_POINT)
        _label(pen, mm + 0.5, 1, str(mm))
    for mm in range(0, HEIGHT + 1, GRID):
        y = (HEIGHT - mm) / MM_PER_POINT
        canvas.setLineWidth(0.6 if mm % (GRID * 5) == 0 else 0.2)
        canvas.line(0, y, WIDTH / MM_PER_POINT, y)
        _label(pen, 1, mm + 0.3, str(mm))


def _draw_boxes(pen: Pen, places: Mapping[str, Place], *, with_names: bool) -> None:
    canvas: Canvas = pen.canvas
    canvas.setStrokeColorRGB(0.05, 0.35, 0.6)
    canvas.setLineWidth(0.5)
    for name, place in places.items():
        height = place.width if name == CODE else place.size * 1.2 * MM_PER_POINT
        left, bottom = place.x / MM_PER_POINT, (HEIGHT - place.y - height) / MM_PER_POINT
        canvas.rect(left, bottom, place.width / MM_PER_POINT, height / MM_PER_POINT)
        if with_names:
            _label(pen, place.x + 1, place.y + 0.5, f"{LABELS[name]} ({place.x:g}; {place.y:g})")


def _label(pen: Pen, x: float, y: float, text: str) -> None:
    pen.write(Fitted(7, (text,)), Place(x, y, 100, 7, "Regular", Align.LEFT))
