"""A whole school put to the law of a year on one page: every honor of everybody, over ten years of facts.

Run for the database that DATABASE_URL names, which must be empty:  python -m tests.bench.eligibility [--small]
Prints one JSON object: by page the queries, and the milliseconds for each person in a small school and in a large one.
"""

import json
import os
import statistics
import sys
import time
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.factories.school import GroupFactory, PersonFactory, SchoolFactory, UserFactory  # noqa: E402
from thiduakt.ledger.enums import HolderKind, Source  # noqa: E402
from thiduakt.ledger.models import HonorEntry, Initiative, InitiativeAuthor, YearRating  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import Person, User  # noqa: E402

FEW, MANY = 45, 450  # people
YEARS = range(2013, 2023)
ROUNDS = 9
PAGES = {
    "all honors": "/du-dieu-kien/?nam=2022&to=",
    "one honor": "/du-dieu-kien/?nam=2022&ma=CSTD_TP&to=",
    "all honors, Excel": "/du-dieu-kien/danh-sach.xlsx?nam=2022",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    clients = {size: client_of(school_of(size)) for size in (FEW, FEW * 2 if "--small" in sys.argv else MANY)}
    few, many = clients
    figures: dict[str, dict[str, Any]] = {}
    for name, address in PAGES.items():
        queries = {size: queried(client, address) for size, client in clients.items()}
        each = {size: value / size for size, value in timed(clients, address).items()}
        figures[name] = {
            "queries": queries[few],
            "queries of many": queries[many],
            "few, ms each": round(each[few], 3),
            "many, ms each": round(each[many], 3),
            "many / few": round(each[many] / each[few], 3),
        }
    json.dump(figures, sys.stdout)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def school_of(size: int) -> User:
    """The secretary of a school of so many people, every second one of them with a title in two years of three."""
    school = SchoolFactory()
    groups = [GroupFactory(school=school) for _ in range(5)]
    secretary = UserFactory(school=school, roles=[Role.SECRETARY])
    people = [secretary.person, *(PersonFactory(school=school, group=groups[n % 5]) for n in range(size - 1))]
    Person.objects.filter(school=school).update(recruited_on=date(2008, 9, 1))
    YearRating.objects.bulk_create(
        YearRating(school=school, person=person, year=year, rating="HTXS" if (n + year) % 3 else "HTT", registered=True)
        for n, person in enumerate(people)
        for year in YEARS
    )
    HonorEntry.objects.bulk_create(
        HonorEntry(
            school=school, person=person, holder_kind=HolderKind.PERSON, holder_name=person.full_name, code=code,
            honor_name=code, year=year, source=Source.IMPORTED, entered_at="2023-09-01T00:00:00Z", search_key="",
        )
        for n, person in enumerate(people)
        for year in YEARS
        for code in (("LDTT", "CSTDCS") if n % 2 and (n + year) % 3 else ("LDTT",))
    )  # fmt: skip
    works = Initiative.objects.bulk_create(
        Initiative(school=school, name=f"Sáng kiến {n}", year=year, level="co_so", search_key="")
        for n in range(len(people))
        for year in YEARS
        if n % 2
    )
    authors = [person for n, person in enumerate(people) if n % 2 for _ in YEARS]
    InitiativeAuthor.objects.bulk_create(
        InitiativeAuthor(initiative=work, person=person) for work, person in zip(works, authors, strict=True)
    )
    return secretary


def queried(client: Client, address: str) -> int:
    client.get(address)  # what a process asks once
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(captured)


def timed(clients: dict[int, Client], address: str) -> dict[int, float]:
    """Median milliseconds, each school in turn, so that a machine that drifts drifts for both."""
    times: dict[int, list[float]] = {size: [] for size in clients}
    for _ in range(ROUNDS):
        for size, client in clients.items():
            started = time.perf_counter()
            client.get(address)
            times[size].append((time.perf_counter() - started) * 1000)
    return {size: statistics.median(values) for size, values in times.items()}


if __name__ == "__main__":
    main()
