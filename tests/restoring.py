"""The database as the migrations left it, given back after each test that commits.

A flush would empty every table, the law of the state with them, and do so past triggers that forbid it. What is put back
here is what has changed, and on SQLite the whole file, triggers and all.
"""

import io
import sqlite3
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction

PATIENCE = 30  # seconds until a connection that a test left behind must have let go of the file


def keep(connection: Any) -> Callable[[], None]:
    """Remembers what the database holds now; what is returned puts it back."""
    return _keep_rows(connection) if connection.vendor == "postgresql" else _keep_file(connection)


def _keep_file(connection: Any) -> Callable[[], None]:
    kept = sqlite3.connect(":memory:")
    connection.ensure_connection()
    connection.connection.backup(kept)

    def give_back() -> None:
        until = time.monotonic() + PATIENCE

        def look_at_the_clock(*_: int) -> None:
            if time.monotonic() > until:
                raise TimeoutError("a connection of the test still holds the database")

        connection.ensure_connection()
        kept.backup(connection.connection, progress=look_at_the_clock)

    return give_back


def _keep_rows(connection: Any) -> Callable[[], None]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        kept = {table: _copied(cursor, table) for table in _filled(cursor, tables)}

    def give_back() -> None:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # neither triggers nor foreign keys look
            for table in {*_filled(cursor, tables), *kept}:
                if table in kept and _copied(cursor, table) == kept[table]:
                    continue
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 (the database's own word)
                if table in kept:
                    cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(kept[table]))

    return give_back


def _filled(cursor: Any, tables: list[str]) -> list[str]:
    """Those tables that hold rows."""
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)  # noqa: S608
    cursor.execute(" UNION ALL ".join(asked))
    return [name for (name,) in cursor.fetchall()]


def _copied(cursor: Any, table: str) -> bytes:
    held = io.BytesIO()
    cursor.copy_expert(f'COPY "{table}" TO STDOUT', held)
    return held.getvalue()
