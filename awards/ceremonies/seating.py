"""Chỗ ngồi, lượt trao: who sits where and who is called up together. Pure functions over names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase


@dataclass(frozen=True, slots=True)
class Seat:
    row: str  # "A"
    number: int  # from 1 on
    name: str
    told: str = ""  # post, honor

    @property
    def label(self) -> str:
        return f"{self.row}{self.number}"


def row_name(place: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    higher, last = divmod(place, len(ascii_uppercase))
    return (row_name(higher - 1) if higher else "") + ascii_uppercase[last]


def seats(blocks: Sequence[Sequence[tuple[str, str]]], per_row: int) -> Iterator[Seat]:
    """Each block of (name, what is told) begins a row of its own, in its order."""
    row = 0
    for block in blocks:
        for place, (name, told) in enumerate(block):
            yield Seat(row_name(row + place // per_row), place % per_row + 1, name, told)
        row += -(-len(block) // per_row)


def in_even_parts(count: int, most: int) -> list[int]:
    """Sizes that add up to `count`, none above `most`, and none more than one from another: 11 by 5 → 4, 4, 3."""
    parts = -(-count // most) or 1
    least, over = divmod(count, parts)
    return [least + (place < over) for place in range(parts)] if count else []
