"""Căn cứ that wait for words: texts of which the library has no trích yếu, no day, and what it has learnt of them since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thiduakt.vietnamese import listed

from .basis import basis_line, completions_of, lacks
from .citing import citations
from .models import LegalText
from .queries import legal_status

TO_FILL = "[CẦN BỔ SUNG"


@dataclass(frozen=True, slots=True)
class Gap:
    """A line that cites a text with a place to fill; `place` counts from 1. `filled`: with what the library has by now."""

    place: int
    line: str
    text: LegalText
    lacking: Sequence[str]
    filled: str

    @property
    def told(self) -> str:
        return listed(self.lacking)


def gaps_of(lines: Sequence[str], school_id: int, on: date) -> list[Gap]:
    """Of each line the first text of the state that it waits for. Nothing is asked where nothing is to be filled."""
    cited = {place: citations(line) for place, line in enumerate(lines, start=1) if TO_FILL in line}
    if not cited:
        return []
    known = legal_status(dict.fromkeys(one for found in cited.values() for one in found), school_id, on)
    texts = {place: [known[one].text for one in found if one in known] for place, found in cited.items()}
    completions = completions_of([text for found in texts.values() for text in found], school_id)
    gaps = []
    for place, found in texts.items():
        for text in (one for one in found if one.school_id is None and lacks(one)):
            line, completion = lines[place - 1], completions.get(text.pk)
            waiting, filled = (_bare(basis_line(text, known_of)) for known_of in (None, completion))
            if lacking := lacks(text, completion):
                gaps.append(Gap(place, line, text, lacking, ""))
            elif waiting in line:
                gaps.append(Gap(place, line, text, (), line.replace(waiting, filled)))
    return gaps


def _bare(line: str) -> str:
    """What of a căn cứ stands also in one that names articles of the text."""
    return line.removeprefix("Căn cứ ").rstrip(";.")
