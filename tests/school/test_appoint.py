import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.school import RoleAssignmentFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role
from thiduakt.school.models import RoleAssignment, User
from thiduakt.school.services.roles import decide_role


def appoint(user, role="HT", school=None):
    out = io.StringIO()
    call_command("appoint", "--school", school or user.school.code, "--role", role, "--user", user.username, stdout=out)
    return out.getvalue()


def test_a_school_that_nobody_can_lead_out_gets_a_principal(teacher):
    teacher.is_active = False
    teacher.save()

    printed = appoint(teacher)

    stored = User.objects.get(pk=teacher.pk)
    event = AuditEvent.objects.get()
    assert printed == "Đã giao vai trò. Hiệu trưởng: Đỗ Thị Đào.\n"
    assert stored.is_active
    assert Role.PRINCIPAL in stored.roles_on(timezone.localdate())
    assert (event.verb, event.actor_id, event.actor_name, event.school_id) == (
        "role.appoint",
        None,
        "hệ thống",
        teacher.school_id,
    )


def test_roles_that_exclude_each_other_are_refused_here_too(clerk):
    with pytest.raises(CommandError, match="không được kiêm Hiệu trưởng"):
        appoint(clerk)

    assert not RoleAssignment.objects.filter(role=Role.PRINCIPAL).exists()


def test_only_the_two_indispensable_roles_are_given_so(teacher):
    with pytest.raises(CommandError, match="invalid choice"):
        appoint(teacher, "VT")


def test_who_has_left_is_not_appointed(teacher):
    teacher.person.left_on = date(2020, 1, 1)
    teacher.person.save()

    with pytest.raises(CommandError, match="đã thôi làm việc"):
        appoint(teacher)


def test_the_school_and_the_account_must_belong_together(teacher, other_school):
    with pytest.raises(CommandError, match="không có tài khoản"):
        appoint(teacher, school=other_school.code)


def test_who_is_appointed_approves_roles_again(school, teacher, technician, at):
    appoint(teacher)
    proposal = RoleAssignmentFactory(person=UserFactory(school=school).person, role=Role.CLERK, state="PROPOSED")

    decided = decide_role(proposal, "approve", actor=User.objects.get(pk=teacher.pk), at=timezone.now())
    assert decided.state == "ACTIVE"
