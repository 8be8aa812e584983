"""Two at once: a decision is taken in by two ceremonies; a turn is marked by two people."""

import pytest

from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.services.handing import hand_all
from awards.ceremonies.services.planning import plan_ceremony
from tests.campaigns.registrations.test_races import again as signed_in
from tests.campaigns.registrations.test_races import one_after_the_other

from .conftest import VALUES

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_ceremonies_planned_at_once_one_takes_the_people(decision, secretary, deputy, at):
    refusals = one_after_the_other(
        lambda: plan_ceremony(VALUES, [decision], actor=secretary, at=at),
        lambda: plan_ceremony(VALUES, [decision], actor=signed_in(deputy), at=at),
    )

    assert refusals == []
    assert sorted(one.recipients.count() for one in Ceremony.objects.all()) == [0, 4]


def test_a_turn_marked_twice_at_once_is_marked_once(turns, secretary, deputy, at):
    refusals = one_after_the_other(
        lambda: hand_all(turns[0], actor=secretary, at=at), lambda: hand_all(turns[0], actor=signed_in(deputy), at=at)
    )

    assert refusals == []
    assert Recipient.objects.filter(handing="HANDED").count() == 3
