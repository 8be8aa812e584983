"""Vai trò và ủy quyền: proposed by one, approved by another."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import RULES, Role, Scope, require
from thiduakt.school.enums import RoleState
from thiduakt.school.flows import ROLE_FLOW
from thiduakt.school.models import Delegation, Person, RoleAssignment, School, User
from thiduakt.school.queries import INDISPENSABLE, conflicting_roles
from thiduakt.workflow import lock, perform

from .sign_ins import end_sign_ins

CHANGES_WHAT_IS_HELD = {"approve", "cancel", "end"}


@transaction.atomic
def propose_role(
    person: Person, role: Role, *, starts_on: date, ends_on: date | None, basis: str, actor: User, at: datetime
) -> RoleAssignment:
    require(actor, "role.propose", person, on=timezone.localdate(at))
    if not person.is_at_work(starts_on):
        raise ValidationError({"person": f"{person} không còn làm việc ở trường vào ngày {starts_on:%d/%m/%Y}."})
    if role in INDISPENSABLE and ends_on:
        sentence = (
            f"Trường phải luôn có người giữ vai trò {Role(role).label}, nên không ghi trước ngày hết hạn. "
            "Thầy/cô để trống ô này; khi có người mới thì đề xuất thôi giao."
        )
        raise ValidationError({"ends_on": sentence})
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
    """Any step of the flow but `propose_end`. Steps in one school wait for one another: what one takes, another may rest on.

    Where it changes what somebody may do they sign in anew, and are asked for what their new role asks for.
    An end that is approved later than it was proposed for takes effect on the day of the approval, never before.
    """

    def settle(locked: RoleAssignment) -> dict[str, Any]:
        if locked.end_proposed_on is None:
            return {}
        if action != "end":
            return {"end_proposed_on": None}
        last_day = max(locked.end_proposed_on, timezone.localdate(at))
        return {"ends_on": min(last_day, locked.ends_on or last_day), "end_proposed_on": None}

    lock(assignment.school)
    decided = perform(ROLE_FLOW, assignment, action, actor=actor, at=at, reason=reason, settle=settle)
    holder = User.objects.filter(person=decided.person_id).exclude(pk=actor.pk).first()
    if holder and action in CHANGES_WHAT_IS_HELD:
        end_sign_ins(holder, at=at, by=str(actor))
    return decided


@transaction.atomic
def propose_role_end(assignment: RoleAssignment, *, ends_on: date, actor: User, at: datetime) -> RoleAssignment:
    """Đề xuất thôi giao vai trò sau ngày `ends_on`. The role is held on until the principal approves."""

    def settle(locked: RoleAssignment) -> dict[str, Any]:
        if ends_on < max(locked.starts_on, timezone.localdate(at)):
            raise ValidationError({"ends_on": "Ngày kết thúc không được trước hôm nay và trước ngày bắt đầu."})
        if locked.ends_on and ends_on > locked.ends_on:
            sentence = f"Vai trò này chỉ giao đến hết ngày {locked.ends_on:%d/%m/%Y}. Muốn kéo dài thì đề xuất giao mới."
            raise ValidationError({"ends_on": sentence})
        return {"end_proposed_on": ends_on}

    return perform(ROLE_FLOW, assignment, "propose_end", actor=actor, at=at, settle=settle)


def delegable_actions() -> dict[str, str]:
    """The actions that the table lets somebody take with a written delegation, and their labels."""
    return {action: rule.label for action, rule in RULES.items() if Scope.DELEGATED in rule.grants.values()}


def delegable_roles(action: str) -> set[Role]:
    return {role for role, scope in RULES[action].grants.items() if scope is Scope.DELEGATED}


def may_be_delegated(school: School, day: date) -> set[int]:
    """The people who hold, that day or later, a role to which some action can be delegated."""
    roles = set().union(*map(delegable_roles, delegable_actions()))
    given = RoleAssignment.objects.filter(school=school, role__in=roles).given().overlapping(day, None)
    return set(given.values_list("person_id", flat=True))


@transaction.atomic
def grant_delegation(
    person: Person, action: str, *, starts_on: date, ends_on: date, basis: str, actor: User, at: datetime
) -> Delegation:
    require(actor, "delegation.grant", person, on=timezone.localdate(at))
    if action not in delegable_actions():
        raise ValidationError({"action": "Việc này không ủy quyền được."})
    roles = delegable_roles(action)
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
    delegation = lock(delegation)
    require(actor, "delegation.grant", delegation, on=timezone.localdate(at))
    if delegation.ends_on and ends_on > delegation.ends_on:
        raise ValidationError(
            f"Ủy quyền này chỉ đến hết ngày {delegation.ends_on:%d/%m/%Y}. Muốn kéo dài thì lập ủy quyền mới."
        )
    delegation.ends_on = ends_on
    delegation.full_clean()
    delegation.save(update_fields=["ends_on"])
    record(actor=actor, verb="delegation.end", target=delegation, at=at, changes={"ends_on": str(ends_on)})


@transaction.atomic
def cancel_delegation(delegation: Delegation, *, actor: User, at: datetime) -> None:
    """Take back what has not begun: nobody has acted under it, and the log keeps that it was given."""
    delegation = lock(delegation)
    today = timezone.localdate(at)
    require(actor, "delegation.grant", delegation, on=today)
    if not delegation.can_be_cancelled(today):
        raise ValidationError("Ủy quyền này đã bắt đầu. Thầy/cô ghi ngày kết thúc thay vì hủy.")
    record(actor=actor, verb="delegation.cancel", target=delegation, at=at, changes={"starts_on": str(delegation.starts_on)})
    delegation.delete()
