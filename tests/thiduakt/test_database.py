import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from thiduakt.database import connection_options, is_wal_safe

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        # Every release of SQLite on both sides of a repair of the WAL-reset fault.
        ((3, 7, 0), False),
        ((3, 40, 1), False),  # Debian 12
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 9), True),
        ((3, 45, 0), False),
        ((3, 45, 1), False),  # Ubuntu 24.04
        ((3, 46, 1), False),  # Debian 13
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_where_it_cannot_corrupt(version, is_safe):
    assert is_wal_safe(version) is is_safe


@pytest.mark.parametrize(("version", "journal"), [((3, 40, 1), "DELETE"), ((3, 51, 3), "WAL")])
def test_sqlite_keeps_every_acknowledged_write(version, journal):
    options = connection_options(SQLITE, version)["OPTIONS"]

    assert options == {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA foreign_keys=ON;"
        ),
    }


def test_postgresql_lets_nobody_wait_for_ever():
    options = connection_options(POSTGRESQL)

    assert options == {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
            " -c random_page_cost=1.1 -c join_collapse_limit=4"
        },
    }


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PRAGMA is SQLite's")
@pytest.mark.parametrize(
    ("pragma", "value"), [("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1), ("busy_timeout", 30000)]
)
def test_sqlite_really_has_its_options(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PRAGMA is SQLite's")
def test_sqlite_really_keeps_the_journal_of_its_version():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")

        assert cursor.fetchone() == ("wal" if is_wal_safe(connection.Database.sqlite_version_info[:3]) else "delete",)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks rows")
def test_a_transaction_of_sqlite_holds_the_database_before_its_first_write():
    """The test itself runs in a transaction that has written nothing yet."""
    database = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(database, timeout=0)) as stranger, pytest.raises(sqlite3.OperationalError, match="locked"):
        stranger.execute("BEGIN IMMEDIATE")


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SHOW is PostgreSQL's")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("statement_timeout", "15s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "30s"),
        ("random_page_cost", "1.1"),
        ("join_collapse_limit", "4"),
        ("transaction_isolation", "read committed"),
    ],
)
def test_postgresql_really_has_its_options(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")

        assert cursor.fetchone() == (value,)
