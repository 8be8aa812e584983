"""Mở năm học mới: what was ticked is copied into the next year, each by the service of its room, and never twice."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from awards.closing.carrying.carriers import CARRIERS
from awards.closing.carrying.items import Carrier, Item
from awards.closing.models import YearClosing
from awards.closing.readiness import Year
from thiduakt.audit.services import record
from thiduakt.permissions import may, require
from thiduakt.school.models import School, User
from thiduakt.workflow import lock


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a tick: the new row, or the sentence why there is none."""

    item: Item
    made: Any = None
    refusal: str = ""


@transaction.atomic
def begin_year(school: School, number: int, keys: Collection[str], *, actor: User, at: datetime) -> list[Outcome]:
    """Into the year after `number`. What a room refuses is told and stops nothing else; what stands already is left alone.

    Whoever presses at the same moment waits for the row of the year, and then finds everything copied.
    """
    year = Year(school, number)
    require(actor, "year.begin", YearClosing(school=school, year=number), on=timezone.localdate(at))
    if not keys:
        raise ValidationError("Chưa chọn gì để sao chép. Thầy/cô chọn ít nhất một mục.")
    begun, _ = YearClosing.objects.get_or_create(school=school, year=number)
    lock(begun)
    outcomes = [one for carrier in CARRIERS for one in _carried(carrier, year, keys, actor, at)]
    if copied := [one for one in outcomes if one.made]:
        told = {"sang năm học": f"{number + 1}–{number + 2}", "số mục": len(copied)}
        record(actor=actor, verb="year.begin", target=begun, at=at, changes=told)
    return outcomes


def may_carry(carrier: Carrier, actor: User, at: datetime) -> bool:
    return may(actor, carrier.rule, on=timezone.localdate(at))


def _carried(carrier: Carrier, year: Year, keys: Collection[str], actor: User, at: datetime) -> Iterator[Outcome]:
    if not may_carry(carrier, actor, at):
        return
    for item in list(carrier.find(year)):
        if item.key in keys and item.made is None:
            yield _copied(carrier, item, year, actor, at)


def _copied(carrier: Carrier, item: Item, year: Year, actor: User, at: datetime) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(item, made=carrier.copy(item.source, year, actor, at))
    except ValidationError as refusal:
        return Outcome(item, refusal=" ".join(refusal.messages))
    except PermissionDenied:
        return Outcome(item, refusal="Thầy/cô không được giao việc này.")
