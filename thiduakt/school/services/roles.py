"""Vai trò và ủy quyền: proposed by one, approved by another."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import RULES, Role, Scope, require
from thiduakt.school.enums import RoleState
from thiduakt.school.flows import ROLE_FLOW
from thiduakt.school.models import Delegation, Person, RoleAssignment, User
from thiduakt.school.queries import INDISPENSABLE, conflicting_roles, is_vacant
from thiduakt.workflow import lock, perform


@transaction.atomic
def propose_role(
    person: Person, role: Role, *, starts_on: date, ends_on: date | None, basis: str, actor: User, at: datetime
) -> RoleAssignment:
    require(actor, "role.propose", person, on=timezone.localdate(at))
    assignment = RoleAssignment(
        school_id=person.school_id, person=person, role=role, starts_on=starts_on, ends_on=ends_on, basis=basis.strip()
    )
    assignment.full_clean()
    if sentences := conflicting_roles(assignment):
        raise ValidationError(sentences)
    already = RoleAssignment.objects.filter(person=person, role=role, state=RoleState.PROPOSED)
    if already.overlapping(starts_on, ends_on).exists():
        raise ValidationError(f"Đã có đề xuất giao vai trò {Role(role).label} cho {person}, đang chờ duyệt.")
    assignment.save()
    record(actor=actor, verb="role.propose", target=assignment, at=at, changes={"role": role, "starts_on": str(starts_on)})
    return assignment


@transaction.atomic
def decide_role(assignment: RoleAssignment, action: str, *, actor: User, at: datetime, reason: str = "") -> RoleAssignment:
    """Approve or refuse a proposed role. Two proposals that exclude each other wait for one another at the person's row."""
    lock(assignment.person)
    return perform(ROLE_FLOW, assignment, action, actor=actor, at=at, reason=reason)


@transaction.atomic
def end_role(assignment: RoleAssignment, *, ends_on: date, actor: User, at: datetime) -> None:
    """Thôi giao vai trò. The school must not be left without a principal or without a technician."""
    require(actor, "role.propose", assignment, on=timezone.localdate(at))
    if assignment.state != RoleState.ACTIVE:
        raise ValidationError("Chỉ kết thúc được vai trò đã giao.")
    if assignment.ends_on and ends_on > assignment.ends_on:
        raise ValidationError(f"Vai trò này đã kết thúc vào ngày {assignment.ends_on:%d/%m/%Y}.")
    role, day_after = Role(assignment.role), ends_on + timedelta(days=1)
    if role in INDISPENSABLE and is_vacant(assignment.school_id, role, day_after, without=Q(pk=assignment.pk)):
        raise ValidationError(f"Trường phải luôn có người giữ vai trò {role.label}. Thầy/cô giao cho người mới trước.")
    assignment.ends_on = ends_on
    assignment.full_clean()
    assignment.save(update_fields=["ends_on"])
    record(actor=actor, verb="role.end", target=assignment, at=at, changes={"ends_on": str(ends_on)})


def delegable_actions() -> dict[str, str]:
    """The actions that the table lets somebody take with a written delegation, and their labels."""
    return {action: rule.label for action, rule in RULES.items() if Scope.DELEGATED in rule.grants.values()}


@transaction.atomic
def grant_delegation(
    person: Person, action: str, *, starts_on: date, ends_on: date, basis: str, actor: User, at: datetime
) -> Delegation:
    require(actor, "delegation.grant", person, on=timezone.localdate(at))
    if action not in delegable_actions():
        raise ValidationError({"action": "Việc này không ủy quyền được."})
    roles = {role for role, scope in RULES[action].grants.items() if scope is Scope.DELEGATED}
    held = RoleAssignment.objects.filter(person=person, role__in=roles).in_force(starts_on)
    if not held.exists():
        labels = ", ".join(sorted(role.label for role in roles))
        raise ValidationError({"person": f"Việc này chỉ ủy quyền được cho người giữ vai trò: {labels}."})
    if Delegation.objects.filter(person=person, action=action).overlapping(starts_on, ends_on).exists():
        raise ValidationError(f"{person} đã được ủy quyền việc này trong thời gian này.")
    delegation = Delegation(
        school_id=person.school_id, person=person, action=action, starts_on=starts_on, ends_on=ends_on, basis=basis.strip()
    )
    delegation.full_clean()
    delegation.save()
    record(actor=actor, verb="delegation.grant", target=delegation, at=at, changes={"ends_on": str(ends_on)}, reason=basis)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, ends_on: date, actor: User, at: datetime) -> None:
    """Only ever shorter: a longer one is a new delegation, with a paper of its own."""
    require(actor, "delegation.grant", delegation, on=timezone.localdate(at))
    if delegation.ends_on and ends_on > delegation.ends_on:
        raise ValidationError(
            f"Ủy quyền này chỉ đến hết ngày {delegation.ends_on:%d/%m/%Y}. Muốn kéo dài thì lập ủy quyền mới."
        )
    delegation.ends_on = ends_on
    delegation.full_clean()
    delegation.save(update_fields=["ends_on"])
    record(actor=actor, verb="delegation.end", target=delegation, at=at, changes={"ends_on": str(ends_on)})
