"""From a row to a `Paper`: the letterhead is that of the paper's day, the signer's capacity that of the day of signing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError

from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead, Person
from thiduakt.school.queries import holders

from .kinds import Frame, IssuingBody, Kind
from .models import Document
from .paper import Appendix, Paper, Signature, SignatureRow

# The lines of ô 7a, by the role that signs: a deputy signs in the principal's place (NĐ 30/2020, Phụ lục I, Mục II.7).
CAPACITIES = {
    Role.PRINCIPAL: ("HIỆU TRƯỞNG",),
    Role.DEPUTY: ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
}
# Who signs a paper of a room above otherwise than its kind has it; None: as its kind has it. The room enters itself here.
SIGNED_IN_ROOMS: dict[Kind, Callable[[Document], tuple[SignatureRow, ...] | None]] = {}


def compose(document: Document, *, number: int | None = None, dated: date | None = None, is_draft: bool = False) -> Paper:
    """The paper as it would be printed; without `number` and `dated` their places stay blank.

    Raises ValidationError where the school had no letterhead on that day, or the signer no right to sign; a draft shows the
    place of such a signer's capacity blank.
    """
    day = dated or document.dated_on
    letterhead = Letterhead.objects.on(document.school_id, day)
    kind = Kind(document.kind)
    school = document.school.name
    issuer = f"Hiệu trưởng {school}" if kind.frame is Frame.DECISION else school
    above, own, code = letterhead.parent_lines, letterhead.issuer_lines, letterhead.office_code
    if document.issuing_body:
        body = IssuingBody(document.issuing_body)
        above, own, code, issuer = own, body.label.upper(), body.value, f"{body.label} {school}"
    return Paper(
        kind=kind,
        subject=document.subject,
        parent_lines=tuple(above.splitlines()),
        issuer_lines=tuple(own.splitlines()),
        symbol=kind.symbol(code),
        number=number,
        place="" if kind.frame is Frame.MINUTES else letterhead.place,
        dated=dated,
        year=day.year,
        authority=issuer.upper() if kind.frame is Frame.DECISION else "",
        addressees=tuple(document.addressees),
        bases=tuple(document.bases),
        body=document.body,
        recipients=tuple(document.recipients),
        signatures=_rows(document, document.signed_on or day, is_draft=is_draft),
        appendices=tuple(Appendix.from_dict(appendix) for appendix in document.appendices),
        issuer_name=issuer,
        is_draft=is_draft,
    )


def standing_paper(document: Document, *, is_draft: bool = False) -> Paper:
    """The paper as it stands: what was frozen at issue or at signing, before that what the rows say now."""
    if document.is_numbered:
        return Paper.from_dict(document.snapshot["paper"])
    if document.is_signed:
        return replace(Paper.from_dict(document.signed_paper), is_draft=is_draft)
    return compose(document, is_draft=is_draft)


def usual_signer(school_id: int, day: date) -> Person | None:
    """Who signs for the school that day, the principal before a deputy."""
    return next((held.person for held in holders(school_id, set(CAPACITIES), day)), None)


def no_signing_role(document: Document, day: date) -> str:
    """Why the chosen signer could not sign that day; empty where nothing is in the way. Anybody may chair a meeting."""
    if Kind(document.kind).frame is Frame.MINUTES or _signing_roles(document, day):
        return ""
    return f"{document.signer} không giữ chức hiệu trưởng, phó hiệu trưởng vào ngày {day:%d/%m/%Y}."


def _signing_roles(document: Document, day: date) -> list[Role]:
    """What the signer was that day, the higher role first."""
    found = holders(document.school_id, set(CAPACITIES), day)
    return [Role(held.role) for held in found if held.person_id == document.signer_id]


def _rows(document: Document, day: date, *, is_draft: bool) -> tuple[SignatureRow, ...]:
    of_room = SIGNED_IN_ROOMS.get(Kind(document.kind))
    rows = of_room(document) if of_room else None
    return rows or (_signatures(document, day, is_draft=is_draft),)


def _signatures(document: Document, day: date, *, is_draft: bool) -> SignatureRow:
    """Whoever signs for the school; under minutes who wrote them and who chaired (Phụ lục III, Mẫu 1.9)."""
    if Kind(document.kind).frame is not Frame.MINUTES:
        return SignatureRow(right=_signature(document, day, is_draft=is_draft))
    roles = _signing_roles(document, day)  # who chairs signs with the post that the seal stands for
    chair = Signature(capacity=("CHỦ TỌA",), name=_name(document.signer), post=CAPACITIES[roles[0]][-1] if roles else "")
    return SignatureRow(left=Signature(capacity=("THƯ KÝ",), name=_name(document.secretary)), right=chair)


def _name(person: Person | None) -> str:
    return person.full_name if person else ""


def _signature(document: Document, day: date, *, is_draft: bool) -> Signature:
    """Blank lines where nobody is chosen yet, so that a draft shows the place."""
    if document.signer is None:
        return Signature(capacity=CAPACITIES[Role.PRINCIPAL], name="")
    if roles := _signing_roles(document, day):
        return Signature(capacity=CAPACITIES[roles[0]], name=document.signer.full_name)
    if is_draft:
        return Signature(capacity=(), name=document.signer.full_name)
    raise ValidationError(no_signing_role(document, day))
