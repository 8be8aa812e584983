"""What a thief of snapshots learns of a secret vote (B07), and one who reads the tables of the database (B08).

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.leaks [--small]
Prints one JSON object. The twins: a box without a seal, a box in the order of casting, and tables as one would first draw
them, in which the same attacks find everybody.
"""

import hashlib
import itertools
import json
import math
import os
import random
import sys
import unittest.mock
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import django
import lxml.html

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from nominations.ballots import boxes, sealing  # noqa: E402
from nominations.ballots.enums import Choice  # noqa: E402
from nominations.ballots.models import Poll  # noqa: E402
from nominations.ballots.services import voting  # noqa: E402
from tests.factories.ballots import DAO, Vote, make_vote  # noqa: E402
from tests.factories.school import PASSWORD, SchoolFactory  # noqa: E402
from thiduakt.school.models import School  # noqa: E402

VOTERS = 15
SEED = 20231018
BEYOND = 3.3  # standard deviations: once in a thousand benches by chance
SIZE = sealing.sealed_size(1)
Rows = dict[str, set[str]]


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    json.dump(results(small=small), sys.stdout)


def results(*, small: bool) -> dict[str, Any]:
    games = 8 if small else 200
    return {
        "leak game": leak_game(games),
        "leak game without a seal, sabotaged": leak_game(4, sabotage=unsealed()),
        "leak game in order, sabotaged": leak_game(4, sabotage=in_order()),
        "leak by the tables": leak_by_tables(),
        "leak by naive tables, sabotaged": leak_by_naive_tables(),
    }


def leak_game(games: int, *, sabotage: Any = None) -> dict[str, Any]:
    """Everybody votes at random; how often each adversary says rightly who voted how.

    G1 one snapshot, and the private key. G2 a snapshot after every ballot. G3 both, with the key of the server: what a
    server's master can do, and level A does not promise to stop. G4 the database after the ballots are destroyed, and the
    key of the server. G5 the snapshots of G2, once the key of the poll is gone.

    By chance half of it is right. Who has opened all ballots (G1) knows how many said what, and is right a little more often
    by dealing these out at random: that much the result itself tells.
    """
    chance, school = random.Random(SEED), SchoolFactory()  # noqa: S311
    hits, dealt, spread = dict.fromkeys(("G1", "G2", "G3", "G4", "G5"), 0), 0.0, 0.0
    with sabotage or nullcontext():
        for _ in range(games):
            agreed, found = play(school, chance, is_whole=sabotage is None)
            dealt += (agreed**2 + (VOTERS - agreed) ** 2) / VOTERS
            spread += 4 * agreed**2 * (VOTERS - agreed) ** 2 / (VOTERS**2 * (VOTERS - 1))
            for name, right in found.items():
                hits[name] += right
    rounds = games * VOTERS
    guessing = int(rounds / 2 + BEYOND * math.sqrt(rounds / 4))
    most = dict.fromkeys(("G2", "G4", "G5"), guessing) | {"G1": int(dealt + BEYOND * math.sqrt(spread))}
    is_green = all(hits[name] <= allowed for name, allowed in most.items())
    return {"green": is_green, "of": rounds, "by chance at most": guessing, "by dealing at most": most["G1"], **hits}


def play(school: School, chance: random.Random, *, is_whole: bool) -> tuple[int, dict[str, int]]:
    """How many agreed, and how often each adversary was right. `is_whole`: the box can be counted."""
    vote = game_of(school)
    order, snapshots = list(vote.electors), [vote.open()]
    chance.shuffle(order)
    private = sealing.unwrap(bytes(vote.poll.sk_wrapped or b""), vote.poll.uid)
    truth: dict[int, int] = {}
    for elector in order:
        truth[elector.person_id] = chance.choice((Choice.AGREE, Choice.AGAINST)).value
        vote.cast(elector, dao=Choice(truth[elector.person_id]))
        snapshots.append(vote.reread())
    last, pairs = snapshots[-1], paired(snapshots)
    left = left_of(vote, is_whole=is_whole)
    found = {
        "G1": dict(zip(in_cell_order(last), (said(one, private, last) for one in ballots(last)), strict=True)),
        "G2": {person: guessed(one) for person, one in pairs.items()},
        "G3": {person: said(one, private, last) for person, one in pairs.items()},
        "G4": {person: left[place] % 2 for place, person in enumerate(in_cell_order(last))},
        "G5": {person: guessed(one[::-1]) for person, one in pairs.items()},
    }
    right = {name: sum(truth[person] == choice for person, choice in told.items()) for name, told in found.items()}
    return sum(truth.values()), right


