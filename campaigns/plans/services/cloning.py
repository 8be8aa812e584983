"""Soạn từ kế hoạch năm trước: what is wanted of an older plan, section by section, and what of it no longer holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import lxml.html
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from campaigns.plans.models import Plan
from campaigns.plans.services.plans import start_plan
from thiduakt.audit.services import record
from thiduakt.catalog.queries import legal_status
from thiduakt.documents.carrying_over import Carried, carried_over, cited
from thiduakt.documents.models import Document
from thiduakt.documents.richtext import HEADINGS, Paragraph, blocks
from thiduakt.documents.services.review_marks import Spot, add_marks
from thiduakt.documents.typed_lines import typed_lines
from thiduakt.school.models import User

BASES, RECIPIENTS = "can-cu", "noi-nhan"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the older plan that is taken or left."""

    key: str
    title: str
    html: str = ""  # of a section of the text


def sections_of(document: Document) -> list[Section]:
    """Căn cứ, what stands before the first heading, each part under its heading, nơi nhận; none that is empty."""
    found = [Section(BASES, f"Căn cứ ({len(document.bases)})")] if document.bases else []
    found += _sections_of_text(document.body)
    if document.recipients:
        found.append(Section(RECIPIENTS, f"Nơi nhận ({len(document.recipients)})"))
    return found


@transaction.atomic
def clone_plan(
    older: Plan, *, year: int, subject: str, dated_on: date, parts: Collection[str], actor: User, at: datetime
) -> Plan:
    """A draft for `year` of these sections (`Section.key`) of a plan of the own school. What may not hold is marked."""
    source = older.document
    if source.school_id != actor.school_id:
        raise PermissionDenied
    if year == older.year:
        raise ValidationError({"year": f"Kế hoạch cũ cũng là của năm {year}. Thầy/cô ghi năm khác."})
    taken = [section for section in sections_of(source) if section.key in parts]
    if not taken:
        raise ValidationError({"parts": "Chưa chọn phần nào. Thầy/cô chọn ít nhất một phần để chép."})
    keys = {section.key for section in taken}
    plan = start_plan(
        year=year,
        subject=subject,
        dated_on=dated_on,
        bases=list(source.bases) if BASES in keys else [],
        body="".join(section.html for section in taken),
        recipients=list(source.recipients) if RECIPIENTS in keys else [],
        actor=actor,
        at=at,
    )
    record(actor=actor, verb="plan.clone", target=plan.document, at=at, changes={"from": source.pk})
    spots = [Spot(found.reason, found.field, found.passage, found.proposal) for found in outdated(plan, since=older.year)]
    add_marks(plan.document, spots, actor=actor, at=at)
    return plan


def outdated(plan: Plan, *, since: int) -> list[Carried]:
    """What of a draft that was written for the year `since` does not hold in its own."""
    document = plan.document
    texts = [(field, words) for field, words in typed_lines(document) if field != "subject"]
    standings = legal_status(cited(texts), document.school_id, document.dated_on)
    return list(carried_over(texts, since=since, year=plan.year, standings=standings))


def subject_of_year(subject: str, *, since: int, year: int) -> str:
    """The trích yếu with its years moved on, to begin with."""
    moved = carried_over([("subject", subject)], since=since, year=year, standings={})
    return next((found.proposal for found in moved if found.proposal), subject)


def _sections_of_text(body: str) -> list[Section]:
    root = lxml.html.fragment_fromstring(body, create_parent="div")
    pieces: list[str] = [""]
    for element in root:
        if element.tag == "h2":
            pieces.append("")
        pieces[-1] += lxml.html.tostring(element, encoding="unicode")
    return [Section(f"phan-{place}", _title(piece), piece) for place, piece in enumerate(pieces) if piece.strip()]


def _title(piece: str) -> str:
    """The heading of a part, or that it is the opening."""
    content = blocks(piece)
    first = content[0] if content else None
    named = first if isinstance(first, Paragraph) and first.kind in HEADINGS[:1] else None
    name = named.words if named else "Phần mở đầu"
    return f"{' '.join(name.split()).rstrip(' :')} ({len(content)} đoạn)"
