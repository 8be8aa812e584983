"""QR codes as drawing operators of a PDF page."""

import segno

from .fitting import MM_PER_POINT
from .places import HEIGHT

QUIET = 4  # modules that stay white around


def code_operators(address: str, x: float, y: float, width: float) -> bytes:
    """A square of `width` mm at (`x`, `y`) from the top left corner. The mask is given, for to try all eight takes long."""
    rows = segno.make(address, error="m", mask=3, boost_error=False).matrix
    side = width / MM_PER_POINT / len(rows)
    left, top = x / MM_PER_POINT, (HEIGHT - y) / MM_PER_POINT
    runs = [
        f"{left + begin * side:.3f} {top - (line + 1) * side:.3f} {length * side:.3f} {side:.3f} re"
        for line, row in enumerate(rows)
        for begin, length in _runs(row)
    ]
    return "\n".join(["q 0 g", *runs, "f Q"]).encode()


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """(where it begins, how long it is) of each dark stretch."""
    found, begin = [], -1
    for place, is_dark in enumerate((*row, 0)):
        if is_dark and begin < 0:
            begin = place
        elif not is_dark and begin >= 0:
            found.append((begin, place - begin))
            begin = -1
    return found
