"""Secret votes under many processes: everybody exactly once (B01), a close in the middle (B03), `kill -9` (B04).

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.casting [--small]
Prints one JSON object. The twins read the box before they hold it, and do not ask whether it has changed since.
"""

import json
import os
import random
import signal
import sys
import time
import unittest.mock
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import IntegrityError, OperationalError, connections  # noqa: E402

from nominations.ballots.counting import Tally  # noqa: E402
from nominations.ballots.enums import Choice, PollState  # noqa: E402
from nominations.ballots.models import Poll  # noqa: E402
from nominations.ballots.queries import faults_of, participation, tally_of  # noqa: E402
from nominations.ballots.services import voting  # noqa: E402
from nominations.ballots.services.conducting import close_poll  # noqa: E402
from tests.factories.ballots import AT, DAO, Vote, make_vote  # noqa: E402
from tests.factories.school import SchoolFactory  # noqa: E402
from thiduakt.school.models import User  # noqa: E402
from thiduakt.workflow import MoveRefusedError  # noqa: E402

PROCESSES = 8
ATTEMPTS = 2
SEED = 20231018
PATIENCE = 10  # seconds: a box that loses ballots never holds as many as the chair waits for
SLOWEST = 1000  # ms: 95 of 100 ballots are in the box sooner
MEASURED = 200  # voters: fewer measure the start of the processes
CAST, AGAIN, LATE, FAILED = "cast", "again", "late", "failed"
Answer = dict[str, Any]


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    json.dump(results(small=small), sys.stdout)


def results(*, small: bool) -> dict[str, Answer]:
    return {
        "vote": vote_at_once(40 if small else 200),
        "vote, sabotaged": vote_at_once(40, is_guarded=False),
        "close race": close_race(6 if small else 50),
        "close race, sabotaged": close_race(6, is_guarded=False),
        "killed voters": killed(15 if small else 200),
        "killed voters, sabotaged": killed(15, is_guarded=False),
    }


def said_by(person_id: int) -> Choice:
    """What somebody votes, in each of their attempts."""
    return (Choice.AGREE, Choice.AGAINST, Choice.BLANK)[person_id % 3]


def open_vote(electors: int) -> Vote:
    vote = make_vote(SchoolFactory(), electors=electors, candidates=[DAO])
    vote.open()
    return vote


def truth(voters: set[int]) -> Tally:
    said = Counter(said_by(person) for person in voters)
    return Tally(said[Choice.AGREE], said[Choice.AGAINST], said[Choice.BLANK], 0)


def vote_at_once(electors: int, *, is_guarded: bool = True) -> Answer:
    """Every elector votes from ATTEMPTS processes at once: one of these is in the box, the others are told so."""
    vote, started = open_vote(electors), time.monotonic()
    people = [user.pk for user in vote.electors]
    with nullcontext() if is_guarded else without_guards():
        answers = together(PROCESSES, lambda place: each_votes(vote.poll.pk, share_of(people, place)))
    seconds = time.monotonic() - started
    told = {pk: Counter(one["told"] for one in answers if one["user"] == pk) for pk in people}
    stored = vote.reread()
    wrong = {
        "voters not counted once": sum(count[CAST] != 1 or count[AGAIN] != ATTEMPTS - 1 for count in told.values()),
        "ballots missing or too many": abs(stored.box_count - electors),
        "refused for another reason": sum(count[FAILED] for count in told.values()),
        "counted otherwise than cast": counted_otherwise(vote, {user.person_id for user in vote.electors}),
    }
    times = sorted(one["ms"] for one in answers)
    measured = {"requests": len(answers), "p95 ms": times[int(len(times) * 0.95)], "seconds": round(seconds, 2)}
    is_slow = electors >= MEASURED and measured["p95 ms"] > SLOWEST
    is_right = not any(wrong.values())
    return {"green": is_right and not is_slow, "right": is_right, **wrong, **measured}


