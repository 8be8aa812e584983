"""The ledger of 3,000 schools: a person's page, and the other pages of the ledger, beside the same with 1,000 entries.

Run for the PostgreSQL database that DATABASE_URL names, which must be empty:  python -m tests.bench.ledger [--small]
Prints one JSON object. The two sizes are two databases of one server, each behind a server of its own; a page is fetched
from both in turn, so that a machine that drifts drifts for both.
"""

import json
import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.served")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.bench.lists import fetch, served  # noqa: E402
from tests.factories.pupils import PupilFactory  # noqa: E402
from tests.factories.school import GroupFactory, PersonFactory, SchoolFactory, UserFactory  # noqa: E402
from thiduakt.ledger.enums import Source  # noqa: E402
from thiduakt.ledger.models import HonorEntry  # noqa: E402
from thiduakt.ledger.services.entering import NewEntry, enter_honors  # noqa: E402
from thiduakt.pages import COUNTED  # noqa: E402
from thiduakt.permissions import Role  # noqa: E402
from thiduakt.school.models import Pupil, School, User  # noqa: E402

SCHOOLS, PEOPLE, YEARS = 3000, 45, 20  # 2.7 million entries: 900 of each school
FIRST_YEAR = 2003
ROUNDS = 40
SMALL = "small_ledger"  # the database that stays with the entries of one school
RESTING = "SET session_replication_role = replica"  # these rows are consistent: no need to look up each key
PATIENT = "SET statement_timeout = 0"

OTHER_SCHOOLS = """
    INSERT INTO school_school (code, name, level, numbering)
    SELECT 'khac-' || n, 'Trường ' || n, one.level, one.numbering
    FROM generate_series(2, %(schools)s) n, (SELECT * FROM school_school ORDER BY id LIMIT 1) one
"""
THEIR_PEOPLE = """
    INSERT INTO school_person
        (school_id, full_name, gender, staff_code, post, is_manager, version, sort_key, search_key)
    SELECT s.id, 'Đỗ Thị Đào ' || n, 'FEMALE', '', 'Giáo viên', false, 1, lpad(n::text, 4, '0'), 'do thi dao ' || n
    FROM school_school s, generate_series(1, %(people)s) n WHERE starts_with(s.code, 'khac-')
"""
# Year after year, as honors come: the lines of one person lie far apart.
THEIR_HONORS = """
    INSERT INTO ledger_honorentry
        (kind, holder_kind, holder_name, code, honor_name, year, merit, citation, decision_number, decided_on, issuer,
         source, ground, reason, entered_at, search_key, person_id, school_id)
    SELECT 'HONOR', 'PERSON', p.full_name, 'LDTT', 'Lao động tiên tiến', y, 'cong_trang', '', y || '/QĐ-UBND',
        make_date(y + 1, 6, 30), 'Chủ tịch UBND quận Long Biên', 'IMPORTED', '', '', now(),
        p.search_key || ' lao dong tien tien ldtt ' || y || '/qd-ubnd chu tich ubnd quan long bien', p.id, p.school_id
    FROM generate_series(%(first)s, %(last)s) y CROSS JOIN school_person p
    WHERE starts_with(p.search_key, 'do thi dao ') ORDER BY y, p.id
"""
THEIR_RATINGS = """
    INSERT INTO ledger_yearrating (note, version, holder_kind, year, rating, basis, person_id, school_id)
    SELECT '', 1, 'PERSON', y, 'HTT', '', p.id, p.school_id
    FROM generate_series(%(last)s - 9, %(last)s) y CROSS JOIN school_person p ORDER BY y, p.id
"""


def main() -> None:
    small = "--small" in sys.argv
    call_command("migrate", verbosity=0)
    user = first_school()
    addresses = pages(user)
    cookie = signed_in(user)
    few = HonorEntry.objects.count()
    connection.close()
    with copied_database() as small_url:
        fill(30 if small else SCHOOLS)
        figures: dict[str, dict[str, Any]] = {name: asked(user, address) for name, address in addresses.items()}
        many = HonorEntry.objects.count()
        connections.close_all()
        with served() as large, patch.dict(os.environ, {"DATABASE_URL": small_url}), served() as little:
            for name, address in addresses.items():
                figures[name] |= timed({"few": little, "many": large}, address, cookie, rounds=3 if small else ROUNDS)
    json.dump({name: {"entries": f"{few} / {many}", **told} for name, told in figures.items()}, sys.stdout)


