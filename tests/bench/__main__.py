"""make bench: speed of printing, and numbers under load and `kill -9`. A table for people, var/bench.json for machines.

Every figure that has a budget is held against it; the exit code is 1 when one is over, or when a sabotaged twin stays green.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.postgres import temporary_server

RESULT = Path("var/bench.json")
# Shares of the time another way takes in the same run; MB.
BUDGETS = {
    "ours / Chromium kept open": 0.6,
    "ours / LibreOffice from DOCX": 0.2,
    "ours / bare WeasyPrint": 1.15,
    "per page, many / few": 1.15,
    "peak MB": 130,
}
TIMEOUT = 1800


def main() -> int:
    results: dict[str, Any] = {"rendering": run("tests.bench.rendering")}
    with tempfile.TemporaryDirectory() as folder:
        results["SQLite"] = run("tests.bench.reliability", database_url=f"sqlite:///{folder}/bench.sqlite3")
    with temporary_server() as database_url:
        results["PostgreSQL"] = run("tests.bench.reliability", database_url=database_url)
    faults = [*over_budget(results["rendering"]), *wrong_colour(results)]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({**results, "faults": faults}, ensure_ascii=False, indent=2))
    show(results)
    for fault in faults:
        print(f"✘ {fault}")
    return 1 if faults else 0


def run(module: str, *, database_url: str = "") -> dict[str, Any]:
    environment = dict(os.environ)
    environment.pop("DATABASE_URL", None)
    if database_url:
        environment["DATABASE_URL"] = database_url
    command = [sys.executable, "-m", module]
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT)
    return json.loads(output.stdout)


def over_budget(rendering: dict[str, float]) -> list[str]:
    return [f"{name}: {rendering[name]}, budget {budget}" for name, budget in BUDGETS.items() if rendering[name] > budget]


def wrong_colour(results: dict[str, Any]) -> list[str]:
    """A bench that is red, or a sabotaged twin that is green: then the bench proves nothing."""
    return [
        f"{database}, {name}: {'green' if figures['green'] else 'red'}"
        for database in ("SQLite", "PostgreSQL")
        for name, figures in results[database].items()
        if figures["green"] == name.endswith("sabotaged")
    ]


def show(results: dict[str, Any]) -> None:
    for name, value in results["rendering"].items():
        budget = f"  (≤ {BUDGETS[name]})" if name in BUDGETS else ""
        print(f"{name:<32}{value:>10}{budget}")
    for database in ("SQLite", "PostgreSQL"):
        for name, figures in results[database].items():
            told = ", ".join(f"{key} {value}" for key, value in figures.items() if key != "green" and value != "")
            print(f"{database:<12}{name:<24}{'green' if figures['green'] else 'red':<7}{told}")


if __name__ == "__main__":
    sys.exit(main())