def close_race(rounds: int, *, is_guarded: bool = True) -> Answer:
    """The chair closes while people vote: what was acknowledged is what is published, and what is counted."""
    chance = random.Random(SEED)  # noqa: S311  (moments, not secrets)
    wrong: Counter[str] = Counter()
    raced, started = 0, time.monotonic()
    for _ in range(rounds):
        vote = open_vote(16)
        people, after = [user.pk for user in vote.electors], chance.randint(5, 10)  # fewer than five are not counted
        with nullcontext() if is_guarded else without_guards():
            answers = together(
                5, lambda place, vote=vote, people=people, after=after: closes_after(vote, after)
                if place == 4 else each_votes(vote.poll.pk, iter(people[place::4])),
            )  # fmt: skip
        acknowledged = sorted(one["receipt"] for one in answers if one["told"] == CAST)
        late = sum(one["told"] == LATE for one in answers)
        raced += bool(acknowledged and late)
        stored = vote.reread()
        wrong["rounds that did not close"] += stored.state != PollState.CLOSED
        wrong["acknowledged and not published"] += acknowledged != stored.receipts
        voters = {one["person"] for one in answers if one["told"] == CAST}
        wrong["counted otherwise than cast"] += counted_otherwise(vote, voters)
    measured = {"rounds": rounds, "rounds that raced": raced, "seconds": round(time.monotonic() - started, 2)}
    is_right = not any(wrong.values())
    return {"green": is_right and raced >= 0.8 * rounds, "right": is_right, **wrong, **measured}


def killed(kills: int, *, is_guarded: bool = True) -> Answer:
    """A process that votes for one after the other is killed, again and again: mark and ballot are there, or neither.

    Its twin writes the mark before the ballot, each for itself.
    """
    chance = random.Random(SEED)  # noqa: S311
    vote, acknowledged = open_vote(kills * 4), set()
    waiting = [user.pk for user in vote.electors]
    started = time.monotonic()
    for _ in range(kills):
        voted = vote.reread().voted_people
        left = [user.pk for user in vote.electors if user.person_id not in voted][:20]
        with nullcontext() if is_guarded else in_two_steps():
            acknowledged |= {one["person"] for one in until_killed(vote.poll.pk, left, chance.uniform(0, 0.25))}
    stored = vote.reread()
    wrong = {
        "acknowledged but lost": len(acknowledged - stored.voted_people),
        "ballots without a mark": abs(stored.box_count - len(stored.voted_people)),
        "counted otherwise than cast": counted_otherwise(vote, set(stored.voted_people)),
    }
    measured = {"kills": kills, "cast": stored.voted_count, "waiting": len(waiting), "acknowledged": len(acknowledged)}
    return {"green": not any(wrong.values()), **wrong, **measured, "seconds": round(time.monotonic() - started, 2)}


def counted_otherwise(vote: Vote, voters: set[int]) -> int:
    try:
        if vote.reread().state == PollState.OPEN:
            vote.close()
        counted = vote.count()
    except MoveRefusedError:
        return 1
    return int(
        bool(faults_of(counted)) or tally_of(counted)["dao"] != truth(voters) or participation(counted).voted != len(voters)
    )


