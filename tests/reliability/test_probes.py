"""The bench of guessed codes at a size for every day: green, and red where it is sabotaged."""

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
    environment = {**os.environ, "DATABASE_URL": a_copy(tmp_path_factory, "probes")}
    command = [sys.executable, "-m", "tests.reliability.probes", "--small"]
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=300)
    return json.loads(result.stdout)


def test_no_code_is_guessed_and_who_tries_is_sent_away(figures):
    assert figures["guessing codes"]["green"], figures
    assert figures["guessing codes"]["looked up"] == 100


def test_the_bench_sees_a_page_that_counts_nobody(figures):
    assert not figures["guessing codes, sabotaged"]["green"], figures
