"""Secret votes at a size for every day, on the database the tests run on: green, and red where they are sabotaged."""

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
    environment = {**os.environ, "DATABASE_URL": a_copy(tmp_path_factory, "ballots")}
    command = [sys.executable, "-m", "tests.reliability.ballots", "--small"]
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=600)
    return json.loads(result.stdout)


def test_everybody_is_counted_once_and_nobody_is_found_out(figures):
    """How fast, and how many rounds really raced, the bench asks of a quiet machine."""
    ours = {name: told for name, told in figures.items() if not name.endswith("sabotaged")}
    assert not {name: told for name, told in ours.items() if not told.get("right", told["green"])}
    assert figures["close race"]["rounds that raced"], "nobody was late"


def test_the_benches_can_go_red(figures):
    green = [name for name, told in figures.items() if name.endswith("sabotaged") and told["green"]]
    assert not green


def test_the_master_of_the_server_can_read_ballots_as_the_page_says(figures):
    """What level A does not promise: without this the game would prove nothing of G1 and G2."""
    assert figures["leak game"]["G3"] == figures["leak game"]["of"]
