"""Trao thưởng: marked at the ceremony turn by turn; handed over later to whoever was absent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.ceremonies.enums import Handing
from awards.ceremonies.models import Ceremony, Recipient, Turn
from awards.ceremonies.policies import can_manage
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold


@transaction.atomic
def mark(ceremony: Ceremony, told: Mapping[int, Mapping[str, Any]], *, actor: User, at: datetime) -> int:
    """`told`: `handing`, `received_by`, `handed_on` of recipients by their keys. Returns how many have changed."""
    stored: Ceremony = hold(ceremony, can_manage, actor=actor, at=at)
    changed = []
    for one in stored.recipients.standing().filter(pk__in=told).select_related("line"):
        before = one.handing, one.received_by, one.handed_on
        one.handing, one.received_by = told[one.pk]["handing"], told[one.pk]["received_by"]
        one.handed_on = _day_of(one, stored, told[one.pk]["handed_on"], timezone.localdate(at))
        if (one.handing, one.received_by, one.handed_on) != before:
            changed.append(one)
    _refuse_reopened(stored, changed)
    for one in changed:
        one.full_clean(exclude=["ceremony", "line", "turn"])
        one.save()
    if changed:
        record(actor=actor, verb="ceremony.hand", target=stored, at=at, changes={"số người, tập thể": len(changed)})
    return len(changed)


@transaction.atomic
def hand_all(turn: Turn, *, actor: User, at: datetime) -> int:
    """Everybody of the turn of whom nothing is written yet was there."""
    waiting = turn.recipients.standing().filter(handing=Handing.WAITING)
    told = {one.pk: {"handing": Handing.HANDED, "received_by": one.received_by, "handed_on": None} for one in waiting}
    return mark(turn.ceremony, told, actor=actor, at=at)


def _day_of(one: Recipient, ceremony: Ceremony, typed: date | None, today: date) -> date | None:
    """At the ceremony it is the ceremony's day; afterwards the one that is typed."""
    name = str(one.line.holder_name)
    if one.handing in Handing.AT_IT:
        if ceremony.held_on > today:
            raise MoveRefusedError(f"Buổi lễ tổ chức ngày {ceremony.held_on:%d/%m/%Y}, đến ngày đó mới ghi đã trao được.")
        return ceremony.held_on
    if one.handing != Handing.AFTERWARDS:
        return None
    if typed is None:
        raise ValidationError(f"{name}: thầy/cô ghi ngày trao sau lễ.")
    if not ceremony.held_on <= typed <= today:
        raise ValidationError(f"{name}: ngày trao sau lễ từ ngày tổ chức đến hôm nay.")
    return typed


def _refuse_reopened(ceremony: Ceremony, changed: list[Recipient]) -> None:
    """Of a ceremony that was held it is known of everybody."""
    if not ceremony.is_planned and any(one.handing == Handing.WAITING for one in changed):
        raise MoveRefusedError("Buổi lễ đã tổ chức: mỗi người, tập thể phải ghi đã trao, nhận thay hay trao sau.")
