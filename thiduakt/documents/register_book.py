"""Sổ đăng ký văn bản đi as a book to print and bind: NĐ 30/2020/NĐ-CP, Điều 16 và Phụ lục IV.

The last line of the book repeats the head of the audit chain: a bound book is an anchor that no program can change.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from thiduakt.audit.models import AuditHead
from thiduakt.school.models import Letterhead, User

from .kinds import series_name
from .queries import COLUMNS, RegisterLine, register_entries, register_line
from .rendering.sandbox import render
from .wording import official_number

VOLUME_LINES = 300  # as thick as is well bound, and printed within the time one paper is given


def book_pdf(user: User, year: int, series: str = "", volume: int = 1, *, at: datetime) -> bytes:
    """One volume of a year, or of one series of it. ValidationError where the school has no letterhead so early."""
    today = timezone.localdate(at)
    entries = register_entries(user, year, series)[(volume - 1) * VOLUME_LINES : volume * VOLUME_LINES]
    lines = [register_line(entry) for entry in entries]
    letterhead = Letterhead.objects.on(user.school_id, min(today, date(year, 12, 31)))
    context = {
        "letterhead": letterhead,
        "year": year,
        "volume": volume,
        "series": series_name(series) if series else "",
        "columns": COLUMNS,
        "rows": [_cells(line) for line in lines],
        "count": len(lines),
        "head": AuditHead.objects.filter(school_id=user.school_id).first(),
        "printed_at": timezone.localtime(at),
        **_span(lines),
    }
    return render(render_to_string("documents/screens/register_book.html", context))


def volumes(papers: int) -> range:
    """The numbers of the volumes that `papers` lines fill; an empty register has one to begin with."""
    return range(1, max(1, -(-papers // VOLUME_LINES)) + 1)


def _cells(line: RegisterLine) -> list[str]:
    return [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell or "") for cell in line.columns]


def _span(lines: Sequence[RegisterLine]) -> dict[str, Any]:
    """The days of the cover, and the numbers where the book holds one series only."""
    if not lines:
        return {}
    numbers = [line.entry.document.number or 0 for line in lines]
    is_one_series = len({line.entry.document.series for line in lines}) == 1
    return {
        "first_day": lines[0].issued_on,
        "last_day": lines[-1].issued_on,
        "first_number": official_number(min(numbers)) if is_one_series else "",
        "last_number": official_number(max(numbers)) if is_one_series else "",
    }
