"""Chương trình, lượt trao, khách mời: written in their order, and moved up and down in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from awards.ceremonies.enums import Handing
from awards.ceremonies.models import Ceremony, Guest, ProgramItem, Recipient, Turn
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, refuse_stale

from .planning import arrange_anew, held_planned

MOST = 60  # points of a programme, turns, guests
MOST_TOGETHER = 100
UP, DOWN = "len", "xuong"
Part = ProgramItem | Turn | Recipient
Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def save_program(ceremony: Ceremony, rows: Rows, *, version: int, actor: User, at: datetime) -> Ceremony:
    stored = _begun(ceremony, rows, version, actor, at)
    stored.program.all().delete()
    _store([ProgramItem(ceremony=stored, **row) for row in rows])
    return _told(stored, verb="ceremony.program", actor=actor, at=at)


@transaction.atomic
def save_guests(ceremony: Ceremony, rows: Rows, *, version: int, actor: User, at: datetime) -> Ceremony:
    stored = _begun(ceremony, rows, version, actor, at)
    stored.guests.all().delete()
    _store([Guest(ceremony=stored, **row) for row in rows])
    return _told(stored, verb="ceremony.guests", actor=actor, at=at)


@transaction.atomic
def save_turns(ceremony: Ceremony, rows: Rows, *, version: int, actor: User, at: datetime) -> Ceremony:
    """`id` of a row: the turn it was; one that is there no more leaves its people in no turn."""
    stored = _begun(ceremony, rows, version, actor, at)
    turns = stored.turns.in_bulk()
    written = []
    for row in rows:
        turn = turns.pop(row["id"], None) or Turn(ceremony=stored)
        for name, value in row.items():
            if name != "id":
                setattr(turn, name, value)
        written.append(turn)
    _store(written)
    stored.turns.filter(pk__in=turns).delete()
    return _told(stored, verb="ceremony.turns", actor=actor, at=at)


@transaction.atomic
def arrange(ceremony: Ceremony, *, most: int, actor: User, at: datetime) -> Ceremony:
    """Xếp lại: the turns are made anew, of at most so many people."""
    stored = held_planned(ceremony, actor, at)
    if not 1 <= most <= MOST_TOGETHER:
        raise ValidationError(f"Mỗi lượt từ 1 đến {MOST_TOGETHER} người, tập thể.")
    if stored.recipients.standing().exclude(handing=Handing.WAITING).exists():
        raise MoveRefusedError("Đã ghi kết quả trao thưởng nên không xếp lại lượt được.")
    arrange_anew(stored, most)
    return _told(stored, verb="ceremony.turns", actor=actor, at=at)


@transaction.atomic
def place(ceremony: Ceremony, turns: Mapping[int, int | None], *, version: int, actor: User, at: datetime) -> Ceremony:
    """`turns`: of each recipient the turn, by their keys. Whoever changes turns comes last in the new one."""
    stored = held_planned(ceremony, actor, at)
    refuse_stale(stored, version)
    known = set(stored.turns.values_list("pk", flat=True))
    moved = [one for one in stored.recipients.order_by("position", "pk") if turns.get(one.pk, one.turn_id) != one.turn_id]
    last = max(stored.recipients.values_list("position", flat=True), default=0)
    for offset, one in enumerate(moved, start=1):
        turn = turns[one.pk]
        if turn is not None and turn not in known:
            raise ValidationError("Lượt trao vừa bị bỏ. Thầy/cô tải lại trang rồi xếp lại.")
        one.turn_id, one.position = turn, last + offset
    Recipient.objects.bulk_update(moved, ["turn", "position"])
    return _told(stored, verb="ceremony.turns", actor=actor, at=at)


@transaction.atomic
def shift(part: Part, way: str, *, actor: User, at: datetime) -> None:
    """One place up or down among its own; the first stays first, the last last."""
    held_planned(part.ceremony, actor, at)
    part = lock(part)  # the programme may have been written anew meanwhile
    rows = _beside(part)
    if part not in rows:
        return
    here = rows.index(part)
    there = here - 1 if way == UP else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, start=1):
        row.position = position
    type(part).objects.bulk_update(rows, ["position"])
    record(actor=actor, verb="ceremony.order", target=part.ceremony, at=at)


def _beside(part: Part) -> list[Any]:
    """In their order; of people, those of the same turn whose award stands."""
    if isinstance(part, Recipient):
        return list(part.ceremony.recipients.standing().filter(turn=part.turn_id).order_by("position", "pk"))
    return list(type(part).objects.filter(ceremony=part.ceremony_id).order_by("position", "pk"))


def _begun(ceremony: Ceremony, rows: Rows, version: int, actor: User, at: datetime) -> Ceremony:
    stored = held_planned(ceremony, actor, at)
    refuse_stale(stored, version)
    if len(rows) > MOST:
        raise ValidationError(f"Tối đa {MOST} dòng.")
    return stored


def _store(rows: Sequence[ProgramItem | Guest | Turn]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
        row.full_clean(exclude=["ceremony"])
        row.save()


def _told(stored: Ceremony, *, verb: str, actor: User, at: datetime) -> Ceremony:
    stored.version += 1
    stored.save(update_fields=["version"])
    record(actor=actor, verb=verb, target=stored, at=at)
    return stored
