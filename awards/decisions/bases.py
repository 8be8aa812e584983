"""Căn cứ of an award: the texts that give it, each with the articles that the catalogue names of its honors."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from nominations.councils.composition import law_of as council_law
from nominations.councils.enums import CouncilKind
from nominations.councils.queries import council_on
from nominations.councils.services.papers import OLD_LAW, OLD_REGIME, PRESENT_LAW, statute_line
from thiduakt.catalog.basis import basis_lines
from thiduakt.catalog.citing import citations
from thiduakt.catalog.enums import TextState
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.models import LegalText
from thiduakt.catalog.rulebook import regime_on

DECREES = ("91/2017/NĐ-CP", "98/2023/NĐ-CP", "152/2025/NĐ-CP")  # on awards in general: cited is the one in force on the day
NOT_READ = "chưa"  # what the catalogue says of articles that nobody held against the text
ARTICLE = re.compile(r"Điều (\d+)(?:\.([^;]*))?")
LEAST = 3  # the law, its decree, and what the honor itself is given by
POINT = re.compile(r"(\d+)([a-zđ]?)(?:–(\d+))?")
ALPHABET = "abcdđeghiklmnopqrstuvxy"  # of điểm
# One place of a text: (điều, khoản, điểm); 0 and "" are the whole of what stands before.
Place = tuple[int, int, str]


def bases_of(codes: Iterable[str], *, regime: str, day: date, school_id: int) -> list[str]:
    """The law, then decrees and circulars, the higher text first; last the statute of the school.

    What the honors are given by under `regime` (empty: that of the day); of a regime whose texts are no longer in force,
    what they are given by on the day. A text that is not on record is not cited; an article that nobody has read neither.
    """
    present, asked = regime_on(day).code, list(codes)
    law = OLD_LAW if present == OLD_REGIME else PRESENT_LAW
    lines = _texts(asked, regime or present, law, day, school_id)
    if len(lines) < LEAST and regime not in {"", present}:
        lines = _texts(asked, present, law, day, school_id)
    council = council_on(school_id, CouncilKind.AWARDS, day)
    statute = council_law(council) if council else None
    own = [statute_line(statute.basis, school_id)] if statute else []
    return lines + [line for line in own if line not in lines]


def _texts(codes: Iterable[str], regime: str, law: str, day: date, school_id: int) -> list[str]:
    honors = honors_on(school_id, on=day, regime=regime)
    places: dict[str, set[Place]] = {number: set() for number in (law, *DECREES)}
    for code in codes:
        for line in honors[code].basis.splitlines() if code in honors else ():
            for number, told in _cited(line):
                places.setdefault(number, set()).update(told)
    found = LegalText.objects.filter(school__isnull=True, number__in=places).standing(TextState.IN_FORCE, day)
    texts = list(found.in_official_order())
    return [
        line.replace("Căn cứ ", f"Căn cứ {cited} ", 1) if (cited := _told(places[text.number])) else line
        for text, line in zip(texts, basis_lines(texts, school_id), strict=True)
    ]


def _cited(line: str) -> Iterator[tuple[str, list[Place]]]:
    """(number of the text, its places): “NĐ 91/2017/NĐ-CP, Điều 73.1d, 2b”. Of what is not read the text alone."""
    found = citations(re.sub(r"\(.*", "", line)) or citations(line)
    if not found:
        return
    tail = line[found[0].end :]
    is_read = NOT_READ not in tail
    bare = re.sub(r"\([^)]*\)", "", tail)
    yield found[0].number, [place for piece in re.split(r"(?=Điều )", bare) for place in _places(piece)] if is_read else []


def _places(piece: str) -> Iterator[Place]:
    """“Điều 73.1d, 2b” is điểm d khoản 1, điểm b khoản 2 Điều 73."""
    match = ARTICLE.match(piece.strip())
    if match is None:
        return
    article, specs = int(match[1]), [POINT.fullmatch(spec.strip()) for spec in (match[2] or "").split(",")]
    parts = [spec.groups() for spec in specs if spec]
    if not parts:
        yield article, 0, ""
    for first, point, last in parts:
        for clause in range(int(first), int(last or first) + 1):
            yield article, clause, point


def _told(places: set[Place]) -> str:
    """By number: “khoản 1 Điều 24, điểm a, điểm b khoản 2 Điều 80”. Where the whole is cited its parts are not."""
    whole = {(article, clause) for article, clause, point in places if not point}
    parts: dict[int, dict[int, list[str]]] = {}
    for article, clause, point in sorted(places, key=lambda one: (one[0], one[1], ALPHABET.find(one[2] or "a"))):
        of_article = parts.setdefault(article, {})
        if (article, 0) not in whole:
            points = of_article.setdefault(clause, [])
            points += [f"điểm {point}"] if (article, clause) not in whole else []
    return ", ".join(
        " ".join(filter(None, (", ".join(_clause(number, points) for number, points in clauses.items()), f"Điều {article}")))
        for article, clauses in parts.items()
    )


def _clause(number: int, points: list[str]) -> str:
    return f"{', '.join(points)} khoản {number}" if points else f"khoản {number}"
