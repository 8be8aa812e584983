"""Sessions of the demo school: how its council voted in May 2023, and what it is called to now."""

import pytest
from django.utils import timezone

from nominations.sessions.enums import SessionState
from nominations.sessions.models import CouncilSession, ItemVote
from thiduakt.home import demo, demo_history
from thiduakt.home.demo_year import councils, dossiers, initiatives, registrations, sessions

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_council_has_voted_on_what_was_given_and_is_called_anew() -> None:
    at = timezone.now()
    demo.load(at)
    demo_history.load(at)
    for room in (councils, registrations, initiatives, dossiers, sessions):
        room.load(at)
    votes = list(ItemVote.objects.select_related("item__dossier"))
    assert len(votes) > 9
    assert {(vote.is_passed, vote.item.dossier.state) for vote in votes} <= {(True, "AWARDED"), (False, "NOT_AWARDED")}
    assert all(vote.outcome.has_passed is vote.is_passed for vote in votes)
    assert CouncilSession.objects.get(state=SessionState.CALLED).attendances.count() == 9
