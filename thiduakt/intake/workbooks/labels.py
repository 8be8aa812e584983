"""What the heads of columns are compared by."""

import re
from functools import cache

from thiduakt.intake.kinds.base import Field
from thiduakt.vietnamese import fold

IN_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
NO_WORD = re.compile(r"[^a-z0-9]+")


def head_key(label: str) -> str:
    """“Họ và tên (*)” is “ho va ten”."""
    return words_of(IN_BRACKETS.sub(" ", label))


def words_of(label: str) -> str:
    """What stands in brackets too."""
    return NO_WORD.sub(" ", fold(label)).strip()


@cache
def names_of(field: Field) -> tuple[str, ...]:
    """The heads that are of this field."""
    return tuple(map(head_key, (field.label, *field.aliases)))
