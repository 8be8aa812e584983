import pytest

from tests.factories.ballots import Vote, make_vote
from thiduakt.school.models import School


@pytest.fixture
def vote(school: School) -> Vote:
    """Seven electors, two candidates, not open yet."""
    return make_vote(school)


@pytest.fixture
def opened(vote: Vote) -> Vote:
    vote.open()
    return vote
