"""What somebody with all rights on the database can do: take the triggers away and write SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

TABLE = "audit_auditevent"


@contextmanager
def without_triggers() -> Iterator[None]:
    if connection.vendor == "postgresql":
        sql("SET LOCAL session_replication_role = replica")
        yield
        sql("SET LOCAL session_replication_role = DEFAULT")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        triggers = cursor.fetchall()
    for name, _ in triggers:
        sql(f"DROP TRIGGER {name}")
    yield
    for _, definition in triggers:
        sql(definition)


def sql(statement: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def tamper(statement: str, *values: Any) -> None:
    with without_triggers():
        sql(statement, list(values))
