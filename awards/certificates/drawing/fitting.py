"""How a text is set into the room it has: as large as it may be, on as few lines as will do. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from thiduakt.documents.rendering.measure import balanced_lines, text_width

LEADING = 1.2  # a line's height, in its size
MM_PER_POINT = 25.4 / 72
STEP = 0.5  # points
IN_TWO = 0.75  # of the largest size: two lines of a name weigh as much as one


@dataclass(frozen=True, slots=True)
class Fitted:
    size: float  # points
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Millimetres."""
        return len(self.lines) * line_height(self.size)


def line_height(size: float) -> float:
    return size * LEADING * MM_PER_POINT


@lru_cache(maxsize=4096)
def on_one_line(text: str, width: float, most: float, least: float, style: str) -> Fitted:
    """The largest size from `most` down to `least` in which `text` stays on one line of `width` mm; else two lines."""
    natural = text_width(text, most, style)
    size = most if natural <= width else int(most * width / natural / STEP) * STEP
    if size >= least:
        return Fitted(size, (text,))
    return in_lines(text, width, 2, max(least, most * IN_TWO), least, style)


@lru_cache(maxsize=4096)
def in_lines(text: str, width: float, count: int, most: float, least: float, style: str) -> Fitted:
    """The largest size in which `count` lines hold `text`; one too long even for the least size has more of them."""
    size = most
    while True:
        lines = tuple(balanced_lines(text, width, size, style))
        if len(lines) <= count or size <= least:
            return Fitted(size, lines)
        size = max(size - 1, least)


@lru_cache(maxsize=4096)
def in_height(text: str, width: float, height: float, most: float, least: float, style: str) -> Fitted:
    """The largest size in which `text` takes no more than `height` mm."""
    size = most
    while True:
        fitted = Fitted(size, tuple(balanced_lines(text, width, size, style)))
        if fitted.height <= height or size <= least:
            return fitted
        size = max(size - 1, least)
