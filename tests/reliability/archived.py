"""What a thief of backups, or of the write-ahead log, learns of a secret vote (B08).

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.archived [--small]
Prints one JSON object. The same attacks find everybody in tables as one would first draw them: that is their twin. The log
is read where it can be (PostgreSQL, with pg_walinspect); a copy of the file after every ballot is G2 of leaks.py.
"""

import json
import os
import random
import re
import subprocess
import sys
from collections import defaultdict
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from nominations.ballots.enums import Choice  # noqa: E402
from nominations.ballots.models import Poll  # noqa: E402
from tests.factories.ballots import DAO, Vote, make_vote  # noqa: E402
from tests.factories.school import SchoolFactory  # noqa: E402
from tests.reliability.leaks import SEED, VOTERS, ballots, guessed, in_cell_order, naive_tables, naive_votes  # noqa: E402

BY_CHANCE = 13  # of fifteen; more once in two thousand benches
Pairs = list[tuple[int, int]]  # person, choice


def main() -> None:
    call_command("migrate", verbosity=0)
    json.dump(results(), sys.stdout, ensure_ascii=False)


def results(*, small: bool = True) -> dict[str, Any]:
    """One size: fifteen people vote once."""
    return {"leak by archives": of_the_poll(), "leak by archives of naive tables, sabotaged": of_naive_tables()}


def of_the_poll() -> dict[str, Any]:
    vote, chance = make_vote(SchoolFactory(), electors=VOTERS, candidates=[DAO]), random.Random(SEED)  # noqa: S311
    vote.open()
    begin = position_in_log()
    truth = cast_all(vote, chance)
    end, poll = position_in_log(), vote.reread()
    text = dumped()
    told = {person: guessed(one) for person, one in zip(in_cell_order(poll), ballots(poll), strict=True)}
    wrong = {
        "cells that the dump does not hold": int(bytes(poll.box or b"").hex() not in text.lower()),
        "other tables in the transaction of a ballot": len(beside_the_poll(begin, end)),
    }
    hits = sum(truth[person] == choice for person, choice in told.items())
    return {"green": not any(wrong.values()) and hits <= BY_CHANCE, **wrong, "by the dump": hits, "voters": VOTERS}


def cast_all(vote: Vote, chance: random.Random) -> dict[int, int]:
    order, truth = list(vote.electors), {}
    chance.shuffle(order)
    for elector in order:
        choice = chance.choice((Choice.AGREE, Choice.AGAINST))
        truth[elector.person_id] = choice.value
        vote.cast(elector, dao=choice)
    return truth


def of_naive_tables() -> dict[str, Any]:
    with naive_tables() as cursor:
        begin = position_in_log()
        truth = naive_votes(cursor)
        end = position_in_log()
        told = {"by the dump": by_dump(dumped("naive_voter")), "by the log": by_log(begin, end) if begin else []}
    found = {name: sum(truth[person] == choice for person, choice in pairs) for name, pairs in told.items()}
    everybody = found["by the dump"] == VOTERS and found["by the log"] == (VOTERS if begin else 0)
    return {"green": not everybody, **found, "voters": VOTERS}


def dumped(table: str = "ballots_poll") -> str:
    """The whole database as a nightly dump in plain text has it; of naive tables both of them."""
    if connection.vendor == "sqlite":
        return "\n".join(connection.connection.iterdump())
    told = connection.settings_dict
    wanted = ["naive_voter", "naive_ballot"] if table == "naive_voter" else [table]
    command = ["pg_dump", "--data-only", "--host", told["HOST"], "--port", str(told["PORT"]), "--username", told["USER"]]
    command += [f"--table={name}" for name in wanted]
    done = subprocess.run([*command, told["NAME"]], check=True, capture_output=True, text=True)
    return done.stdout


def by_dump(text: str) -> Pairs:
    """The n-th mark goes with the n-th ballot."""
    if connection.vendor == "sqlite":
        people = re.findall(r'INSERT INTO "naive_voter" VALUES\((\d+),', text)
        choices = re.findall(r"INSERT INTO \"naive_ballot\" VALUES\('[^']+',(\d+)\)", text)
    else:
        people = [line.split("\t")[0] for line in copied(text, "naive_voter")]
        choices = [line.split("\t")[1] for line in copied(text, "naive_ballot")]
    return [(int(person), int(choice)) for person, choice in zip(people, choices, strict=True)]


def copied(text: str, table: str) -> list[str]:
    body = text.split(f"COPY public.{table} ", 1)[1].split("\n", 1)[1]
    return body.split("\n\\.", 1)[0].splitlines()


def position_in_log() -> str:
    """Empty where there is no log to read."""
    if connection.vendor == "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect")
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        return cursor.fetchone()[0]


def logged(begin: str, end: str) -> list[tuple[str, str, str, str]]:
    """(transaction, kind of record, what it tells, where it wrote) of every record between the two."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")  # what is not flushed yet cannot be read
        cursor.execute(
            "SELECT xid::text, record_type, description, coalesce(block_ref, '') FROM pg_get_wal_records_info(%s, %s)",
            [begin, end],
        )
        return cursor.fetchall()


def files_of(*tables: str) -> dict[str, str]:
    """By the number of its file which table it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relfilenode::text, relname FROM pg_class WHERE relname = ANY(%s)", [list(tables)])
        return dict(cursor.fetchall())


def by_log(begin: str, end: str) -> Pairs:
    """What one transaction has written belongs together."""
    names, wrote = files_of("naive_voter", "naive_ballot"), defaultdict(dict)
    for xid, kind, told, where in logged(begin, end):
        if kind.startswith("INSERT") and (file := re.search(r"rel \d+/\d+/(\d+)", where)) and file[1] in names:
            block, place = re.search(r"blk (\d+)", where), re.search(r"off (\d+)", told)
            wrote[xid][names[file[1]]] = f"({block[1] if block else 0},{place[1] if place else 0})"
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text, person FROM naive_voter")
        people = dict(cursor.fetchall())
        cursor.execute("SELECT ctid::text, choice FROM naive_ballot")
        choices = dict(cursor.fetchall())
    both = [one for one in wrote.values() if len(one) == len(names)]
    return [(people[one["naive_voter"]], choices[one["naive_ballot"]]) for one in both]


def beside_the_poll(begin: str, end: str) -> set[str]:
    """Tables that the transactions wrote which wrote the poll; its own indexes and long values are not among them."""
    if not begin:
        return set()
    table = Poll._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relfilenode::text, relname FROM pg_class WHERE relkind = 'r' AND relfilenode > 0"
            " AND relnamespace = 'public'::regnamespace"
        )
        tables = dict(cursor.fetchall())
    wrote: dict[str, set[str]] = defaultdict(set)
    for xid, _, _, where in logged(begin, end):
        wrote[xid] |= {tables[file] for file in re.findall(r"rel \d+/\d+/(\d+)", where) if file in tables}
    return {name for names in wrote.values() if table in names for name in names - {table}}


if __name__ == "__main__":
    main()
