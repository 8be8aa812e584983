"""How a căn cứ is written (NĐ 30/2020/NĐ-CP, Phụ lục I).

A law is cited by its name and day; any other text by kind, number, day, issuer and what it is about.
"""

from thiduakt.vietnamese import official_date

from .enums import TextKind
from .models import LegalText


def basis_line(text: LegalText) -> str:
    """What is not known of a text is left for the writer to fill, and holds back the signing; nothing is made up."""
    lacking = [] if text.issued_on else ["ngày ban hành"]
    if not text.name:
        lacking.append("trích yếu")
    fill = f" [CẦN BỔ SUNG: {', '.join(lacking)}]" if lacking else ""
    return f"Căn cứ {_cited(text)}{fill};"


def _cited(text: LegalText) -> str:
    day = official_date(text.issued_on) if text.issued_on else ""
    if text.kind == TextKind.LAW:
        return f"{text.name} {day}" if text.name and day else f"{text} {day}".rstrip()
    number = f"số {text.number}" if text.number else ""
    return " ".join(filter(None, (text.get_kind_display(), number, day, f"của {text.issuer}", text.name)))
