"""Tables that only put the head or the end of a paper into columns: their lines stand in their place."""

import lxml.html

from .closing import RECIPIENTS
from .header import NATIONAL, NUMBER
from .lines import Line

MAX_COLUMNS = 3  # two, and sometimes an empty one between them


def without_frames(lines: list[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        found += line.inner if _is_frame(line, at_top=not found) else (line,)
    return found


def _is_frame(line: Line, *, at_top: bool) -> bool:
    """Quốc hiệu, or số ký hiệu at the very top, or Nơi nhận in the first cell of a row: no table of the text has these."""
    if not line.table:
        return False
    rows = lxml.html.fragment_fromstring(line.table).findall(".//tr")
    if max(map(len, rows), default=0) > MAX_COLUMNS:
        return False
    firsts = (row[0].text_content() for row in rows if len(row))
    is_head = any(NATIONAL.search(inner.raw) or (at_top and NUMBER.search(inner.raw)) for inner in line.inner)
    return is_head or any(RECIPIENTS.match(first) and len(first) > len("Nơi nhận:") for first in firsts)
