"""How a căn cứ is written (NĐ 30/2020/NĐ-CP, Phụ lục I).

A law is cited by its name and day; any other text by kind, number, day, issuer and what it is about.
"""

from collections.abc import Iterable
from datetime import date

from thiduakt.vietnamese import official_date

from .enums import TextKind
from .models import LegalText, TextCompletion


def basis_lines(texts: Iterable[LegalText], school_id: int) -> list[str]:
    """As this school writes them: with what it told itself of a text of the state that the library lacks."""
    asked = list(texts)
    completions = completions_of(asked, school_id)
    return [basis_line(text, completions.get(text.pk)) for text in asked]


def completions_of(texts: Iterable[LegalText], school_id: int) -> dict[int, TextCompletion]:
    """By the key of the text, of those that lack something."""
    lacking = [text.pk for text in texts if lacks(text)]
    found = TextCompletion.objects.filter(school=school_id, text__in=lacking) if lacking else ()
    return {one.text_id: one for one in found}


def lacks(text: LegalText, completion: TextCompletion | None = None) -> list[str]:
    """What a căn cứ of it has no words for."""
    issued_on, name = _known(text, completion)
    return [*([] if issued_on else ["ngày ban hành"]), *([] if name else ["trích yếu"])]


def basis_line(text: LegalText, completion: TextCompletion | None = None) -> str:
    """What is not known of a text is left for the writer to fill, and holds back the signing; nothing is made up."""
    lacking = lacks(text, completion)
    fill = f" [CẦN BỔ SUNG: {', '.join(lacking)}]" if lacking else ""
    return f"Căn cứ {_cited(text, completion)}{fill};"


def _cited(text: LegalText, completion: TextCompletion | None) -> str:
    issued_on, name = _known(text, completion)
    day = official_date(issued_on) if issued_on else ""
    if text.kind == TextKind.LAW:
        told = f"{name or text.get_kind_display()} số {text.number}" if text.number else str(text)
        return f"{name} {day}" if name and day else f"{told} {day}".rstrip()
    number = f"số {text.number}" if text.number else ""
    return " ".join(filter(None, (text.get_kind_display(), number, day, f"của {text.issuer}", name)))


def _known(text: LegalText, completion: TextCompletion | None) -> tuple[date | None, str]:
    if completion is None:
        return text.issued_on, text.name
    return text.issued_on or completion.issued_on, text.name or completion.name
