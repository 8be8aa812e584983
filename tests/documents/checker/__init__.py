"""Measures a produced paper against NĐ 30/2020/NĐ-CP, on the sheet and in the file, knowing nothing of how it was made.

The points are those of the acceptance list: A file and fonts, B geometry, C components, D page numbers and appendices,
E certificates, F Word files. A checker that cannot fail proves nothing: the tests break a paper at every point.
"""

from . import appendices, certificate, components, content, docx, files, geometry, signing
from .anatomy import Anatomy
from .crosscheck import check_set
from .expectation import Expectation, expectation
from .fault import Fault, Points
from .files import check_reproducible
from .pages import Document

POINTS: Points = files.POINTS + geometry.POINTS + components.POINTS + content.POINTS + signing.POINTS + appendices.POINTS

check_certificate = certificate.check_certificate
check_docx = docx.check_docx


def check_pdf(pdf: bytes, *, expects: Expectation) -> list[Fault]:
    paper = Anatomy(Document(pdf), expects)
    return [Fault(point, *finding) for point, check in POINTS for finding in check(paper)]


__all__ = [
    "POINTS",
    "Expectation",
    "Fault",
    "check_certificate",
    "check_docx",
    "check_pdf",
    "check_reproducible",
    "check_set",
    "expectation",
]
