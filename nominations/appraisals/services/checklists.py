"""Thành phần hồ sơ của trường: its own list over the default, and back to the default."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.appraisals.defaults import Item
from nominations.appraisals.models import Checklist
from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import GoneError, lock, refuse_stale

MOST_ITEMS = 40


@transaction.atomic
def save_checklist(code: str, regime: str, items: Sequence[Item], *, version: int, actor: User, at: datetime) -> Checklist:
    """`version` 0: the school had no list of its own. What was appraised already keeps the list of then."""
    require(actor, "dossier.appraise", on=timezone.localdate(at))
    if not items:
        raise ValidationError("Danh sách cần ít nhất một thành phần.")
    if len(items) > MOST_ITEMS:
        raise ValidationError(f"Mỗi danh hiệu tối đa {MOST_ITEMS} thành phần hồ sơ.")
    lock(actor.school)  # of two that save the first one at once, the second finds it
    held = Checklist.objects.filter(school=actor.school_id, code=code, regime=regime).first()
    row = held or Checklist(school_id=actor.school_id, code=code, regime=regime, version=0)
    refuse_stale(row, version)
    row.items = [item.to_dict() for item in items]
    row.changed_by, row.changed_at, row.version = actor, at, row.version + 1
    row.full_clean(exclude=["school", "changed_by", "items"])
    row.save()
    record(actor=actor, verb="checklist.save", target=row, at=at)
    return row


@transaction.atomic
def drop_checklist(row: Checklist, *, actor: User, at: datetime) -> None:
    """Back to the default."""
    require(actor, "dossier.appraise", row, on=timezone.localdate(at))
    held = Checklist.objects.select_for_update().filter(pk=row.pk).first()
    if held is None:
        raise GoneError(row)
    record(actor=actor, verb="checklist.drop", target=held, at=at)
    held.delete()
