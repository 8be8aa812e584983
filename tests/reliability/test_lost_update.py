"""Two editors at one draft, at a size for every day: green, and red where nobody looks at the version."""

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
    environment = {**os.environ, "DATABASE_URL": a_copy(tmp_path_factory, "lostupdate")}
    command = [sys.executable, "-m", "tests.reliability.lost_update", "--small"]
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=300)
    return json.loads(result.stdout)


def test_nobody_overwrites_anybody_in_silence(figures):
    assert figures["lost update"]["green"], figures["lost update"]
    assert figures["lost update"]["merged"] + figures["lost update"]["rejected"], "they never met"


def test_the_bench_sees_what_is_sabotaged(figures):
    assert figures["lost update, sabotaged"]["silent overwrites"], figures["lost update, sabotaged"]
