import pytest
from django.utils import timezone

from tests.factories.registrations import make_registration, make_round
from thiduakt.ledger.years import year_on


@pytest.fixture
def now():
    return timezone.localtime()


@pytest.fixture
def turn(principal, group_head, teacher, now):
    return make_round(principal=principal, at=now, year=year_on(now.date()))


@pytest.fixture
def registration(turn, teacher, now):
    return make_registration(turn, teacher, now)