def first_school() -> User:
    """One school of 45 people in 5 tổ with 20 years each, and somebody who keeps its ledger; 100 lines are of tổ."""
    school: School = SchoolFactory()
    user: User = UserFactory(school=school, roles=[Role.SECRETARY, Role.TEACHER])
    groups = GroupFactory.create_batch(5, school=school)
    people = [PersonFactory(school=school, group=groups[place % 5]) for place in range(PEOPLE)]
    years = range(FIRST_YEAR, FIRST_YEAR + YEARS)
    told = {"source": Source.IMPORTED, "issuer": "Chủ tịch UBND quận Long Biên"}
    rows = [
        NewEntry(holder=holder, code=code, year=year, decision_number=f"{year}/QĐ-UBND", decided_on=day(year), **told)
        for holders, code in ((people, "LDTT"), (groups, "TTLDTT"))
        for holder in holders
        for year in years
    ]
    enter_honors(rows, actor=user, at=timezone.now())
    return user


def day(year: int) -> date:
    return date(year + 1, 6, 30)


def pages(user: User) -> dict[str, str]:
    entry = HonorEntry.objects.filter(person__isnull=False).order_by("pk")[400]
    return {
        "person's record": f"/so-khen-thuong/vien-chuc/{entry.person_id}/",
        "own record": f"/so-khen-thuong/vien-chuc/{user.person_id}/",
        "pupil's record": f"/so-khen-thuong/hoc-sinh/{honored_pupil(user).pk}/",
        "tổ's record": f"/so-khen-thuong/to/{entry.person.group_id}/",
        "ledger": "/so-khen-thuong/",
        "ledger, searched": "/so-khen-thuong/?q=dao+2010&nam=2010",
        "one line": f"/so-khen-thuong/{entry.pk}/",
    }


def honored_pupil(user: User) -> Pupil:
    """With an honor of each of four years in the school."""
    pupil: Pupil = PupilFactory(school=user.school)
    years = range(FIRST_YEAR + YEARS - 4, FIRST_YEAR + YEARS)
    told = {"source": Source.IMPORTED, "issuer": "Hiệu trưởng"}
    rows = [
        NewEntry(holder=pupil, code="GK_HS_CN", year=year, decision_number=f"{year}/QĐ-MN", decided_on=day(year), **told)
        for year in years
    ]
    enter_honors(rows, actor=user, at=timezone.now())
    return pupil


def signed_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    return "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())


@contextmanager
def copied_database() -> Iterator[str]:
    """The DATABASE_URL of a copy of the database as it is now, in the same server."""
    large = os.environ["DATABASE_URL"]
    server, _, name = large.rpartition("/")
    settings = connections["default"].settings_dict
    settings["NAME"] = "postgres"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE {SMALL} TEMPLATE "{name}"')
    connection.close()
    settings["NAME"] = name
    yield f"{server}/{SMALL}"


def fill(schools: int) -> None:
    """Schools beside the first one until there are so many."""
    told = {"schools": schools, "people": PEOPLE, "first": FIRST_YEAR, "last": FIRST_YEAR + YEARS - 1}
    with connection.cursor() as cursor:
        cursor.execute(RESTING)
        cursor.execute(PATIENT)
        for statement in (OTHER_SCHOOLS, THEIR_PEOPLE, THEIR_HONORS, THEIR_RATINGS, "ANALYZE"):
            cursor.execute(statement, told)
        cursor.execute("RESET session_replication_role")


def asked(user: User, address: str) -> dict[str, int]:
    """How many queries the page asks with all the entries there, and how many of them read the whole ledger."""
    client = Client()
    client.force_login(user)
    client.get(address)  # what a process asks once
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code, response.get("Location"))
    return {"queries": len(captured), "whole scans": sum(scans_whole(query["sql"]) for query in captured)}


def scans_whole(sql: str) -> bool:
    """Whether a query of the page goes through the ledger line by line, and not by an index; the first few are none."""
    if "ledger_honorentry" not in sql or not sql.startswith("SELECT"):
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        waiting = [told["Plan"] for told in cursor.fetchone()[0]]
    while waiting:
        step = waiting.pop()
        read = (step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"]
        if step.get("Relation Name") == "ledger_honorentry" and step["Node Type"] == "Seq Scan" and read > COUNTED:
            return True
        waiting += step.get("Plans", [])
    return False


def timed(ports: dict[str, int], address: str, cookie: str, *, rounds: int) -> dict[str, float]:
    """Median milliseconds with few and with many entries, and their ratio."""
    times: dict[str, list[float]] = {size: [] for size in ports}
    for place in range(rounds + 4):  # the first ones warm both workers
        for size, port in ports.items():
            seconds = fetch(port, address, cookie)
            if place > 3:
                times[size].append(seconds * 1000)
    medians = {size: statistics.median(values) for size, values in times.items()}
    return {
        "few, ms": round(medians["few"], 1),
        "many, ms": round(medians["many"], 1),
        "many / few": round(medians["many"] / medians["few"], 2),
    }


if __name__ == "__main__":
    main()
