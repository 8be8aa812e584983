"""Texts for the rules: a draft in a few words, and the papers at hand as the reader gives them."""

from datetime import date
from html import escape
from pathlib import Path

from django.conf import settings

from thiduakt.documents.kinds import Kind
from thiduakt.documents.proofreading import Finding, Surroundings, Text, make_text, read_through
from thiduakt.documents.proofreading.reader import UNKNOWN
from thiduakt.documents.reading import Reading, read_paper

REAL_PLAN = settings.BASE_DIR / "fixtures" / "demo" / "ke-hoach-01-KH-MNGB-2023.txt"
SAMPLES = sorted((Path(__file__).parent.parent / "reading" / "samples").glob("*.txt"))
GIANG_BIEN = Surroundings("Trường Mầm non Giang Biên", "MNGB")
END = "Các tổ thực hiện./."


def draft(
    *paragraphs: str, kind: Kind = Kind.PLAN, day: date = date(2023, 2, 15), html: str = "", **fields: list[str]
) -> Text:
    """A paper whose text is these paragraphs, or `html`; it ends as papers end."""
    body = html or "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in (*paragraphs, END))
    return make_text(kind, day, body=body, **fields)


def found(code: str, text: Text, around: Surroundings = UNKNOWN) -> list[str]:
    """The words that one rule marks."""
    return [finding.fault for finding in read_through(text, around) if finding.rule.code == code]


def first(code: str, text: Text, around: Surroundings = UNKNOWN) -> Finding:
    return next(finding for finding in read_through(text, around) if finding.rule.code == code)


def as_text(reading: Reading) -> Text:
    """A paper typed elsewhere, with the line of its number, which in a draft of this house nobody types."""
    return make_text(
        reading.kind,
        reading.dated or date(2024, 1, 1),
        body=reading.body,
        subject=reading.subject.splitlines(),
        number=[reading.number_text],
        addressees=reading.addressees,
        bases=reading.bases,
        recipients=reading.recipients,
    )


def warnings_of(path: Path) -> list[Finding]:
    around = GIANG_BIEN if path == REAL_PLAN or path.stem == "quyet-dinh" else Surroundings()
    return read_through(as_text(read_paper(path.read_bytes())), around)
