"""Options of the two databases: no acknowledged write is lost, and no writer starves another for ever."""

import sqlite3
from typing import Any

Version = tuple[int, int, int]


def is_wal_safe(version: Version) -> bool:
    """SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when it is reset; three older lines carry the repair."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def connection_options(engine: str, version: Version = sqlite3.sqlite_version_info[:3]) -> dict[str, Any]:
    """What is added to Django's DATABASES entry for `engine`."""
    if engine.endswith("sqlite3"):
        journal = "WAL" if is_wal_safe(version) else "DELETE"
        pragmas = f"journal_mode={journal}", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"
        return {
            "OPTIONS": {
                "timeout": 30,
                # A deferred transaction that turns from reading to writing fails at once, whatever the timeout.
                "transaction_mode": "IMMEDIATE",
                "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
            }
        }
    return {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # What lists ask for lies in memory or on an SSD: a row by an index is hardly dearer than the next one read.
            # A query names first what it narrows the rows by, then what is shown beside each of them, found by its key: to
            # try all orders of eight such joins takes longer than to follow them.
            "options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
            " -c random_page_cost=1.1 -c join_collapse_limit=4",
        },
    }
