"""Roles by date, proposed by one and approved by another."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.factories.school import DelegationFactory, RoleAssignmentFactory
from tests.school.roles import DAY, again, at_once, propose
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role, may
from thiduakt.school.enums import RoleState as S
from thiduakt.school.models import Delegation, RoleAssignment
from thiduakt.school.queries import holders
from thiduakt.school.services.roles import decide_role
from thiduakt.workflow import MoveRefusedError


def test_a_role_holds_from_its_first_day_to_its_last(teacher):
    RoleAssignmentFactory(person=teacher.person, role=Role.SECRETARY, starts_on=DAY, ends_on=date(2023, 12, 31))

    days = [DAY - timedelta(1), DAY, date(2023, 12, 31), date(2024, 1, 1)]
    assert [Role.SECRETARY in again(teacher).roles_on(day) for day in days] == [False, True, True, False]
    found = [holders(teacher.school_id, {Role.SECRETARY}, day) != [] for day in days]
    assert found == [False, True, True, False]


@pytest.mark.parametrize("state", [S.PROPOSED, S.REFUSED])
def test_a_role_that_nobody_approved_gives_nothing(teacher, state):
    RoleAssignmentFactory(person=teacher.person, role=Role.PRINCIPAL, state=state)

    assert Role.PRINCIPAL not in again(teacher).roles_on(DAY)
    assert holders(teacher.school_id, {Role.PRINCIPAL}, DAY) == []


def test_who_has_left_holds_no_role(deputy):
    deputy.person.left_on = DAY
    deputy.person.save()

    assert again(deputy).roles_on(DAY) == {Role.DEPUTY}
    assert again(deputy).roles_on(DAY + timedelta(1)) == frozenset()
    assert holders(deputy.school_id, {Role.DEPUTY}, DAY + timedelta(1)) == []


def test_a_delegation_holds_between_its_days(deputy):
    DelegationFactory(person=deputy.person, action="document.sign", starts_on=DAY, ends_on=DAY)

    days = (DAY - timedelta(1), DAY, DAY + timedelta(1))
    assert [may(again(deputy), "document.sign", on=day) for day in days] == [False, True, False]


def test_the_database_refuses_an_end_before_the_beginning(teacher):
    for make in (RoleAssignmentFactory, DelegationFactory):
        with pytest.raises(IntegrityError), transaction.atomic():
            make(person=teacher.person, starts_on=DAY, ends_on=DAY - timedelta(1))


@pytest.mark.parametrize("who", ["principal", "technician", "inspector", "clerk", "teacher", "superior", "stranger"])
def test_roles_and_delegations_are_visible_to_those_whom_the_table_names(request, deputy, who):
    user = request.getfixturevalue(who)
    DelegationFactory(person=deputy.person)

    for model in (RoleAssignment, Delegation):
        expected = {row for row in model.objects.all() if may(user, "role.view", row, on=DAY)}
        assert set(model.objects.visible_to(user, DAY)) == expected


# Proposing and deciding


def test_one_proposes_and_another_approves(teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    assert Role.SECRETARY not in again(teacher).roles_on(DAY)

    decide_role(assignment, "approve", actor=principal, at=at)

    assert Role.SECRETARY in again(teacher).roles_on(DAY)
    assert [(event.verb, event.actor_id) for event in AuditEvent.objects.all()] == [
        ("role.propose", technician.pk),
        ("role.approve", principal.pk),
    ]


def test_nobody_does_the_half_of_the_other(teacher, technician, principal, clerk, stranger, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)

    for actor in (technician, clerk, teacher, stranger):
        with pytest.raises(PermissionDenied):
            decide_role(assignment, "approve", actor=actor, at=at)
    for actor in (principal, clerk, teacher, stranger):
        with pytest.raises(PermissionDenied):
            propose(teacher.person, Role.CLERK, actor, at)


def test_a_refusal_needs_a_reason_and_keeps_it(teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    with pytest.raises(MoveRefusedError, match="ghi rõ lý do"):
        decide_role(assignment, "refuse", actor=principal, at=at)

    decide_role(assignment, "refuse", actor=principal, at=at, reason="Đã có thư ký.")

    assert AuditEvent.objects.latest("seq").reason == "Đã có thư ký."
    assert Role.SECRETARY not in again(teacher).roles_on(DAY)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (Role.CLERK, Role.PRINCIPAL),
        (Role.DEPUTY, Role.CLERK),
        (Role.SECRETARY, Role.INSPECTOR),
        (Role.TECHNICIAN, Role.COUNCIL_MEMBER),
        (Role.ACCOUNTANT, Role.TECHNICIAN),
    ],
)
def test_roles_that_exclude_each_other_are_refused_when_proposed(school, technician, at, held, wanted):
    person = RoleAssignmentFactory(person__school=school, role=held).person

    with pytest.raises(ValidationError, match="không được kiêm"):
        propose(person, wanted, technician, at)

    assert not RoleAssignment.objects.filter(state=S.PROPOSED).exists()


def test_of_two_proposals_that_exclude_each_other_only_one_is_approved(teacher, technician, principal, at):
    first = propose(teacher.person, Role.SECRETARY, technician, at)
    second = propose(teacher.person, Role.INSPECTOR, technician, at)
    decide_role(first, "approve", actor=principal, at=at)

    with pytest.raises(MoveRefusedError, match="không được kiêm"):
        decide_role(second, "approve", actor=principal, at=at)

    assert RoleAssignment.objects.get(pk=second.pk).state == S.PROPOSED


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_one_moment_do_not_pass_each_other(teacher, technician, principal, at, monkeypatch):
    pair = [propose(teacher.person, role, technician, at) for role in (Role.SECRETARY, Role.INSPECTOR)]

    assert at_once(monkeypatch, pair, "approve", principal, at) == ["done", "refused"]


def test_roles_one_after_the_other_do_not_exclude_each_other(teacher, technician, at):
    RoleAssignmentFactory(person=teacher.person, role=Role.CLERK, ends_on=DAY - timedelta(1))

    assert propose(teacher.person, Role.DEPUTY, technician, at).state == S.PROPOSED
    with pytest.raises(ValidationError, match="không được kiêm"):
        propose(teacher.person, Role.PRINCIPAL, technician, at, starts_on=DAY - timedelta(1))


def test_the_technician_may_teach(teacher, technician, at):
    assert propose(technician.person, Role.TEACHER, technician, at).state == S.PROPOSED


def test_a_role_is_not_given_twice_nor_proposed_twice(deputy, teacher, technician, at):
    with pytest.raises(ValidationError, match="đã giữ vai trò"):
        propose(deputy.person, Role.DEPUTY, technician, at)
    propose(teacher.person, Role.DEPUTY, technician, at)
    with pytest.raises(ValidationError, match="đang chờ duyệt"):
        propose(teacher.person, Role.DEPUTY, technician, at)
