"""Somebody else's rows, asked for by everybody at every route (B09): no word that is not for its reader, nothing changed.

Run on the empty database that DATABASE_URL names:  python -m tests.reliability.idor [--small]
Prints one JSON object. Each twin takes one border down, and must go red.
"""

import json
import logging
import os
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unittest import mock

import django
from django.conf import settings

if not settings.configured:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()

from django.core import serializers
from django.core.management import call_command
from django.db import models
from django.test import Client

from tests.factories.school import GroupFactory, SchoolFactory, UserFactory
from tests.home.probing import OF_A_ROW, addresses, text_of
from tests.home.readers import MAY_MEET
from tests.home.world import HERE, THERE, World, furnish
from thiduakt.permissions import Role
from thiduakt.school.enums import Level
from thiduakt.school.models import User

SEED = 20230215
NO_ROW = 999_999_999
REFUSED, BROKEN = {302, 403, 404, 405}, 500
ROLES = {
    "principal": Role.PRINCIPAL, "deputy": Role.DEPUTY, "clerk": Role.CLERK, "secretary": Role.SECRETARY,
    "technician": Role.TECHNICIAN, "group_head": Role.GROUP_HEAD, "teacher": Role.TEACHER,
    "accountant": Role.ACCOUNTANT, "inspector": Role.INSPECTOR, "superior": Role.SUPERIOR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Probe:
    """One request: who asks for what, and in which relation the row stands to them."""

    who: str
    method: str
    address: str
    relation: str  # "here", "there" or "none"


def probes(people: Iterable[str], here: World, there: World, *, paths: Iterable[str] = OF_A_ROW) -> Iterator[Probe]:
    """Everybody, every route of a row, a key of every kind of the own school, of another one's, and one that is none."""
    relations = {"here": here.keys, "there": there.keys, "none": [NO_ROW]}
    for path in paths:
        for relation, keys in relations.items():
            for key in keys:
                for address in addresses(path, key):
                    for who in people:
                        yield Probe(who, "get", address, relation)
                        yield Probe(who, "post", address, relation)


def ask(told: Iterable[Probe], people: Mapping[str, User], here: World, there: World) -> dict[str, Any]:
    """What the answers gave away, and what of the rows that are not for whoever asked the asking changed."""
    faults, sent = [], 0
    by_person = sorted(told, key=lambda probe: probe.who)
    for who, asked in groupby(by_person, key=lambda probe: probe.who):
        client, hidden = client_of(people[who]), set(here.rows) - MAY_MEET[who]
        before = fingerprints(here, hidden) | fingerprints(there, there.rows)
        for probe in asked:
            sent += 1
            response = getattr(client, probe.method)(probe.address)
            faults += [f"{who} {probe.method} {probe.address}: {fault}" for fault in faults_of(probe, response, here)]
        after = fingerprints(here, hidden) | fingerprints(there, there.rows)
        faults += [f"{who} changed {word}" for word in before if before[word] != after[word]]
    return {"green": not faults, "probes": sent, "faults": faults[:10] or ""}


def faults_of(probe: Probe, response: Any, here: World) -> Iterator[str]:
    """Of the own school each may meet what is written by hand in `MAY_MEET`; of another one nothing."""
    if response.status_code >= BROKEN:
        yield str(response.status_code)
    if probe.relation != "here" and response.status_code not in REFUSED:
        yield f"answered with {response.status_code}"
    text = text_of(response)
    if THERE in text:
        yield "a word of another school"
    if too_much := here.words_in(text) - MAY_MEET[probe.who]:
        yield f"not for this reader: {', '.join(sorted(too_much))}"


def fingerprints(world: World, names: Iterable[str]) -> dict[str, str]:
    """Every stored value of these rows."""
    rows = {name: world.rows[name] for name in names}
    return {
        world.word(name): serializers.serialize("json", type(row)._base_manager.filter(pk=row.pk))
        for name, row in rows.items()
    }


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def borders() -> list[tuple[type[models.QuerySet], str]]:
    """Every filter of the house that says whose a row is."""
    found, waiting = [], [models.QuerySet]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.split(".")[0] in {"thiduakt", "campaigns", "nominations", "awards"}:
            found += [(kind, name) for name in ("visible_to", "open_to") if name in vars(kind)]
    return sorted(set(found), key=lambda one: (one[0].__module__, one[0].__name__, one[1]))


@contextmanager
def without(kind: type[models.QuerySet], name: str) -> Iterator[None]:
    with mock.patch.object(kind, name, lambda rows, *args, **kwargs: rows.all()):
        yield


def worlds() -> tuple[dict[str, User], World, World]:
    """Two schools whose every word is marked, and people of every role at one of them."""
    above = SchoolFactory(level=Level.AUTHORITY)
    school, other = SchoolFactory(superior=above), SchoolFactory(name=f"Trường {THERE}School")
    group, theirs = GroupFactory(school=school), GroupFactory(school=other, name=f"{THERE}Group2")
    own = {"group_head": {"group": group}, "teacher": {"group": GroupFactory(school=school)}, "superior": {"school": above}}
    people = {who: UserFactory(**{"school": school, "roles": [role], **own.get(who, {})}) for who, role in ROLES.items()}
    here = furnish(school, HERE, 700_000, head=people["principal"], group=group, asked=[people["group_head"].person])
    head = UserFactory(school=other, roles=[Role.PRINCIPAL])
    return people, here, furnish(other, THERE, 800_000, head=head, group=theirs, asked=[head.person])


def sample(told: Iterable[Probe], count: int) -> list[Probe]:
    """So many of them, the same ones every time."""
    every = list(told)
    return random.Random(SEED).sample(every, min(count, len(every)))  # noqa: S311


def main() -> None:
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    small = "--small" in sys.argv
    people, here, there = worlds()
    every = sample(probes(people, here, there), 5_000 if small else 60_000)
    results = {"idor": ask(every, people, here, there)}
    for kind, name in borders()[:4] if small else borders():
        with without(kind, name):
            results[f"idor without {kind.__name__}.{name}, sabotaged"] = until_red(people, here, there)
    json.dump(results, sys.stdout, ensure_ascii=False)


def until_red(people: Mapping[str, User], here: World, there: World, *, paths: Iterable[str] = OF_A_ROW) -> dict[str, Any]:
    """Reading, one probe after another, until the first finds what stands open."""
    clients = {who: client_of(user) for who, user in people.items()}
    reading = (probe for probe in probes(people, here, there, paths=paths) if probe.method == "get")
    for sent, probe in enumerate(reading, start=1):
        if found := [*faults_of(probe, clients[probe.who].get(probe.address), here)]:
            return {"green": False, "probes": sent, "faults": f"{probe.who} {probe.address}: {found[0]}"}
    return {"green": True, "probes": sent}


if __name__ == "__main__":
    main()
