"""Căn cứ of an award: the texts that give it, each with the articles that the catalogue names of its honors."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from nominations.councils.composition import law_of as council_law
from nominations.councils.enums import CouncilKind
from nominations.councils.queries import council_on
from nominations.councils.services.papers import OLD_LAW, OLD_REGIME, PRESENT_LAW, statute_line
from thiduakt.catalog.basis import basis_line
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
    own = [statute_line(statute.basis)] if statute else []
    return lines + [line for line in own if line not in lines]


def _texts(codes: Iterable[str], regime: str, law: str, day: date, school_id: int) -> list[str]:
    honors = honors_on(school_id, on=day, regime=regime)
    articles: dict[str, list[str]] = {number: [] for number in (law, *DECREES)}
    for code in codes:
        for line in honors[code].basis.splitlines() if code in honors else ():
            for number, told in _cited(line):
                kept = articles.setdefault(number, [])
                kept += [one for one in told if one not in kept]
    texts = LegalText.objects.filter(school__isnull=True, number__in=articles).standing(TextState.IN_FORCE, day)
    return [_with_articles(text, articles[text.number]) for text in texts.in_official_order()]


def _cited(line: str) -> Iterator[tuple[str, list[str]]]:
    """(number of the text, its articles): “NĐ 91/2017/NĐ-CP, Điều 73.1d, 2b”. Of what is not read the text alone."""
    found = citations(re.sub(r"\(.*", "", line)) or citations(line)
    if not found:
        return
    tail = line[found[0].end :]
    is_read = NOT_READ not in tail
    bare = re.sub(r"\([^)]*\)", "", tail)
    yield found[0].number, [told for piece in re.split(r"(?=Điều )", bare) for told in _articles(piece)] if is_read else []


def _articles(piece: str) -> Iterator[str]:
    """“Điều 73.1d, 2b” is điểm d khoản 1, điểm b khoản 2 Điều 73."""
    match = ARTICLE.match(piece.strip())
    if match is None:
        return
    parts = [part for spec in (match[2] or "").split(",") for part in _parts(spec.strip())]
    yield " ".join(filter(None, (", ".join(parts), f"Điều {match[1]}")))


def _parts(spec: str) -> Iterator[str]:
    match = POINT.fullmatch(spec)
    if match is None:
        return
    first, point, last = match.groups()
    for number in range(int(first), int(last or first) + 1):
        yield f"điểm {point} khoản {number}" if point else f"khoản {number}"


def _with_articles(text: LegalText, articles: list[str]) -> str:
    line = basis_line(text)
    return line.replace("Căn cứ ", f"Căn cứ {', '.join(articles)} ", 1) if articles else line