def left_of(vote: Vote, *, is_whole: bool) -> bytes:
    """What the row still holds once the ballots are destroyed; of a sabotaged box, once it is voided."""
    if is_whole:
        vote.close()
        vote.count()
        vote.confirm()
    else:
        vote.void()
    poll = vote.reread()
    assert not poll.box
    return hashlib.sha256(repr([bytes(poll.voted), poll.tally, poll.receipts, poll.mac]).encode()).digest()


def game_of(school: School, *, made: dict[int, Vote] = {}) -> Vote:  # noqa: B006  (one set of people for all games)
    """Another poll of the same people."""
    from nominations.ballots.services.preparing import prepare_poll
    from tests.factories.ballots import AT, RULE

    if school.pk not in made:
        made[school.pk] = make_vote(school, electors=VOTERS, candidates=[DAO])
    first = made[school.pk]
    poll = prepare_poll(
        "Trò chơi", candidates=[DAO], electors=[user.person for user in first.electors], recusals=[],
        chair=first.chair.person, secretary=first.secretary.person, tellers=[first.teller.person], rule=RULE,
        school_id=school.pk, actor=first.chair, at=AT,
    )  # fmt: skip
    return Vote(poll, first.chair, first.secretary, first.teller, first.electors)


def ballots(poll: Poll) -> list[bytes]:
    return boxes.ballots_of(poll.box, SIZE)


def in_cell_order(poll: Poll) -> list[int]:
    electors = poll.content.electors
    return [electors[seat] for seat in boxes.seats_of(poll.voted)]


def paired(snapshots: list[Poll]) -> dict[int, bytes]:
    """Person and ballot that came between one snapshot and the next."""
    pairs = {}
    for before, after in itertools.pairwise(snapshots):
        (person,) = set(in_cell_order(after)) - set(in_cell_order(before))
        (ballot,) = set(ballots(after)) - set(ballots(before))
        pairs[person] = ballot
    return pairs


def said(ballot: bytes, private: bytes, poll: Poll) -> int:
    try:
        return sealing.unseal(ballot, private, poll.bound)[0]
    except sealing.TamperedError:
        return guessed(ballot)


def guessed(ballot: bytes) -> int:
    """The byte in which a ballot that is not sealed would say it."""
    return ballot[SIZE - sealing.BLOCK] % 2


def unsealed() -> Any:
    def plain(ballot: bytes, *_: Any) -> bytes:
        return os.urandom(SIZE - sealing.BLOCK) + sealing.padded(ballot)

    return unittest.mock.patch.object(voting, "seal", plain)


@contextmanager
def in_order() -> Iterator[None]:
    def behind(box: bytes | None, ballot: bytes) -> bytes:
        return bytes(box or b"") + ballot

    def last_seat(voted: bytes, seat: int) -> bytes:
        return bytes(voted) + seat.to_bytes(boxes.SEAT)

    with (
        unittest.mock.patch.object(voting, "with_ballot", behind),
        unittest.mock.patch.object(voting, "with_seat", last_seat),
    ):
        yield


