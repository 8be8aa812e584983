"""What every test stands on: one fixed moment, a database in a file, media in a directory of its own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.transaction import atomic, set_rollback
from django.test import TransactionTestCase, override_settings
from pytest_django import DjangoDbBlocker

from tests.migrated import ON_POSTGRESQL, a_copy, migrated_database
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
    """Constraints, queries, searches and races may; how a page looks or behaves in a browser does not (`any_database`).

    Who may open a page and what it says does not either. What pages ask of the database is asked on PostgreSQL as well,
    once for each: forms and what they send by test_double_post, lists by test_lists and test_excel_out, every other page by
    test_headers_crawl.
    """
    if item.get_closest_marker("any_database"):
        return False
    if item.get_closest_marker("database"):
        return True
    if marker := item.get_closest_marker("django_db"):
        return bool(marker.kwargs.get("transaction")) or not is_of_pages(item.path)
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ())) and not is_of_pages(item.path)


def is_of_pages(path: Path) -> bool:
    """By the name of the module; lists search, sort and count, and count as queries."""
    name = path.stem
    is_one = name.startswith("test_views") or name.endswith(("_views", "_pages")) or path.parent.name == "views"
    return is_one and "list" not in name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A copy for each worker. SQLite in a file, as a school has it: in memory all threads share one, and no race shows."""
    from django.conf import settings

    test = settings.DATABASES["default"].setdefault("TEST", {})
    if ON_POSTGRESQL:
        test["TEMPLATE"] = migrated_database(tmp_path_factory)
    else:
        test["NAME"] = a_copy(tmp_path_factory, "database").removeprefix("sqlite:///")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file is there already; on PostgreSQL Django itself makes the copy."""
    return not ON_POSTGRESQL


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A test that commits finds the law of the state, and leaves it to the next, without a flush."""
    with django_db_blocker.unblock():
        give_back = keep(connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: give_back())
        yield


@pytest.fixture(scope="module")
def lasting(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Rows that a module's fixture makes last for all its tests: what a test changes is rolled back to them.

    Their files do not last. Not for a module with tests that commit.
    """
    folder = tmp_path_factory.mktemp("lasting")
    places = override_settings(MEDIA_ROOT=folder / "media", PICTURES_ROOT=folder / "pages")
    around = atomic()
    around._from_testcase = True  # as Django marks its own: what must be the outermost transaction may stand in it
    with django_db_blocker.unblock(), places, around:
        yield
        set_rollback(True)


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
