"""One good post for every route of the secret votes."""

from collections.abc import Callable

from nominations.ballots.models import Poll
from tests.factories.ballots import make_vote
from tests.factories.school import PASSWORD
from tests.reliability.world import Post, World, reverse


def opening(world: World) -> Post:
    """The first of two officials."""
    vote = make_vote(world.school, electors=5)
    typed = {"action": "open", "version": 1, "password": PASSWORD}
    return Post(vote.chair, reverse("ballots:step", args=[vote.poll.pk]), typed)


def choosing(world: World) -> Post:
    vote = make_vote(world.school, electors=5)
    poll: Poll = vote.open()
    return Post(vote.electors[3], reverse("ballots:card", args=[poll.pk]), {"line-0": 1, "line-1": 0})


BALLOT_POSTS: dict[str, Callable[[World], Post]] = {"ballots:step": opening}
BALLOT_READS: dict[str, Callable[[World], Post]] = {"ballots:card": choosing}
