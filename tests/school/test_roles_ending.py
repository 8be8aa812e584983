"""Roles that end or are taken back: two do it together, and the school is never without a principal."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.factories.school import PersonFactory, RoleAssignmentFactory, UserFactory
from tests.school.roles import DAY, again, at_once, end, propose
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState as S
from thiduakt.school.models import RoleAssignment
from thiduakt.school.queries import holders
from thiduakt.school.services.roles import decide_role, propose_role_end
from thiduakt.workflow import MoveRefusedError


def test_one_proposes_the_end_and_another_approves_it(secretary, held, technician, principal, at):
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)
    assert Role.SECRETARY in again(secretary).roles_on(DAY + timedelta(1))
    assert holders(secretary.school_id, {Role.SECRETARY}, DAY + timedelta(1)) == [proposed]

    decide_role(proposed, "end", actor=principal, at=at)

    assert Role.SECRETARY in again(secretary).roles_on(DAY)
    assert Role.SECRETARY not in again(secretary).roles_on(DAY + timedelta(1))
    assert [(event.verb, event.actor_id) for event in AuditEvent.objects.all()] == [
        ("role.propose_end", technician.pk),
        ("role.end", principal.pk),
    ]


def test_nobody_ends_a_role_alone(held, technician, principal, clerk, stranger, at):
    for actor in (principal, clerk, stranger):
        with pytest.raises(PermissionDenied):
            propose_role_end(held, ends_on=DAY, actor=actor, at=at)
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)
    for actor in (technician, clerk, stranger):
        with pytest.raises(PermissionDenied):
            decide_role(proposed, "end", actor=actor, at=at)


def test_no_role_ends_in_the_past(held, technician, at):
    with pytest.raises(ValidationError, match="không được trước hôm nay"):
        propose_role_end(held, ends_on=DAY - timedelta(1), actor=technician, at=at)

    assert RoleAssignment.objects.get(pk=held.pk).state == S.ACTIVE


@pytest.mark.parametrize(("given_to", "last_day"), [(None, DAY + timedelta(9)), (DAY + timedelta(5), DAY + timedelta(5))])
def test_an_end_that_is_approved_late_takes_effect_on_that_day(held, technician, principal, at, given_to, last_day):
    RoleAssignment.objects.filter(pk=held.pk).update(ends_on=given_to)
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)

    assert decide_role(proposed, "end", actor=principal, at=at + timedelta(9)).ends_on == last_day


@pytest.mark.parametrize(("step", "who"), [("keep", "principal"), ("withdraw_end", "technician")])
def test_an_end_that_is_refused_or_taken_back_changes_nothing(request, held, technician, principal, at, step, who):
    proposed = propose_role_end(held, ends_on=DAY, actor=technician, at=at)

    kept = decide_role(proposed, step, actor=request.getfixturevalue(who), at=at, reason="Còn cần thư ký.")

    assert (kept.state, kept.ends_on, kept.end_proposed_on) == (S.ACTIVE, None, None)


def test_a_role_is_not_drawn_out_by_ending_it(held, technician, principal, at):
    ended = end(held, DAY + timedelta(30), technician, principal, at)

    with pytest.raises(ValidationError, match="chỉ giao đến hết ngày 04/11/2023"):
        propose_role_end(ended, ends_on=DAY + timedelta(31), actor=technician, at=at)


def test_what_has_ended_and_what_is_only_proposed_cannot_be_ended(teacher, held, technician, principal, at):
    ended = end(held, DAY, technician, principal, at)
    with pytest.raises(PermissionDenied):
        propose_role_end(ended, ends_on=DAY, actor=technician, at=at + timedelta(1))
    with pytest.raises(MoveRefusedError, match="chờ duyệt"):
        propose_role_end(propose(teacher.person, Role.TELLER, technician, at), ends_on=DAY, actor=technician, at=at)


def test_the_database_knows_no_proposed_end_without_its_day(teacher):
    for state, day in ((S.ENDING, None), (S.ACTIVE, DAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleAssignmentFactory(person=teacher.person, state=state, end_proposed_on=day)


@pytest.mark.parametrize(
    ("successor_from", "successor_to", "is_vacant"),
    [
        (None, None, True),
        (DAY + timedelta(1), None, False),  # hands over from one day to the next
        (DAY + timedelta(2), None, True),
        (DAY, DAY, True),  # both go on the same day
        (DAY, DAY + timedelta(60), True),  # would run out, and nobody would notice
    ],
)
def test_the_school_is_never_without_a_principal(principal, technician, at, successor_from, successor_to, is_vacant):
    if successor_from:
        successor = UserFactory(school=principal.school).person
        RoleAssignmentFactory(person=successor, role=Role.PRINCIPAL, starts_on=successor_from, ends_on=successor_to)
    held = RoleAssignment.objects.get(person=principal.person, role=Role.PRINCIPAL)

    if is_vacant:
        with pytest.raises(MoveRefusedError, match="luôn có người giữ vai trò Hiệu trưởng"):
            end(held, DAY, technician, principal, at)
    else:
        end(held, DAY, technician, principal, at)

    assert (RoleAssignment.objects.get(pk=held.pk).ends_on is None) == is_vacant


@pytest.mark.parametrize("is_active", [None, False])
def test_who_cannot_sign_in_is_no_successor(principal, technician, at, is_active):
    successor = PersonFactory(school=principal.school)
    if is_active is not None:
        UserFactory(person=successor, is_active=is_active)
    RoleAssignmentFactory(person=successor, role=Role.PRINCIPAL)
    held = RoleAssignment.objects.get(person=principal.person, role=Role.PRINCIPAL)

    with pytest.raises(MoveRefusedError, match="có tài khoản đang dùng"):
        end(held, DAY, technician, principal, at)


@pytest.mark.django_db(transaction=True)
def test_two_principals_do_not_end_at_one_moment(school, principal, technician, at, monkeypatch):
    second = UserFactory(school=school, full_name="Vũ Ý", roles=[Role.PRINCIPAL])
    people = [principal.person, second.person]
    proposed = [
        propose_role_end(
            RoleAssignment.objects.get(person=person, role=Role.PRINCIPAL), ends_on=DAY, actor=technician, at=at
        )
        for person in people
    ]

    assert at_once(monkeypatch, proposed, "end", principal, at) == ["done", "refused"]
    assert holders(school.pk, {Role.PRINCIPAL}, DAY + timedelta(1)) != []


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.TECHNICIAN])
def test_the_two_indispensable_roles_are_given_without_a_last_day(school, technician, at, role):
    person = PersonFactory(school=school)

    with pytest.raises(ValidationError, match="không ghi trước ngày hết hạn") as refusal:
        propose(person, role, technician, at, ends_on=DAY + timedelta(30))

    assert list(refusal.value.error_dict) == ["ends_on"]
    assert propose(person, role, technician, at).ends_on is None


# Taking back


def test_the_one_who_proposed_takes_back(teacher, technician, principal, clerk, at):
    proposal = propose(teacher.person, Role.SECRETARY, technician, at)
    for actor in (principal, clerk):
        with pytest.raises(PermissionDenied):
            decide_role(proposal, "withdraw", actor=actor, at=at)

    decide_role(proposal, "withdraw", actor=technician, at=at)

    with pytest.raises(MoveRefusedError, match="đã hủy"):
        decide_role(proposal, "approve", actor=principal, at=at)
    assert propose(teacher.person, Role.SECRETARY, technician, at).state == S.PROPOSED


def test_the_principal_takes_back_what_has_not_begun(teacher, technician, principal, at):
    coming = propose(teacher.person, Role.SECRETARY, technician, at, starts_on=DAY + timedelta(1))
    given = decide_role(coming, "approve", actor=principal, at=at)
    with pytest.raises(PermissionDenied):
        decide_role(given, "cancel", actor=technician, at=at)
    with pytest.raises(PermissionDenied):  # begun meanwhile
        decide_role(given, "cancel", actor=principal, at=at + timedelta(1))

    decide_role(given, "cancel", actor=principal, at=at)

    assert Role.SECRETARY not in again(teacher).roles_on(DAY + timedelta(1))


def test_a_successor_on_whom_the_school_counts_is_not_taken_back(school, principal, technician, at):
    successor = UserFactory(school=school)
    coming = RoleAssignmentFactory(person=successor.person, role=Role.PRINCIPAL, starts_on=DAY + timedelta(1))
    end(RoleAssignment.objects.get(person=principal.person, role=Role.PRINCIPAL), DAY, technician, principal, at)

    with pytest.raises(MoveRefusedError, match="luôn có người giữ vai trò Hiệu trưởng"):
        decide_role(coming, "cancel", actor=principal, at=at)


def test_who_has_left_is_given_no_role(school, technician, at):
    gone = PersonFactory(school=school, left_on=DAY)

    with pytest.raises(ValidationError, match="không còn làm việc ở trường vào ngày 06/10/2023"):
        propose(gone, Role.SECRETARY, technician, at, starts_on=DAY + timedelta(1))
    assert propose(gone, Role.SECRETARY, technician, at).state == S.PROPOSED
