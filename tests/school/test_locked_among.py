"""Which accounts of a list are locked: asked of all of them at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.school.signing_in import sign_in
from thiduakt.school.services.signing_in import locked_among

pytestmark = pytest.mark.django_db


def guess(user, times, address="203.0.113.5"):
    for _ in range(times):
        sign_in(Client(), user.username, "sai", address=address)


def test_where_nobody_has_failed_one_question_tells(teacher, clerk, deputy, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert locked_among([user.username for user in (teacher, clerk, deputy)], at=timezone.now()) == {}


def test_where_somebody_has_failed_two_questions_tell_of_all(teacher, clerk, deputy, django_assert_num_queries):
    guess(teacher, 6)
    guess(clerk, 2)
    now = timezone.now()

    with django_assert_num_queries(2):
        locked = locked_among([user.username for user in (teacher, clerk, deputy)], at=now)

    assert locked.keys() == {teacher.username}
    assert timedelta(minutes=14) < locked[teacher.username] - now <= timedelta(minutes=15)


def test_of_two_locks_the_later_end_is_told(teacher):
    for number in range(25):
        guess(teacher, 1, address=f"192.0.2.{number}")
    guess(teacher, 6)
    now = timezone.now()

    assert timedelta(minutes=50) < locked_among([teacher.username], at=now)[teacher.username] - now
