from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .anatomy import Anatomy


@dataclass(frozen=True, slots=True)
class Fault:
    point: str  # "A1" … "D37", "E1" …, "F1" …
    page: int  # 0: the file as a whole
    message: str


Finding = tuple[int, str]
Check = Callable[[Anatomy], Iterator[Finding]]
Points = tuple[tuple[str, Check], ...]
