"""Who may do what with a role or an account, as it stands: pure questions to the permission table."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may

from .models import RoleAssignment, User


def can_decide(actor: User, assignment: RoleAssignment, at: datetime) -> bool:
    return may(actor, "role.approve", assignment, on=timezone.localdate(at))


def can_propose(actor: User, assignment: RoleAssignment, at: datetime) -> bool:
    return may(actor, "role.propose", assignment, on=timezone.localdate(at))


def can_propose_end(actor: User, assignment: RoleAssignment, at: datetime) -> bool:
    """What has ended needs no ending."""
    has_ended = assignment.ends_on is not None and assignment.ends_on < timezone.localdate(at)
    return not has_ended and can_propose(actor, assignment, at)


def can_cancel(actor: User, assignment: RoleAssignment, at: datetime) -> bool:
    """Whoever approved a role may take it back until it begins; from then on it ends, as everything that was in force."""
    return assignment.starts_on > timezone.localdate(at) and can_decide(actor, assignment, at)


def can_reset_password(actor: User, account: User, at: datetime) -> bool:
    return account.is_active and _can_manage(actor, "account.reset_password", account, at)


def can_reset_second_factor(actor: User, account: User, at: datetime) -> bool:
    return account.has_second_factor and can_reset_password(actor, account, at)


def can_unlock(actor: User, account: User, at: datetime) -> bool:
    """To let in, and to sign out."""
    return account.is_active and _can_manage(actor, "account.unlock_sign_in", account, at)


def can_close(actor: User, account: User, at: datetime) -> bool:
    return account.is_active and _can_manage(actor, "account.manage", account, at)


def can_reopen(actor: User, account: User, at: datetime) -> bool:
    return not account.is_active and _can_manage(actor, "account.manage", account, at)


def _can_manage(actor: User, action: str, account: User, at: datetime) -> bool:
    """Never one's own account: for that there is the page of one's own password."""
    return account.pk != actor.pk and may(actor, action, account, on=timezone.localdate(at))
