"""Databases as the migrations make them: migrated once, then copied.

To migrate an empty database takes as long as two hundred tests do, and each worker and each bench wants one of its own. On
PostgreSQL the first is made once for a run. On SQLite it stays in var/, until what migrations are made of is another.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
ROOMS = ("thiduakt", "campaigns", "nominations", "awards")
IMPORTED = re.compile(rf"^(?:from|import) ((?:{'|'.join(ROOMS)})[\w.]*)", re.MULTILINE)


def a_copy(factory: pytest.TempPathFactory, name: str) -> str:
    """The DATABASE_URL of a migrated database that no other test knows."""
    if not ON_POSTGRESQL:
        return _address(_copied_file(factory.mktemp(name) / "test.sqlite3"))
    name = f"{name}_{os.getpid()}"
    _tell(f"CREATE DATABASE {name} TEMPLATE {migrated_database(factory)}")
    return _address(name)


def _copied_file(path: Path) -> Path:
    kept = settings.BASE_DIR / "var" / "tests" / f"migrated-{_fingerprint()}.sqlite3"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with _alone(kept.parent / "lock"):
        if not kept.exists():
            for older in kept.parent.glob("migrated-*"):
                older.unlink()
            _migrate(_address(path))
            shutil.copyfile(path, kept.with_suffix(".part"))
            kept.with_suffix(".part").rename(kept)
        return shutil.copyfile(kept, path)


def _fingerprint() -> str:
    """Of the migrations, what they load, what they import, and the Django that they are run by."""
    migrations = [path for room in ROOMS for path in (settings.BASE_DIR / room).glob("**/migrations/*.py")]
    imported = {name for path in migrations for name in IMPORTED.findall(path.read_text())}
    modules = [settings.BASE_DIR / f"{name.replace('.', '/')}.py" for name in imported]
    loaded = [path for path in (settings.BASE_DIR / "fixtures").rglob("*") if path.is_file()]
    every = sorted({*migrations, *modules, *loaded, settings.BASE_DIR / "constraints.txt"})
    told = "".join(f"{path} {sha256(path.read_bytes()).hexdigest()}" for path in every if path.exists())
    return sha256(told.encode()).hexdigest()[:16]


def migrated_database(factory: pytest.TempPathFactory) -> str:
    """The name of what all databases of this run are copied from; the worker that first asks for it makes it."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    name, done = f"migrated_{folder.name.replace('-', '_')}", folder / "migrated"
    with _alone(folder / "lock-of-migrated"):
        if not done.exists():
            _tell(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
            _migrate(_address(name))
            done.touch()
    return name


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, env=environment, cwd=settings.BASE_DIR, check=True)


def _address(database: str | Path) -> str:
    if not ON_POSTGRESQL:
        return f"sqlite:///{database}"
    server = settings.DATABASES["default"]
    return f"postgresql://{server['USER']}@/{server['HOST']}/{database}"


def _tell(*commands: str) -> None:
    server = settings.DATABASES["default"]
    connection = psycopg2.connect(host=server["HOST"], user=server["USER"], dbname="postgres")
    connection.autocommit = True
    for command in commands:
        connection.cursor().execute(command)
    connection.close()
