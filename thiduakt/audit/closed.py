"""Rows that nobody changes any more, as a room above this one tells: it leaves its question here when the site starts.

`workflow` asks it of a row as it stood before the act, `record` once more of what it is written about. The second time the
head of the log is held, for which whoever closes something has to wait as well: so the two never pass each other unseen.
"""

from collections.abc import Callable
from typing import Any

Refuse = Callable[[Any], None]  # (row): ValidationError, in words for whoever wanted to change it
_asked: list[Refuse] = []


def on_change(refuse: Refuse) -> None:
    _asked.append(refuse)


def refuse_closed(row: Any) -> None:
    for refuse in _asked:
        refuse(row)
