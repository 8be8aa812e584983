"""What every test stands on: one fixed moment, a database in a file, media in a directory of its own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests.restoring import keep

pytest_plugins = ["tests.cast", "tests.drawing"]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only tests that a database may decide")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if differs_by_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not differs_by_database(item)])
    items[:] = kept


def differs_by_database(item: pytest.Item) -> bool:
    """Constraints, queries, searches and races may; how a page looks or behaves in a browser does not (`any_database`)."""
    if item.get_closest_marker("any_database"):
        return False
    if item.get_closest_marker("django_db") or item.get_closest_marker("database"):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as a school has it: in memory all threads share one connection, and no race ever shows."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A test that commits finds the law of the state, and leaves it to the next, without a flush."""
    with django_db_blocker.unblock():
        give_back = keep(connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: give_back())
        yield


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.PICTURES_ROOT = tmp_path / "media", tmp_path / "pages"
    return settings.MEDIA_ROOT


@pytest.fixture(params=["disk", "memory"])
def any_storage(request: pytest.FixtureRequest, settings, tmp_path: Path, media_root: Path) -> None:
    """Kept files on the disk, and then where there is no disk: a path that went around the storage would not find them."""
    if request.param == "memory":
        (tmp_path / "media").write_bytes(b"no folder")
        memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
        settings.STORAGES = {**settings.STORAGES, "default": memory}


@pytest.fixture
def at() -> datetime:
    """A Thursday morning in the school year 2023-2024: services never read the clock, tests give them this."""
    return datetime(2023, 10, 5, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
