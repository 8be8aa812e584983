"""Sheets as schools have them: opened safely, their head found, their rows read as plain cells."""

from .heads import Head, find_head, fingerprint, fits, head_at, suggest
from .labels import head_key
from .reading import MAX_COLUMNS, MAX_ROWS, Sheet, WorkbookError, rows, top_rows, widened
from .spreading import Spread, spread_of, spread_out

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Head",
    "Sheet",
    "Spread",
    "WorkbookError",
    "find_head",
    "fingerprint",
    "fits",
    "head_at",
    "head_key",
    "rows",
    "spread_of",
    "spread_out",
    "suggest",
    "top_rows",
    "widened",
]
