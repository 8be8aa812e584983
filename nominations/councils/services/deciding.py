"""What a decision does when it gets its number, or when a newer one ends it: in the transaction of that paper."""

from datetime import datetime

from nominations.councils.enums import CouncilState, RenewalState
from nominations.councils.models import Council, Renewal
from thiduakt.documents.models import Document
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock

from .founding import end, found
from .renewing import enter


def bring_into_force(paper: Document, actor: User, at: datetime) -> None:
    """The council stands, or its new list is in force, from the day of the paper on."""
    day = paper.issued_on
    if day is None:
        return
    if council := Council.objects.filter(decision=paper, state=CouncilState.DRAFT).first():
        found(council, begins_on=day, actor=actor, at=at)
    if renewal := Renewal.objects.filter(decision=paper, state=RenewalState.DRAFT).first():
        enter(renewal, begins_on=day, actor=actor, at=at)


def end_with(older: Document, newer: Document, actor: User, at: datetime) -> None:
    """What was founded by a paper goes on by the one that replaces it, and ends with the one that revokes it."""
    founded = Council.objects.filter(decision=older, state__in=CouncilState.FOUNDED).first()
    renewed = Renewal.objects.filter(decision=older, state=RenewalState.IN_FORCE).first()
    if newer.replaces_id == older.pk:
        for row in filter(None, (founded, renewed)):
            held = lock(row)
            held.decision = newer
            held.save(update_fields=["decision"])
        return
    if renewed and renewed.council.is_standing:
        raise MoveRefusedError(f"{older} đang có hiệu lực: thầy/cô kiện toàn {renewed.council} bằng quyết định mới.")
    if founded and founded.is_standing and newer.issued_on:
        end(founded, newer.issued_on, f"Quyết định thành lập bị thu hồi: {newer.subject}", actor=actor, at=at)
