"""Who may do what with a target: questions to the permission table, and to who made what."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import WHOLE_SCHOOL, Scope, may, scopes
from thiduakt.school.models import User

from .models import Progress, Target


def can_manage(actor: User, target: Target, at: datetime) -> bool:
    return may(actor, "target.manage", target, on=timezone.localdate(at))


def can_report(actor: User, target: Target, at: datetime) -> bool:
    """Its owner, the head of the tổ it was given to, and whoever manages targets."""
    return may(actor, "target.report", target, on=timezone.localdate(at))


def can_settle(actor: User, target: Target, at: datetime) -> bool:
    """Whoever checks for the whole school, or this very target; never the own one."""
    if target.school_id != actor.school_id or target.person_id == actor.person_id:
        return False
    granted = scopes(actor, "target.check", timezone.localdate(at))
    return bool(granted & WHOLE_SCHOOL) or (Scope.OWN in granted and target.checker_id == actor.person_id)


def can_check(actor: User, progress: Progress, at: datetime) -> bool:
    """Nobody checks what they reported or brought evidence of themselves, whatever roles they hold."""
    had_a_hand = progress.reported_by_id == actor.pk or progress.evidence.filter(uploaded_by=actor.pk).exists()
    return not had_a_hand and can_settle(actor, progress.target, at)
