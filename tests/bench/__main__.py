"""make bench: speed of printing and of lists; numbers, edits, posts, logins and backups under load; hostile input.

    python -m tests.bench [--small] [NAME...]     all of it, or the benches of these names (rendering, lists, hostile, ...)

--small tries the benches and measures nothing worth keeping.

A table for people, var/bench.json for machines. Every figure that has a budget is held against it; the exit code is 1 when
one is missed, or when a sabotaged twin stays green: then its bench proves nothing.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.postgres import temporary_server

RESULT = Path("var/bench.json")
# Shares of the time another way takes in the same run; MB.
RENDERING = {
    "ours / Chromium kept open": 0.6,
    "ours / LibreOffice from DOCX": 0.2,
    "ours / bare WeasyPrint": 1.15,
    "per page, many / few": 1.15,
    "peak MB": 130,
}
LISTS = {"ours / bare": 2.0, "many / few": 1.5}
LEDGER = {"many / few": 1.5, "whole scans": 0}  # pages with the entries of 3,000 schools
ELIGIBILITY = {"queries": 30, "queries of many": 30, "many / few": 1.3}  # of the time for each person
INTAKE = {"reading / openpyxl": 3.0, "writing / openpyxl": 3.0, "second run / openpyxl": 3.0, "peak MB": 200}
CERTIFICATES = {"ours / one by one": 1 / 12, "peak MB": 200, "codes unread": 0, "pages missing": 0}
PACKS = {"peak MB": 200, "not built": 0, "refused, MB read": 0, "too heavy, taken": 0}  # of 300 MB
FIGURES = {"queries": 12, "queries of many": 12, "many / few, each": 1.0, "many / bare aggregate": 8}
ROOMS = {
    "ledger": LEDGER,
    "eligibility": ELIGIBILITY,
    "intake": INTAKE,
    "certificates": CERTIFICATES,
    "packs": PACKS,
    "figures": FIGURES,
}
# Each on a database of its own; those of the second line on PostgreSQL alone, for their figures are not the database's.
COLOURS = {
    "numbering": "tests.bench.reliability",
    "edits": "tests.reliability.lost_update",
    "posts": "tests.reliability.double_post",
    "logins": "tests.reliability.login",
    "probes": "tests.reliability.probes",
    "backups": "tests.reliability.backup",
    "ballots": "tests.reliability.ballots",
    "awards": "tests.reliability.awards",
    "headers": "tests.reliability.headers_crawl",
    "hostile": "tests.reliability.hostile",
    "sheets": "tests.reliability.excel_out",
    "uploads": "tests.reliability.uploads",
    "evidence": "tests.reliability.evidence",
    "idor": "tests.reliability.idor",
}
ONLY_POSTGRESQL = {"headers", "hostile", "sheets", "uploads", "evidence", "idor"}
TIMEOUT = 3600  # seconds for one of them


def main(arguments: list[str]) -> int:
    names = {"rendering", "lists", *ROOMS, *COLOURS}
    chosen = {name for name in arguments if not name.startswith("-")} or names
    if unknown := chosen - names:
        print(f"Không có phép đo {', '.join(sorted(unknown))}; có {', '.join(sorted(names))}.", file=sys.stderr)
        return 2
    size = [option for option in arguments if option == "--small"]
    results: dict[str, Any] = {}
    if "rendering" in chosen:
        results["rendering"] = run("tests.bench.rendering")
    if "lists" in chosen:
        results["lists"] = on("PostgreSQL", "tests.bench.lists", *size)
    for room in ROOMS.keys() & chosen:
        results[room] = on("PostgreSQL", f"tests.bench.{room}", *size)
    for name, module in COLOURS.items():
        for database in ("SQLite", "PostgreSQL"):
            if name in chosen and not (database == "SQLite" and name in ONLY_POSTGRESQL):
                results.setdefault(database, {}).update(on(database, module, *size))
    faults = [*over_budget(results.get("rendering", {})), *slow_lists(results.get("lists", {})), *wrong_colour(results)]
    faults += [fault for room, budgets in ROOMS.items() for fault in slow_pages(room, results, budgets)]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({**results, "faults": faults}, ensure_ascii=False, indent=2))
    show(results)
    for fault in faults:
        print(f"✘ {fault}")
    return 1 if faults else 0


def on(database: str, module: str, *size: str) -> Any:
    with empty(database) as database_url:
        return run(module, *size, database_url=database_url)


@contextmanager
def empty(database: str) -> Iterator[str]:
    """The DATABASE_URL of a database that nobody has used."""
    if database == "PostgreSQL":
        with temporary_server() as database_url:
            yield database_url
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"


def run(module: str, *size: str, database_url: str = "") -> Any:
    environment = dict(os.environ)
    environment.pop("DATABASE_URL", None)
    if database_url:
        environment["DATABASE_URL"] = database_url
    print(f"{module} …", file=sys.stderr)
    command = [sys.executable, "-m", module, *size]
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT)
    return json.loads(output.stdout)


def over_budget(rendering: dict[str, float]) -> list[str]:
    return [
        f"{name}: {rendering[name]}, budget {budget}"
        for name, budget in RENDERING.items()
        if name in rendering and rendering[name] > budget
    ]


def slow_lists(lists: dict[str, dict[str, float]]) -> list[str]:
    faults = []
    for name, figures in lists.items():
        faults += [
            f"list of {name}, {ratio}: {figures[ratio]}, budget {budget}"
            for ratio, budget in LISTS.items()
            if figures[ratio] > budget
        ]
        if figures["queries"] != figures["queries of many"]:
            faults.append(f"list of {name}: {figures['queries']} queries, {figures['queries of many']} with many rows")
    return faults


def slow_pages(room: str, results: dict[str, dict[str, dict[str, float]]], budgets: dict[str, float]) -> list[str]:
    return [
        f"{room}, {name}, {figure}: {figures[figure]}, budget {budget}"
        for name, figures in results.get(room, {}).items()
        for figure, budget in budgets.items()
        if figures[figure] > budget
    ]


def wrong_colour(results: dict[str, Any]) -> list[str]:
    """A bench that is red, or a sabotaged twin that is green."""
    return [
        f"{database}, {name}: {'green' if figures['green'] else 'red'}"
        for database in ("SQLite", "PostgreSQL")
        for name, figures in results.get(database, {}).items()
        if figures["green"] == name.endswith("sabotaged")
    ]


def show(results: dict[str, Any]) -> None:
    for name, value in results.get("rendering", {}).items():
        budget = f"  (≤ {RENDERING[name]})" if name in RENDERING else ""
        print(f"{name:<32}{value:>10}{budget}")
    for name, figures in results.get("lists", {}).items():
        print(f"{'list of ' + name:<32}" + ", ".join(f"{key} {value}" for key, value in figures.items()))
    for room in ROOMS:
        for name, figures in results.get(room, {}).items():
            print(f"{room + ', ' + name:<32}" + ", ".join(f"{key} {value}" for key, value in figures.items()))
    for database in ("SQLite", "PostgreSQL"):
        for name, figures in results.get(database, {}).items():
            told = ", ".join(f"{key} {value}" for key, value in figures.items() if key != "green" and value != "")
            print(f"{database:<12}{name:<42}{'green' if figures['green'] else 'red':<7}{told}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
