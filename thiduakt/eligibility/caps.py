"""Tỷ lệ tối đa: how many of a list may be proposed. A list that is longer is warned of, never cut: people decide."""

from enum import StrEnum


class CapRounding(StrEnum):
    """The law says fifteen per cent of 33 and not whether that is four or five."""

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


def most_of(percent: int, count: int, rounding: CapRounding = CapRounding.DOWN) -> int:
    """`most_of(15, 33)` is 4. In whole numbers: no fraction is ever rounded twice; a half goes up."""
    part = percent * count
    match rounding:
        case CapRounding.UP:
            return -(-part // 100)
        case CapRounding.NEAREST:
            return (part + 50) // 100
    return part // 100
