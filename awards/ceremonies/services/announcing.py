"""Báo cho người được trao: when and where, to whoever was not told yet."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.queries import to_tell
from awards.ceremonies.services.planning import held_planned
from awards.ceremonies.services.telling import tell, when_and_where
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError


@transaction.atomic
def announce(ceremony: Ceremony, *, actor: User, at: datetime) -> int:
    """Returns how many people and collectives that were."""
    stored = held_planned(ceremony, actor, at)
    if stored.held_on < timezone.localdate(at):
        raise MoveRefusedError("Ngày tổ chức đã qua, không báo nữa.")
    waiting = list(to_tell(stored))
    if not waiting:
        raise MoveRefusedError("Những ai được trao đều đã được báo.")
    Recipient.objects.filter(pk__in=[one.pk for one in waiting]).update(told_at=at)
    tell(stored, waiting, f"Mời thầy/cô dự {stored.name}", f"{when_and_where(stored)}.", actor=actor, at=at)
    record(actor=actor, verb="ceremony.announce", target=stored, at=at, changes={"số người, tập thể": len(waiting)})
    return len(waiting)
