"""The reliability bench at a size for every day, on the database the tests run on: green, and red where it is sabotaged."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    environment = {**os.environ, "DATABASE_URL": _empty_database(tmp_path_factory.mktemp("bench"))}
    command = [sys.executable, "-m", "tests.bench.reliability", "--small"]
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=300)
    return json.loads(result.stdout)


def _empty_database(folder: Path) -> str:
    """One that no other test knows: processes that are killed leave no room for a transaction around the test."""
    server = settings.DATABASES["default"]
    if server["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{folder}/bench.sqlite3"
    name = f"{folder.name}_{os.getpid()}"
    connection = psycopg2.connect(host=server["HOST"], user=server["USER"], dbname="postgres")
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"postgresql://{server['USER']}@/{server['HOST']}/{name}"


@pytest.mark.parametrize("bench", ["numbering", "kill"])
def test_numbers_stay_whole(figures, bench):
    assert figures[bench]["green"], figures[bench]


@pytest.mark.parametrize("bench", ["numbering, sabotaged", "kill, sabotaged"])
def test_the_bench_can_go_red(figures, bench):
    assert not figures[bench]["green"], figures[bench]