def leak_by_tables() -> dict[str, Any]:
    """Everybody votes in the browser. Which rows of any table have come or changed meanwhile, but for that of the poll?"""
    vote = make_vote(SchoolFactory(), electors=VOTERS, candidates=[DAO])
    vote.open()
    clients = {elector.pk: Client(enforce_csrf_checks=False) for elector in vote.electors}
    for elector in vote.electors:
        clients[elector.pk].force_login(elector)
    before, truth = all_rows(), {}
    for elector in vote.electors:
        choice = Choice(elector.pk % 2)
        truth[elector.person_id] = choice.value
        card, cast = (reverse(f"ballots:{name}", args=[vote.poll.pk]) for name in ("card", "cast"))
        clients[elector.pk].get(card)
        review = clients[elector.pk].post(card, {"line-0": choice.value, "password": PASSWORD})
        (form,) = [one for one in lxml.html.fromstring(review.content).forms if "proof" in one.fields]
        answer = clients[elector.pk].post(cast, {"line-0": choice.value, "proof": form.fields["proof"]})
        assert "Phiếu đã vào hòm" in answer.content.decode(), answer.status_code
    after = all_rows()
    touched = {table: len(after[table] ^ rows) for table, rows in before.items() if after[table] != rows}
    others = sorted(table for table in touched if table != "ballots_poll")
    stored = vote.reread()
    wrong = {
        "rows of other tables": len(others),
        "rows of the poll beside its own": max(touched.get("ballots_poll", 0) - 2, 0),
        "ballots missing": VOTERS - stored.box_count,
    }
    return {"green": not any(wrong.values()), **wrong, "tables": ", ".join(others), "voters": VOTERS}


def leak_by_naive_tables() -> dict[str, Any]:
    """The same attacks on a mark for each voter and an anonymous ballot with a random key, written in one transaction."""
    with naive_tables() as cursor:
        truth = naive_votes(cursor)
        told = {name: attack(cursor) for name, attack in attacks().items()}
    found = {name: sum(truth[person] == choice for person, choice in pairs) for name, pairs in told.items()}
    return {"green": max(found.values()) < VOTERS, **found, "voters": VOTERS}


@contextmanager
def naive_tables() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_voter (person integer, voted integer)")
        cursor.execute("CREATE TABLE naive_ballot (id varchar(36) PRIMARY KEY, choice integer)")
        yield cursor
        cursor.execute("DROP TABLE naive_voter")
        cursor.execute("DROP TABLE naive_ballot")


def naive_votes(cursor: Any) -> dict[int, int]:
    chance, truth = random.Random(SEED), {}  # noqa: S311
    order = list(range(VOTERS))
    chance.shuffle(order)
    for person in order:
        truth[person] = chance.randint(0, 1)
        with transaction.atomic():
            cursor.execute("INSERT INTO naive_voter VALUES (%s, 1)", [person])
            key = str(uuid.UUID(int=chance.getrandbits(128)))
            cursor.execute("INSERT INTO naive_ballot VALUES (%s, %s)", [key, truth[person]])
    return truth


def attacks() -> dict[str, Any]:
    place = "rowid" if connection.vendor == "sqlite" else "ctid"

    def by_place(cursor: Any) -> list[tuple[int, int]]:
        cursor.execute(f"SELECT person FROM naive_voter ORDER BY {place}")  # noqa: S608
        people = [row[0] for row in cursor.fetchall()]
        cursor.execute(f"SELECT choice FROM naive_ballot ORDER BY {place}")  # noqa: S608
        return list(zip(people, (row[0] for row in cursor.fetchall()), strict=True))

    def by_transaction(cursor: Any) -> list[tuple[int, int]]:
        cursor.execute("SELECT person, choice FROM naive_voter v JOIN naive_ballot b ON v.xmin = b.xmin")
        return cursor.fetchall()

    return {f"by {place}": by_place} | ({} if connection.vendor == "sqlite" else {"by xmin": by_transaction})


def all_rows() -> Rows:
    """Every row of every table, as the database shows it to who may see everything."""
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows[table] = {str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]) for row in cursor}
    return rows


if __name__ == "__main__":
    main()
