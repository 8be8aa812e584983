"""Triggers that hold a table against whoever comes past Python, on both databases. For use in migrations."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forbid(editor: BaseDatabaseSchemaEditor, table: str, operation: str, *, message: str, when: str = "") -> None:
    """Refuse `operation` (UPDATE or DELETE) on rows for which the SQL condition `when` holds; without it, on every row."""
    name = f"{table}_no_{operation.lower()}"
    if editor.connection.vendor == "sqlite":
        condition = f"WHEN {when}" if when else ""
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    condition = f"WHEN ({when})" if when else ""
    editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    editor.execute(f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()")


def forbid_truncate(editor: BaseDatabaseSchemaEditor, table: str, *, message: str) -> None:
    """SQLite has no TRUNCATE."""
    if editor.connection.vendor != "postgresql":
        return
    name = f"{table}_no_truncate"
    editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    editor.execute(f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()")


def forbid_replace(editor: BaseDatabaseSchemaEditor, table: str, same_row: str, *, message: str) -> None:
    """SQLite deletes what INSERT OR REPLACE writes over without asking any trigger of DELETE: so the INSERT is asked.

    `same_row`: SQL that tells whether the row `old` of the table stands where NEW would.
    """
    if editor.connection.vendor != "sqlite":
        return
    standing = f"EXISTS (SELECT 1 FROM {table} AS old WHERE {same_row})"  # noqa: S608  (a migration's own words)
    editor.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {standing} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def forbid_insert(editor: BaseDatabaseSchemaEditor, table: str, wrong: str, *, message: str) -> None:
    """Refuse a new row for which the SQL condition `wrong` holds; it may ask other rows, as no condition of a CHECK can."""
    name = f"{table}_no_insert"
    if editor.connection.vendor == "sqlite":
        forbid(editor, table, "INSERT", message=message, when=wrong)
        return
    editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {wrong} THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW; END $$"
    )
    editor.execute(f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def differs(columns: Sequence[str], vendor: str) -> str:
    """SQL: one of these columns of the row changes."""
    operator = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return "(" + " OR ".join(f"NEW.{column} {operator} OLD.{column}" for column in columns) + ")"


def release(editor: BaseDatabaseSchemaEditor, table: str, operations: Sequence[str]) -> None:
    """Take the triggers away again: the reverse of a migration."""
    for operation in operations:
        name = f"{table}_no_{operation.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
