from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import AwardDecision, Cancellation


def can_manage(actor: User, decision: AwardDecision, at: datetime) -> bool:
    return may(actor, "award.manage", decision, on=timezone.localdate(at))


def can_cancel(actor: User, row: AwardDecision | Cancellation, at: datetime) -> bool:
    return may(actor, "award.cancel", row, on=timezone.localdate(at))


def can_record(actor: User, decision: AwardDecision, at: datetime) -> bool:
    return may(actor, "award.record", decision, on=timezone.localdate(at))


def can_put_in_force(actor: User, row: AwardDecision | Cancellation, at: datetime) -> bool:
    """The clerk: by the number of its paper a decision comes into force, and ends; a superior's by what came back of it."""
    decision = row.decision if isinstance(row, Cancellation) else row
    return may(actor, "document.issue" if decision.is_ours else "award.record", row, on=timezone.localdate(at))
