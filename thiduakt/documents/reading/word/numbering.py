"""The numbers and bullets that Word draws before a paragraph of a list: they are words of the paper and are typed out."""

from collections.abc import Iterator
from dataclasses import dataclass

from thiduakt.documents.reading.labels import DASHES
from thiduakt.documents.wording import roman

from .styles import Styles
from .xml import Element, W, is_on, number, value

LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; its text is "%1.%2." with the counters of the levels above and its own."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int = LEVELS  # the deepest level, from 1, that sets it back; 0: none does
    is_legal: bool = False  # all numbers in digits


class Numbering:
    """Counts through the text in its order. Lists of one abstract definition count on from each other, as in Word."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self.abstract: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}  # a list's id: its abstract definition
        self.own: dict[tuple[str, int], Level] = {}  # levels that a list defines anew
        self.restarts: dict[tuple[str, int], int] = {}  # where a list begins with a number of its own
        self.counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def label(self, properties: Element | None, style: str) -> str:
        """The label of the next paragraph, "" where it has none."""
        if not self.lists:
            return ""
        name, depth = self._place(properties, style)
        abstract = self.lists.get(name or "")
        if name is None or abstract is None:
            return ""
        level = self._level(name, depth)
        if level.format == "none" and not level.text:
            return ""
        counters = self._count(name, abstract, depth, level)
        if level.format == "bullet":
            return _bullet(level.text)
        return self._typed(name, level, counters)

    def _read(self, root: Element) -> None:
        linked: dict[str, str] = {}  # a style of lists: the abstract definition behind it
        links: dict[str, str] = {}
        for definition in root.iterchildren(W + "abstractNum"):
            key = definition.get(W + "abstractNumId", "")
            self.abstract[key] = dict(_levels(definition))
            if style := value(definition, "styleLink"):
                linked[style] = key
            if style := value(definition, "numStyleLink"):
                links[key] = style
        for listed in root.iterchildren(W + "num"):
            key, abstract = listed.get(W + "numId", ""), value(listed, "abstractNumId") or ""
            self.lists[key] = linked.get(links.get(abstract, ""), abstract)
            for override in listed.iterchildren(W + "lvlOverride"):
                depth = number(override.get(W + "ilvl")) or 0
                if (start := number(value(override, "startOverride"))) is not None:
                    self.restarts[key, depth] = start
                self.own.update({(key, at): level for at, level in _levels(override)})

    def _place(self, properties: Element | None, style: str) -> tuple[str | None, int]:
        """Which list and which level: said of the paragraph, or of its style."""
        name, depth = None, None
        for found in (properties, *(named.find(W + "pPr") for named in self.styles.chain(style))):
            said = found.find(W + "numPr") if found is not None else None
            name = name if name is not None else value(said, "numId")
            depth = depth if depth is not None else number(value(said, "ilvl"))
        return name, min(depth or 0, LEVELS - 1)

    def _level(self, name: str, depth: int) -> Level:
        return self.own.get((name, depth)) or self.abstract.get(self.lists[name], {}).get(depth) or Level()

    def _count(self, name: str, abstract: str, depth: int, level: Level) -> list[int | None]:
        counters = self.counters.setdefault(abstract, [None] * LEVELS)
        restart = self.restarts.pop((name, depth), None)
        before = counters[depth]
        counters[depth] = restart if restart is not None else level.start if before is None else before + 1
        for deeper in range(depth + 1, LEVELS):
            if counters[deeper] is not None and depth < self._level(name, deeper).restarts_after:
                counters[deeper] = None
        return counters

    def _typed(self, name: str, level: Level, counters: list[int | None]) -> str:
        text = level.text
        for depth in range(LEVELS):
            if f"%{depth + 1}" in text:
                upper = self._level(name, depth)
                count = counters[depth]
                count = upper.start if count is None else count
                text = text.replace(f"%{depth + 1}", _written(count, "decimal" if level.is_legal else upper.format))
        return text.strip()


def _levels(definition: Element) -> Iterator[tuple[int, Level]]:
    for level in definition.iterchildren(W + "lvl"):
        start, restarts_after = number(value(level, "start")), number(value(level, "lvlRestart"))
        yield (
            number(level.get(W + "ilvl")) or 0,
            Level(
                format=value(level, "numFmt") or "decimal",
                text=(value(level, "lvlText") or "")[:40],
                start=1 if start is None else start,
                restarts_after=LEVELS if restarts_after is None else restarts_after,
                is_legal=bool(is_on(level, "isLgl")),
            ),
        )


def _bullet(text: str) -> str:
    """A dash and a plus are what they are; the pictures of symbol fonts are all the same round bullet."""
    mark = text.strip()[:1]
    return "-" if mark and mark in DASHES + "\uf02d" else "+" if mark == "+" else "•"


def _written(count: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"}:
        numeral = roman(count)
        return numeral if form == "upperRoman" else numeral.lower()
    if form in {"upperLetter", "lowerLetter"}:  # the English alphabet, doubled after z: that is what Word prints
        letters = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
        return letters if form == "upperLetter" else letters.lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)
