"""Xung đột lợi ích: what the staff records tell, what a member declares, what whoever presides rules of it."""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.councils.models import Seat
from nominations.sessions.enums import ConflictKind, SessionState, Stand
from nominations.sessions.models import Conflict, CouncilSession, Item
from nominations.sessions.policies import conducts
from nominations.sessions.queries import attendances_of, presider_told, seats_in, vote_of
from thiduakt.audit.services import record
from thiduakt.catalog.choices import chosen
from thiduakt.ledger.models import InitiativeAuthor
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import scopes
from thiduakt.school.models import User, kin_of
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, lock

SHORTEST_NOTE = 10  # characters
STANDS = "Mục này đã biểu quyết nên không khai, không quyết định lại được nữa."


def detect(session: CouncilSession) -> None:
    """Write down what the records tell of each item and member; what was ruled or declared stays as it is."""
    items = list(
        session.items.filter(dossier__isnull=False).select_related("dossier").prefetch_related("dossier__initiatives")
    )
    seats = [seat for seat in seats_in(session) if seat.person_id]
    known = set(Conflict.objects.filter(item__in=items).values_list("item", "seat"))
    kin = kin_of({item.dossier.person_id for item in items if item.dossier and item.dossier.person_id})
    votes = chosen(session.school_id, session.held_on)["council_candidate"] == "votes"
    authors = _authors_of(items)
    found = [
        Conflict(
            item=item, seat=seat, kind=kind, stand=Stand.STAYS if votes and kind == ConflictKind.SELF else Stand.RECUSED
        )
        for item in items
        for seat, kind in _on_record(item, seats, kin, authors)
        if (item.pk, seat.pk) not in known
    ]
    Conflict.objects.bulk_create(found)


@transaction.atomic
def declare_conflict(item: Item, note: str, *, actor: User, at: datetime) -> Conflict:
    """From now on the member takes no part in it, unless whoever presides rules otherwise."""
    session = lock(item.session)
    seat = next((one for one in seats_in(session) if one.person_id == actor.person_id), None)
    if seat is None or not scopes(actor, "conflict.declare", timezone.localdate(at)):
        raise PermissionDenied
    if session.state not in SessionState.LIVE or item.dossier is None:
        raise MoveRefusedError("Chỉ khai xung đột lợi ích với hồ sơ trong chương trình, từ khi mời họp đến khi họp xong.")
    _refuse_voted(item)
    if item.conflicts.filter(seat=seat).exists():
        raise MoveRefusedError("Thầy/cô đã có xung đột lợi ích với hồ sơ này, không cần khai nữa.")
    note = one_line(note)
    if len(note) < SHORTEST_NOTE:
        raise ValidationError({"note": f"Thầy/cô ghi rõ quan hệ, lợi ích liên quan, ít nhất {SHORTEST_NOTE} ký tự."})
    conflict = Conflict(item=item, seat=seat, kind=ConflictKind.DECLARED, note=note)
    conflict.full_clean()
    conflict.save()
    record(actor=actor, verb="session.declare", target=session, at=at, changes={"mục": item.pk})
    presider = presider_told(_fresh(item), attendances_of(session))
    notify(
        [presider.person] if presider and presider.person else [], kind=NoticeKind.CONFLICT_DECLARED,
        subject=f"{seat} khai xung đột lợi ích, thầy/cô quyết định trước khi biểu quyết", url=session.get_absolute_url(),
        school_id=session.school_id, actor=actor, at=at,
    )  # fmt: skip
    return conflict


@transaction.atomic
def rule_conflict(conflict: Conflict, stand: str, *, actor: User, at: datetime) -> Conflict:
    """By whoever presides over the item, who is never the one it is about."""
    session = lock(conflict.item.session)
    item = _fresh(conflict.item)
    presider = presider_told(item, attendances_of(session))
    if presider is None or presider.person_id != actor.person_id or not conducts(actor, session, at):
        raise PermissionDenied
    if session.state not in SessionState.LIVE:
        raise MoveRefusedError("Chỉ quyết định xung đột lợi ích từ khi mời họp đến khi họp xong.")
    _refuse_voted(item)
    if stand not in Stand.values:
        raise ValidationError("Thầy/cô chọn “không tham gia” hoặc “vẫn tham gia”.")
    held = lock(conflict)
    held.stand, held.ruled_by, held.ruled_at = stand, actor, at
    held.save(update_fields=["stand", "ruled_by", "ruled_at"])
    record(
        actor=actor, verb="session.rule", target=session, at=at, changes={"mục": item.pk, "quyết định": Stand(stand).label}
    )
    if held.seat.person:
        notify(
            [held.seat.person], kind=NoticeKind.CONFLICT_RULED,
            subject=f"Quyết định về xung đột lợi ích: thầy/cô {Stand(stand).label}", url=session.get_absolute_url(),
            school_id=session.school_id, actor=actor, at=at,
        )  # fmt: skip
    return held


def _authors_of(items: list[Item]) -> dict[int, set[int]]:
    """By key of the item who wrote an initiative that its dossier counts."""
    used = {item.pk: {one.pk for one in item.dossier.initiatives.all()} for item in items if item.dossier}
    found = InitiativeAuthor.objects.filter(initiative__in=set().union(*used.values())).values_list("initiative", "person")
    pairs = list(found)
    return {key: {person for initiative, person in pairs if initiative in told} for key, told in used.items()}


def _on_record(
    item: Item, seats: list[Seat], kin: dict[int, set[int]], authors: dict[int, set[int]]
) -> Iterator[tuple[Seat, ConflictKind]]:
    nominee = item.dossier.person_id if item.dossier else None
    for seat in seats:
        if seat.person_id == nominee:
            yield seat, ConflictKind.SELF
        elif nominee and seat.person_id in kin[nominee]:
            yield seat, ConflictKind.KIN
        elif seat.person_id in authors[item.pk]:
            yield seat, ConflictKind.COAUTHOR


def _fresh(item: Item) -> Item:
    return Item.objects.select_related("session", "dossier", "vote").prefetch_related("conflicts__seat").get(pk=item.pk)


def _refuse_voted(item: Item) -> None:
    vote = vote_of(_fresh(item))
    if vote and (vote.count or vote.poll_id):
        raise MoveRefusedError(STANDS)
