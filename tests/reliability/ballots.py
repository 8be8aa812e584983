"""Secret votes: many at once, by HTTP, under `kill -9`, and what a thief learns.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.reliability.ballots [--small]
Prints one JSON object. What must hold, and its sabotaged twins: see the four modules.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from tests.reliability import archived, casting, leaks, voting_by_http  # noqa: E402


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    results = {}
    for bench in (casting, voting_by_http, leaks, archived):
        results |= bench.results(small=small)
    json.dump(results, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
