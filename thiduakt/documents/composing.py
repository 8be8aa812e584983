"""From a row to a `Paper`: the letterhead is that of the paper's day, the signer's capacity that of the day of signing."""

from datetime import date

from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead
from thiduakt.school.queries import holders

from .kinds import Frame, Kind
from .models import Document
from .paper import Paper, Signature, SignatureRow

# The lines of ô 7a, by the role that signs: a deputy signs in the principal's place (NĐ 30/2020, Phụ lục I, Mục II.7).
CAPACITIES = {
    Role.PRINCIPAL: ("HIỆU TRƯỞNG",),
    Role.DEPUTY: ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
}


def compose(document: Document, *, number: int | None = None, dated: date | None = None, is_draft: bool = False) -> Paper:
    """The paper as it would be printed; without `number` and `dated` their places stay blank.

    Raises ValidationError where the school had no letterhead on that day.
    """
    day = dated or document.dated_on
    letterhead = Letterhead.objects.on(document.school_id, day)
    kind = Kind(document.kind)
    school = document.school.name
    issuer = f"Hiệu trưởng {school}" if kind.frame is Frame.DECISION else school
    return Paper(
        kind=kind,
        subject=document.subject,
        parent_lines=tuple(letterhead.parent_lines.splitlines()),
        issuer_lines=tuple(letterhead.issuer_lines.splitlines()),
        symbol=kind.symbol(letterhead.office_code),
        number=number,
        place=letterhead.place,
        dated=dated,
        year=day.year,
        authority=issuer.upper() if kind.frame is Frame.DECISION else "",
        addressees=tuple(document.addressees),
        bases=tuple(document.bases),
        body=document.body,
        recipients=tuple(document.recipients),
        signatures=(SignatureRow(right=_signature(document, document.signed_on or day)),),
        issuer_name=issuer,
        is_draft=is_draft,
    )


def _signature(document: Document, day: date) -> Signature:
    """Blank lines where nobody is chosen yet, so that a draft shows the place."""
    if document.signer is None:
        return Signature(capacity=CAPACITIES[Role.PRINCIPAL], name="")
    found = holders(document.school_id, set(CAPACITIES), day)
    roles = {Role(held.role) for held in found if held.person_id == document.signer_id}
    role = Role.DEPUTY if roles == {Role.DEPUTY} else Role.PRINCIPAL
    return Signature(capacity=CAPACITIES[role], name=document.signer.full_name)
