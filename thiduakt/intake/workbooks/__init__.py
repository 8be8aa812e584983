"""Sheets as schools have them: opened safely, their head found, their rows read as plain cells."""

from .heads import Head, find_head, fingerprint, fits, head_at, head_key, suggest
from .reading import MAX_COLUMNS, MAX_ROWS, Sheet, WorkbookError, letter, rows, top_rows, widened

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Head",
    "Sheet",
    "WorkbookError",
    "find_head",
    "fingerprint",
    "fits",
    "head_at",
    "head_key",
    "letter",
    "rows",
    "suggest",
    "top_rows",
    "widened",
]
