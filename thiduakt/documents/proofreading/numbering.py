"""Số thứ tự đã gõ: III., 3.1., b), Điều 2."""

from collections.abc import Iterator

from thiduakt.documents.richtext import VIETNAMESE_ALPHABET
from thiduakt.documents.wording import roman

from .rule import Spot, rule
from .text import TYPED_LABEL, Surroundings, Text


@rule("numbering", "Số thứ tự nhảy hoặc lặp", "NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.6.")
def numbering(text: Text, around: Surroundings) -> Iterator[Spot]:
    """Drawn labels run on by themselves; typed ones are compared with whatever number stands before them."""
    numbers = _Numbers()
    for line in text.body:
        if line.in_table:
            continue
        if line.label:
            numbers.drawn(line.label)
        elif typed := TYPED_LABEL.match(line.text):
            label = typed["article"] or typed["part"] or typed["number"]
            if reason := numbers.typed(label):
                yield Spot(line, 0, typed.end(), reason)


class _Numbers:
    """The last label of each level, the outer level first; a level that opens closes those below it."""

    LEVELS = ("part", "capital", "article", "roman", "number", "dotted", "deeper", "letter")

    def __init__(self) -> None:
        self.last: dict[str, str] = {}

    def drawn(self, label: str) -> None:
        if label[0] not in "-+":
            self._take(label.rstrip(".)"))

    def typed(self, label: str) -> str:
        """Why this label cannot follow; empty where it can."""
        level = _level(label)
        expected = self._expected(level, label)
        before = self.last.get(level)
        self._take(label)
        if expected is None or label in expected:
            return ""
        if level == "roman" and label not in {roman(number) for number in range(1, 60)}:
            return f"“{label}” không phải là một số La Mã."
        if before:
            return f"Sau “{before}” là “{expected[-1]}”, ở đây là “{label}”."
        return f"Số đầu phải là “{expected[0]}”, ở đây là “{label}”."

    def _take(self, label: str) -> None:
        level = _level(label)
        place = self.LEVELS.index(level)
        self.last = {name: value for name, value in self.last.items() if self.LEVELS.index(name) < place}
        self.last[level] = label

    def _expected(self, level: str, label: str) -> list[str] | None:
        """The labels that may stand here; None where any may."""
        before = self.last.get(level, "")
        if level in {"dotted", "deeper"}:
            stem, _, number = before.rpartition(".")
            under = label.rpartition(".")[0]
            return [f"{under}.{int(number) + 1}" if stem == under else f"{under}.1"]
        if level == "part" or (not before and level in {"number", "capital"}):
            return None
        return [_first(level), _next(level, before)] if before else [_first(level)]


def _level(label: str) -> str:
    if label.startswith("Điều"):
        return "article"
    if " " in label:
        return "part"
    if label.count("."):
        return "dotted" if label.count(".") == 1 else "deeper"
    if label.isdigit():
        return "number"
    if label.islower():
        return "letter"
    return "roman" if set(label) <= set("IVXL") else "capital"


def _first(level: str) -> str:
    return {"article": "Điều 1", "roman": "I", "letter": "a", "capital": "A"}.get(level, "1")


def _next(level: str, before: str) -> str:
    if level == "article":
        return f"Điều {int(before[5:]) + 1}"
    if level == "number":
        return str(int(before) + 1)
    if level == "roman":
        return next((roman(number + 1) for number in range(1, 60) if roman(number) == before), "I")
    alphabet = VIETNAMESE_ALPHABET if level == "letter" else "ABCDĐEGHIKLMNOPQ"
    place = alphabet.find(before) + 1
    return alphabet[place] if 0 < place < len(alphabet) else _first(level)


RULES = (numbering,)
