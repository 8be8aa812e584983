"""The secret votes of the demo school: one that is over, one that is open."""

import pytest
from django.utils import timezone

from nominations.ballots.models import Poll
from nominations.ballots.queries import faults_of, participation, tally_of
from thiduakt.home import demo
from thiduakt.home.demo_year import ballots
from thiduakt.school.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


def test_one_vote_is_over_and_one_waits_for_two_more_ballots():
    at = timezone.now()
    demo.load(at)
    ballots.load(at)

    over, waiting = Poll.objects.order_by("pk")
    assert (over.state, waiting.state) == ("SHREDDED", "OPEN")
    assert (faults_of(over), faults_of(waiting)) == ([], [])
    assert [(one.agree, one.blank) for one in tally_of(over).values()] == [(5, 0), (2, 3)]
    assert str(participation(waiting)) == "3/5"
    left = set(waiting.content.electors) - waiting.voted_people
    assert {User.objects.get(person=person).username for person in left} == {"hieutruong", "thuky"}


def test_a_server_without_a_key_for_its_ballots_has_no_votes_to_try(settings):
    settings.BALLOT_KEY = ""
    demo.load(timezone.now())
    ballots.load(timezone.now())
    assert not Poll.objects.exists()
