"""Award decisions under `kill -9` at a size for every day, on the database of the tests: green, and red where sabotaged."""

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
    environment = {**os.environ, "DATABASE_URL": a_copy(tmp_path_factory, "awards")}
    command = [sys.executable, "-m", "tests.reliability.awards", "--small"]
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=300)
    return json.loads(result.stdout)


def test_all_of_a_decision_stands_or_nothing(figures):
    assert figures["award kill"]["green"], figures["award kill"]


def test_the_bench_can_go_red(figures):
    assert not figures["award kill, sabotaged"]["green"], figures["award kill, sabotaged"]
