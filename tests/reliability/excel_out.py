"""Excel out (B12): random and hostile strings as rows, heads and titles of a list, read back: no formula, nothing changed.

    python -m tests.reliability.excel_out [--small]

Prints one JSON object. The twin writes the same strings with openpyxl alone, and must go red.
"""

import json
import os
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from openpyxl import Workbook, load_workbook  # noqa: E402

from thiduakt.excel import UNWRITABLE, Column, workbook  # noqa: E402

STRINGS = 10_000
COLUMNS = 10
HEAD_ROW = 4
LEADS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "'=", "=cmd|' /C calc'!A", "=HYPERLINK(", "＝", "")
NUMBERS = ("0012345", "1e5", "12/05/2022", "TRUE", "#N/A", "1,5", "007", "00:30", "1_000", "=")
LETTERS = "aăâđêôơưzẫộỷ ABĐ019=+-@|!'\"();,.<>&%$#{}[]\\/_~^`\t\n\r\u00a0\u200b\u2028\ufeff\ufffe\x00\x0b\x1f😀"
Writer = Callable[[str, Sequence[str], Iterable[Sequence[str]]], bytes]


def main() -> None:
    count = 500 if "--small" in sys.argv else STRINGS
    results = {"strings in sheets": held(ours, count), "strings in sheets, sabotaged": held(bare, count)}
    json.dump(results, sys.stdout)


def held(write: Writer, count: int) -> dict[str, Any]:
    """Each string in a cell, some of them as heads and titles too; what became of them."""
    strings = [*made(random.Random(2026), count)]  # noqa: S311
    rows = [strings[place : place + COLUMNS] for place in range(0, count, COLUMNS)]
    content = write(strings[0], rows[0], rows)
    sheet = load_workbook(BytesIO(content)).active
    formulas = sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    found = [cell.value for row in sheet.iter_rows(min_row=HEAD_ROW + 1, max_col=COLUMNS) for cell in row]
    changed = sum(one != (UNWRITABLE.sub("", told) or None) for one, told in zip(found, strings, strict=True))
    return {"green": formulas == 0 and changed == 0, "strings": count, "formulas": formulas, "changed": changed}


def made(chance: random.Random, count: int) -> Iterable[str]:
    for _ in range(count):
        tail = "".join(chance.choices(LETTERS, k=chance.randrange(30)))
        yield chance.choice(NUMBERS) if chance.random() < 0.1 else chance.choice(LEADS) + tail


def ours(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    return workbook(title, title, [Column(head) for head in heads], rows)


def bare(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """As openpyxl is mostly used: it takes a text that begins with = for a formula."""
    book = Workbook()
    for row in ([title], [title], [], heads, *rows):
        book.active.append([UNWRITABLE.sub("", text) for text in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


if __name__ == "__main__":
    main()
