"""Text on the pages of a PDF, measured in millimetres from the top left corner."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from thiduakt.documents.rendering.fonts import serif_faces

from .fitting import LEADING, MM_PER_POINT, Fitted, line_height
from .places import HEIGHT, WIDTH, Align, Place

ASCENT, DESCENT = 0.891, 0.216  # of Liberation Serif, in its size
DRAFT_SIZE = 60


class Pen:
    """Writes page after page; `(x, y)` in mm shifts all that it writes, for a printer that feeds its paper askew."""

    def __init__(self, title: str, shift: tuple[float, float] = (0, 0)):
        self.stream = io.BytesIO()
        size = (WIDTH / MM_PER_POINT, HEIGHT / MM_PER_POINT)
        first = _face("Regular")
        self.canvas = Canvas(self.stream, pagesize=size, initialFontName=first, pageCompression=0, invariant=1, lang="vi")
        self.canvas.setTitle(title)
        self.shift = shift

    @contextmanager
    def page(self) -> Iterator[None]:
        self.canvas.translate(self.shift[0] / MM_PER_POINT, -self.shift[1] / MM_PER_POINT)
        yield
        self.canvas.showPage()

    def write(self, fitted: Fitted, place: Place, y: float | None = None) -> float:
        """Where it ends, in mm from the top; it begins at the place's own top unless `y` is given."""
        top = place.y if y is None else y
        face, height = _face(place.style), line_height(fitted.size)
        baseline = top + ((LEADING - ASCENT - DESCENT) / 2 + ASCENT) * fitted.size * MM_PER_POINT
        self.canvas.setFillColorRGB(*place.colour)
        self.canvas.setFont(face, fitted.size)
        draw = self.canvas.drawCentredString if place.align == Align.CENTRE else self.canvas.drawString
        for line in fitted.lines:
            draw(place.text_x() / MM_PER_POINT, (HEIGHT - baseline) / MM_PER_POINT, line)
            baseline += height
        return top + fitted.height

    def picture(self, content: bytes, y: float, height: float) -> None:
        """In the middle of the sheet; one that is drawn on every page is stored once."""
        image = ImageReader(io.BytesIO(content))
        across, down = image.getSize()
        width = min(height * across / down, WIDTH / 3)
        x, points = (WIDTH - width) / 2, 1 / MM_PER_POINT
        box = (x * points, (HEIGHT - y - height) * points, width * points, height * points)
        self.canvas.drawImage(image, *box, mask="auto", preserveAspectRatio=True)

    def across(self, words: str) -> None:
        """Slanting over the whole sheet: nobody takes it for a certificate."""
        self.canvas.saveState()
        self.canvas.translate(WIDTH / 2 / MM_PER_POINT, HEIGHT / 2 / MM_PER_POINT)
        self.canvas.rotate(35)
        self.canvas.setFillGray(0.8)
        self.canvas.setFont(_face("Bold"), DRAFT_SIZE)
        self.canvas.drawCentredString(0, 0, words)
        self.canvas.restoreState()

    def finish(self) -> bytes:
        self.canvas.save()
        return self.stream.getvalue()


@cache
def _face(style: str) -> str:
    """Its name, once it is known to the library."""
    name = f"LiberationSerif-{style.replace(' ', '')}"
    registerFont(TTFont(name, serif_faces()[style], asciiReadable=0))
    return name
