"""Owners are told once when a target comes to be at risk, and once in its last days."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from campaigns.targets.services.reminding import remind_owners
from tests.factories.targets import TargetFactory
from thiduakt.home.deadlines import target_deadlines
from thiduakt.notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 5)


@pytest.mark.parametrize(
    ("due_in", "reached", "told"),
    [(14, 0, 1), (13, 0, 0), (3, 0, 1), (3, 18, 0), (30, 0, 0), (-1, 0, 0)],
)
def test_who_is_told_and_on_which_day(school, group, group_head, at, due_in, reached, told):
    TargetFactory(school=school, group=group, due_on=DAY + timedelta(days=due_in), reached=reached)

    assert remind_owners(at=at) == told
    assert [notice.person_id for notice in Notice.objects.all()] == [group_head.person_id] * told
    assert remind_owners(at=at) == 0


def test_the_command_says_how_many(capsys, school, group, group_head):
    TargetFactory(school=school, group=group, due_on=timezone.localdate() + timedelta(days=3))
    call_command("remind_targets")

    assert capsys.readouterr().out == "Đã nhắc 1 chỉ tiêu.\n"


def test_the_calendar_knows_the_own_deadlines(school, group, group_head, teacher):
    target = TargetFactory(school=school, group=group)
    own = TargetFactory(school=school, group=None, person=teacher.person)

    assert [one.key for one in target_deadlines(group_head, DAY)] == [f"target-{target.pk}"]
    assert [one.day for one in target_deadlines(teacher, DAY)] == [own.due_on]
    assert not list(target_deadlines(teacher, date(2024, 1, 1)))
