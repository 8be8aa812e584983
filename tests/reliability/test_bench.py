"""The reliability bench at a size for every day, on the database the tests run on: green, and red where it is sabotaged."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.migrated import a_copy

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    # Processes that are killed leave no room for a transaction around the test.
    environment = {**os.environ, "DATABASE_URL": a_copy(tmp_path_factory, "bench")}
    command = [sys.executable, "-m", "tests.bench.reliability", "--small"]
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=300)
    return json.loads(result.stdout)


@pytest.mark.parametrize("bench", ["numbering", "kill"])
def test_numbers_stay_whole(figures, bench):
    assert figures[bench]["green"], figures[bench]


@pytest.mark.parametrize("bench", ["numbering, sabotaged", "kill, sabotaged"])
def test_the_bench_can_go_red(figures, bench):
    assert not figures[bench]["green"], figures[bench]
