"""Who may do what with an exemplar: pure questions to the permission table."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .enums import ExemplarState
from .models import Exemplar


def _may(actor: User, action: str, exemplar: Exemplar, at: datetime) -> bool:
    return exemplar.school_id == actor.school_id and may(actor, action, on=timezone.localdate(at))


def can_manage(actor: User, exemplar: Exemplar, at: datetime) -> bool:
    return _may(actor, "exemplar.manage", exemplar, at)


def can_write(actor: User, exemplar: Exemplar, at: datetime) -> bool:
    """Whoever found it, until somebody takes it further."""
    is_own = exemplar.found_by_id == actor.person_id and exemplar.state == ExemplarState.FOUND
    return can_manage(actor, exemplar, at) or (is_own and _may(actor, "exemplar.propose", exemplar, at))


def can_foster(actor: User, exemplar: Exemplar, at: datetime) -> bool:
    is_given = exemplar.fostered_by_id == actor.person_id and _may(actor, "exemplar.view", exemplar, at)
    return is_given or can_manage(actor, exemplar, at)


def can_publish(actor: User, exemplar: Exemplar, at: datetime) -> bool:
    return _may(actor, "exemplar.publish", exemplar, at)


def is_holder(actor: User, exemplar: Exemplar) -> bool:
    return exemplar.person_id is not None and exemplar.person_id == actor.person_id


def can_take_down(actor: User, exemplar: Exemplar, at: datetime) -> bool:
    """Taking down waits for nobody: the one it is about, whoever records a withdrawal, whoever published it."""
    return is_holder(actor, exemplar) or can_manage(actor, exemplar, at) or can_publish(actor, exemplar, at)
