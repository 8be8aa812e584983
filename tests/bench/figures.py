"""The statistics of a school of 450 people over ten years: counting them beside a bare aggregate of the same lines.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.bench.figures [--small]
Prints one JSON object: by page the queries, the milliseconds for each person in a small school and in a large one, and how
often the bare aggregate fits into the whole page.
"""

import json
import os
import statistics
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Count  # noqa: E402

from campaigns.registrations.enums import HonorPart  # noqa: E402
from campaigns.registrations.models import RegisteredHonor, Registration  # noqa: E402
from tests.bench.eligibility import FEW, MANY, ROUNDS, client_of, queried, school_of, timed  # noqa: E402
from tests.factories.statistics import SENT_AT, round_of  # noqa: E402
from thiduakt.ledger.models import HonorEntry  # noqa: E402
from thiduakt.school.models import Person, User  # noqa: E402

YEAR = 2022
PAGES = {
    "by tổ, kind, level": "/thong-ke/?nam=2022",
    "registered and received": "/thong-ke/dang-ky/?nam=2022",
    "one by one": "/thong-ke/dang-ky/tung-luot/?nam=2022",
    "shares": "/thong-ke/truc-tiep/?nam=2022",
    "biểu 0603": "/thong-ke/bieu/?bieu=0603&ky=nam-hoc&nam=2022",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    users = {size: registering(school_of(size)) for size in (FEW, FEW * 2 if "--small" in sys.argv else MANY)}
    clients = {size: client_of(user) for size, user in users.items()}
    few, many = clients
    figures: dict[str, dict[str, Any]] = {}
    for name, address in PAGES.items():
        queries = {size: queried(client, address) for size, client in clients.items()}
        times = timed(clients, address)
        bare = aggregated(users[many])  # each time anew: a machine that drifts drifts for both
        figures[name] = {
            "queries": queries[few],
            "queries of many": queries[many],
            "few, ms": round(times[few], 1),
            "many, ms": round(times[many], 1),
            "bare aggregate, ms": round(bare, 1),
            "many / few, each": round(times[many] / times[few] * few / many, 3),
            "many / bare aggregate": round(times[many] / bare, 1),
        }
    json.dump(figures, sys.stdout, ensure_ascii=False)


def registering(user: User) -> User:
    """Everybody registers for the two titles of the year."""
    turn = round_of(user.school, YEAR)
    people = list(Person.objects.filter(school=user.school_id))
    told = {"round": turn, "school": user.school, "state": "SENT", "entered_by": user, "entered_at": SENT_AT}
    told |= {"sent_at": SENT_AT, "person_confirmed_at": SENT_AT}
    rows = Registration.objects.bulk_create(
        Registration(person=person, team_id=person.group_id, sort_key=f"2{person.sort_key}", search_key="", **told)
        for person in people
    )
    RegisteredHonor.objects.bulk_create(
        RegisteredHonor(registration=row, part=HonorPart.TITLE, code=code, honor_name=code, position=place)
        for row in rows
        for place, code in enumerate(("LDTT", "CSTDCS"), start=1)
    )
    return user


def aggregated(user: User) -> float:
    """Median milliseconds of the plainest count of the same lines."""
    rows = HonorEntry.objects.standing().filter(school=user.school_id).order_by()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        list(rows.values_list("year", "code").annotate(Count("pk")))
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
