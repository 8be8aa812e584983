"""What lies in the archive of a year: its papers as they were issued, what was signed of them, its lists as sheets.

Only what everybody may read who may open the archive: no sum of anybody beyond what an issued decision prints itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from django.db.models import Q, QuerySet

from awards.closing.readiness import Year
from awards.decisions.models import AwardDecision, DecisionFile
from thiduakt.documents.enums import FileFormat
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.output import file_name, paper_file
from thiduakt.vietnamese import fold

from .sheets import sheets

PAPERS, SIGNED, FROM_ABOVE, LISTS = "van-ban", "ban-ky", "cap-tren", "danh-sach"
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the archive before it is made. `make` gives None where what was kept is lost."""

    section: str
    title: str
    path: str
    make: Callable[[], bytes | None]


def pieces(year: Year, on: date) -> list[Piece]:
    return [*_papers(year), *_from_above(year), *_lists(year, on)]


def papers_of(year: Year) -> QuerySet[Document]:
    """Numbered in the days of the year, and the decisions on its merits that came later."""
    decided = AwardDecision.objects.filter(school=year.school, year=year.number, document__isnull=False)
    found = Document.objects.filter(
        Q(issued_on__range=year.days) | Q(pk__in=decided.values("document")), school=year.school, number__isnull=False
    )
    return found.order_by("kind", "issued_on", "number", "pk")


def _papers(year: Year) -> Iterator[Piece]:
    """Each under its number, which no two of a series share; the key tells those of two years apart."""
    for paper in papers_of(year).prefetch_related("signed_copies"):
        name, title = f"{file_name(paper)}-{paper.pk}", f"{paper}, ngày {paper.issued_on:%d/%m/%Y}: {paper.subject}"
        yield Piece(str(Kind(paper.kind).label), title, f"{PAPERS}/{name}.pdf", _drawn(paper))
        for number, copy in enumerate(paper.signed_copies.all(), start=1):
            path = f"{SIGNED}/{name}-{number}{_ending(copy.original_name)}"
            yield Piece("Bản ký", f"Bản ký của {paper}", path, copy.read)


def _drawn(paper: Document) -> Callable[[], bytes | None]:
    return lambda: paper_file(paper, FileFormat.PDF)


def _from_above(year: Year) -> Iterator[Piece]:
    files = DecisionFile.objects.filter(decision__school=year.school, decision__year=year.number)
    for file in files.select_related("decision").order_by("decision", "uploaded_at", "pk"):
        path = f"{FROM_ABOVE}/{file.pk}-{_ascii(PurePosixPath(file.original_name).stem)}{_ending(file.original_name)}"
        yield Piece("Quyết định của cấp trên", f"{file.decision}: {file}", path, file.read)


def _lists(year: Year, on: date) -> Iterator[Piece]:
    for sheet in sheets(year, on):
        yield Piece("Danh sách (Excel)", sheet.title, f"{LISTS}/{sheet.name}.xlsx", sheet.drawn)


def _ending(name: str) -> str:
    ending = _ascii(PurePosixPath(name).suffix)
    return f".{ending}" if ending else ""


def _ascii(text: str) -> str:
    """No letter that another system could spoil."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST_NAME]
