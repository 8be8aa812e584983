"""After the ballots are destroyed not a byte of box or key lies in the files of the database."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories.ballots import make_vote
from tests.factories.school import SchoolFactory

pytestmark = pytest.mark.django_db(transaction=True)


def files() -> bytes:
    """All that the table lies in, as the disk holds it; a long value lies in a table beside it."""
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).read_bytes()
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT current_setting('data_directory')")
        (folder,) = cursor.fetchone()
        cursor.execute(
            "SELECT pg_relation_filepath(oid), pg_relation_filepath(nullif(reltoastrelid, 0)) FROM pg_class"
            " WHERE relname = 'ballots_poll'"
        )
        paths = [path for path in cursor.fetchone() if path]
    return b"".join(Path(folder, path).read_bytes() for path in paths)


def test_nothing_of_box_and_key_is_left_on_the_disk() -> None:
    vote = make_vote(SchoolFactory())
    vote.open()
    for elector in vote.electors:
        vote.cast(elector)
    closed = vote.close()
    secrets = [bytes(closed.box)[place : place + 40] for place in range(0, len(closed.box), 124)] + [
        bytes(closed.sk_wrapped)
    ]
    assert all(secret in files() for secret in secrets)

    vote.count()
    vote.confirm()
    call_command("shred_ballots")

    kept = files()
    assert not any(secret in kept for secret in secrets)
