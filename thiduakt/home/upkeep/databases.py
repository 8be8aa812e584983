"""Copies of the database: taken while people work, opened beside it, put in its place in one step."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from django.conf import settings
from django.db import connections
from psycopg2 import sql

PATIENCE = 600  # seconds for pg_dump and pg_restore
BUSY = 30  # seconds to wait for a writer of SQLite


class CopyError(Exception):
    """A sentence for whoever runs the command."""


def database() -> "SQLite | PostgreSQL":
    told = settings.DATABASES["default"]
    return SQLite(Path(told["NAME"])) if told["ENGINE"].endswith("sqlite3") else PostgreSQL(told)


class SQLite:
    def __init__(self, path: Path):
        self.path = path

    def copy_to(self, target: Path) -> None:
        """The online copy: what had been committed when it began, whole, whoever writes meanwhile."""
        with closing(sqlite3.connect(self.path, timeout=BUSY)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)

    @contextmanager
    def opened(self, copy: Path) -> Iterator[str]:
        """The DATABASE_URL of `copy`, for as long as it is looked at."""
        with closing(sqlite3.connect(copy)) as opened:
            found = [str(row[0]) for row in opened.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise CopyError(f"Bản sao không nguyên vẹn: {found[0]}.")
        yield f"sqlite:///{copy}"

    @contextmanager
    def prepared(self, copy: Path) -> Iterator[tuple[str, str]]:
        """(DATABASE_URL, name) of a database filled from `copy`, beside the present one."""
        beside = self.path.with_name(f"{self.path.name}.restoring")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(copy, beside)
            with self.opened(beside) as url:
                yield url, str(beside)
        finally:
            for leftover in (beside, Path(f"{beside}-journal"), Path(f"{beside}-wal"), Path(f"{beside}-shm")):
                leftover.unlink(missing_ok=True)

    def swap(self, prepared: str, old_name: str) -> None:
        """Put the prepared one in the place of the present one, which stays beside it. Refused while somebody writes."""
        connections.close_all()
        if self.path.exists():
            before = self.path.with_name(f"{self.path.name}.{old_name}")
            with closing(sqlite3.connect(self.path, timeout=5, isolation_level=None)) as present:
                try:
                    present.execute("PRAGMA journal_mode=DELETE")  # nothing of it is left in a file of its own
                    present.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as error:
                    raise CopyError("Cơ sở dữ liệu đang được dùng. Hãy dừng dịch vụ trước khi khôi phục.") from error
                before.hardlink_to(self.path)
                Path(prepared).replace(self.path)
        else:
            Path(prepared).replace(self.path)


class PostgreSQL:
    def __init__(self, told: dict[str, Any]):
        self.told = told
        self.name = str(told["NAME"])

    def copy_to(self, target: Path) -> None:
        self._run("pg_dump", "--format=custom", "--no-owner", f"--file={target}", self.name)

    @contextmanager
    def opened(self, copy: Path) -> Iterator[str]:
        with self.prepared(copy, suffix="checking") as (url, _):
            yield url

    @contextmanager
    def prepared(self, copy: Path, suffix: str = "restoring") -> Iterator[tuple[str, str]]:
        """A database of its own, which goes again unless it has been swapped in."""
        name = f"{self.name}_{suffix}"
        self._tell("DROP DATABASE IF EXISTS {}", name)
        self._tell("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", name)
        try:
            self._run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={name}", str(copy))
            yield self._url(name), name
        finally:
            self._tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def swap(self, prepared: str, old_name: str) -> None:
        """Both names change in one transaction: at every moment one whole database bears the name."""
        connections.close_all()
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}").format
        present, new, before = map(sql.Identifier, (self.name, prepared, f"{self.name}_{old_name}"))
        with closing(self._maintenance()) as connection, connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (%s, %s)",
                           [self.name, prepared])  # fmt: skip
            try:
                cursor.execute(rename(present, before))
                cursor.execute(rename(new, present))
            except psycopg2.errors.ObjectInUse as error:
                raise CopyError("Cơ sở dữ liệu đang được dùng. Hãy dừng dịch vụ trước khi khôi phục.") from error

    def _tell(self, words: str, name: str) -> None:
        """CREATE and DROP DATABASE refuse to run inside a transaction."""
        with closing(self._maintenance()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL(words).format(sql.Identifier(name)))

    def _maintenance(self) -> Any:
        told = self.told
        return psycopg2.connect(
            host=told["HOST"] or None, port=told["PORT"] or None, user=told["USER"], password=told["PASSWORD"] or None,
            dbname="postgres",
        )  # fmt: skip

    def _run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's programs; the password goes by the environment, where other users do not see it."""
        told = self.told
        where = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
        environment = {**os.environ, **{name: str(value) for name, value in where.items() if value}}
        command = [program, *arguments]
        try:
            subprocess.run(  # noqa: S603  (names of our own)
                command, env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE
            )
        except FileNotFoundError as error:
            raise CopyError(f"Máy này chưa có {program}: hãy cài gói postgresql-client.") from error
        except subprocess.SubprocessError as error:
            raise CopyError(f"{program} không xong: {getattr(error, 'stderr', '') or error}") from error

    def _url(self, name: str) -> str:
        told = self.told
        secret = f":{quote(str(told['PASSWORD']), safe='')}" if told["PASSWORD"] else ""
        user, host = f"{quote(str(told['USER']), safe='')}{secret}", str(told["HOST"] or "")
        if host.startswith("/"):
            return f"postgresql://{user}@/{host}/{name}"
        port = f":{told['PORT']}" if told["PORT"] else ""
        return f"postgresql://{user}@{host}{port}/{name}"
