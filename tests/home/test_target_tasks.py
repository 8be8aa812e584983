"""What targets ask of each, on the first page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.targets.services.reporting import check_progress, report_progress
from tests.factories.targets import TargetFactory, work
from thiduakt.home.tasks.targets import TARGET_URGES, target_tasks

pytestmark = pytest.mark.django_db


def asked(user, at):
    return [(task.label, task.title) for task in target_tasks(user, at)]


@pytest.fixture
def late(school, group, at):
    day = timezone.localdate(at)
    return TargetFactory(school=school, group=group, name="Muộn", due_on=day - timedelta(days=1))


def test_the_head_is_told_of_what_is_late_or_at_risk_and_a_teacher_of_the_own(group_head, teacher, school, group, late, at):
    day = timezone.localdate(at)
    TargetFactory(school=school, group=group, name="Nguy cơ", due_on=day + timedelta(days=3))
    TargetFactory(school=school, group=group, name="Còn xa", due_on=day + timedelta(days=90))
    work(school=school, group=None, person=teacher.person, name="Riêng", due_on=day - timedelta(days=2))

    assert asked(group_head, at) == [(TARGET_URGES["late"], "Muộn"), (TARGET_URGES["risk"], "Nguy cơ")]
    assert asked(teacher, at) == [(TARGET_URGES["late"], "Riêng")]


def test_a_result_waits_for_its_checker_and_comes_back(group_head, principal, late, school, at):
    day = timezone.localdate(at)
    progress = report_progress(late, as_of=day, value=Decimal(3), actor=group_head, at=at).progress
    assert asked(group_head, at) == []
    assert asked(principal, at) == [(TARGET_URGES["check"], "Muộn")]

    check_progress(progress, "return", reason="Thiếu ảnh.", version=1, actor=principal, at=at)
    assert asked(principal, at) == []
    assert asked(group_head, at) == [(TARGET_URGES["returned"], "Muộn")]


def test_what_was_given_to_one_member_waits_for_nobody_else(group_head, principal, secretary, late, at):
    late.checker = secretary.person
    late.save()
    report_progress(late, as_of=timezone.localdate(at), value=Decimal(3), actor=group_head, at=at)

    assert asked(principal, at) == []
    assert asked(secretary, at) == [(TARGET_URGES["check"], "Muộn")]


def test_who_may_not_report_is_not_asked_for_the_result_of_the_own_target(clerk, school, at):
    day = timezone.localdate(at)
    work(school=school, group=None, person=clerk.person, name="Riêng", due_on=day - timedelta(days=2))

    assert asked(clerk, at) == []


@pytest.mark.parametrize("who", ["technician", "superior", "stranger", "clerk"])
def test_whom_it_does_not_concern_is_asked_nothing(who, late, at, request):
    assert asked(request.getfixturevalue(who), at) == []