def share_of(people: list[int], place: int) -> Iterator[int]:
    """Each falls to ATTEMPTS neighbouring processes, in one order: they meet."""
    return (pk for position, pk in enumerate(people) if (place - position // 2) % PROCESSES < ATTEMPTS)


def each_votes(poll_pk: int, users: Iterator[int]) -> Iterator[Answer]:
    for pk in users:
        yield votes(poll_pk, User.objects.get(pk=pk))


def votes(poll_pk: int, user: User) -> Answer:
    poll, receipt, started = Poll.objects.get(pk=poll_pk), "", time.monotonic()
    try:
        receipt, told = voting.cast(poll, {"dao": said_by(user.person_id)}, actor=user, at=AT), CAST
    except voting.AlreadyVotedError:
        told = AGAIN
    except voting.BoxClosedError:
        told = LATE
    except (MoveRefusedError, IntegrityError, OperationalError):
        told = FAILED
    ms = round((time.monotonic() - started) * 1000, 1)
    return {"user": user.pk, "person": user.person_id, "told": told, "receipt": receipt, "ms": ms}


def closes_after(vote: Vote, ballots: int) -> Iterator[Answer]:
    until = time.monotonic() + PATIENCE
    while Poll.objects.get(pk=vote.poll.pk).voted_count < ballots and time.monotonic() < until:
        time.sleep(0.001)
    for _ in range(100):
        try:
            close_poll(vote.poll, actor=vote.chair, at=AT)
        except OperationalError:  # SQLite: the voters never paused for it
            continue
        return
    yield from ()


@contextmanager
def without_guards() -> Iterator[None]:
    """Sabotage: the row is read before the transaction, and written over whatever it has become."""
    whole_cast = voting._cast

    def hasty(poll: Poll, *told: Any) -> str:
        read_before = Poll.objects.get(pk=poll.pk)
        time.sleep(0.003)  # a moment for another process to read the same
        with unittest.mock.patch.object(voting, "lock", return_value=read_before):
            return whole_cast(poll, *told)

    def overwrite(held: Poll, **values: Any) -> bool:
        return bool(Poll.objects.filter(pk=held.pk).update(**voting.sealed_values(held, **values)))

    with unittest.mock.patch.object(voting, "_cast", hasty), unittest.mock.patch.object(voting, "_put", overwrite):
        yield


@contextmanager
def in_two_steps() -> Iterator[None]:
    """Sabotage: no transaction holds the mark and the ballot together."""

    def put(held: Poll, **values: Any) -> bool:
        mine = Poll.objects.filter(pk=held.pk)
        mine.update(voted=values["voted"])
        time.sleep(0.01)  # a moment to be killed in
        return bool(mine.update(**voting.sealed_values(held, **values)))

    bare = unittest.mock.patch.object(voting, "_cast", voting._cast.__wrapped__)
    unlocked = unittest.mock.patch.object(voting, "lock", lambda poll: Poll.objects.get(pk=poll.pk))
    with bare, unlocked, unittest.mock.patch.object(voting, "_put", put):
        yield


def together(count: int, work: Callable[[int], Iterator[Answer]]) -> list[Answer]:
    """Run `work` in `count` processes that start at the same moment; all their answers."""
    barrier_read, barrier_write = os.pipe()
    connections.close_all()
    pipes = []
    for place in range(count):
        read, write = os.pipe()
        if os.fork() == 0:
            try:
                os.close(barrier_write)
                os.read(barrier_read, 1)  # returns for all of them when the parent closes its end
                tell(work(place), write)
            finally:
                os._exit(0)  # whatever happened: a child that runs on would be a second parent
        os.close(write)
        pipes.append(read)
    os.close(barrier_write)
    answers = [answer for read in pipes for answer in told_by(read)]
    for _ in range(count):
        os.wait()
    os.close(barrier_read)
    return answers


def until_killed(poll_pk: int, users: list[int], after: float) -> list[Answer]:
    connections.close_all()
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        try:
            User.objects.count()  # it is connected
            os.write(write, b"\n")
            tell(each_votes(poll_pk, iter(users)), write)
        finally:
            os._exit(0)
    os.close(write)
    os.read(read, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return [one for one in told_by(read) if one["told"] == CAST]


def tell(answers: Iterator[Answer], write: int) -> None:
    for answer in answers:
        os.write(write, json.dumps(answer).encode() + b"\n")


def told_by(read: int) -> list[Answer]:
    with os.fdopen(read, "rb") as lines:
        return [json.loads(line) for line in lines.read().splitlines() if line]


if __name__ == "__main__":
    main()
