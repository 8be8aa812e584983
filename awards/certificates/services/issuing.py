"""Giấy khen come into being with the number of their decision: in one transaction, or not at all."""

from datetime import datetime

from awards.certificates.models import Certificate
from awards.decisions.enums import DecisionOrigin
from awards.decisions.models import AwardDecision
from thiduakt.audit.services import record
from thiduakt.documents.models import Document
from thiduakt.school.models import User


def give_certificates(paper: Document, actor: User, at: datetime) -> None:
    """A consequence of the paper: one for each line of the decision that it is."""
    for decision in AwardDecision.objects.filter(document=paper, origin=DecisionOrigin.HERE):
        given = Certificate.objects.bulk_create(Certificate(line=line) for line in decision.lines.order_by("position"))
        record(actor=actor, verb="certificate.issue", target=decision, at=at, changes={"số giấy khen": len(given)})
