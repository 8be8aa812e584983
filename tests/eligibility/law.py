"""The rulebooks of the shipped catalogue, and facts to start from."""

import json
from functools import cache
from typing import Any

from django.conf import settings

from thiduakt.eligibility import Assessment, Rulebook, Standard, assess, facts_from
from thiduakt.eligibility.standards import Condition

A, B1, B2 = "A_2003", "B1_2022_ND98", "B2_2022_ND152"
DAYS = {A: "2023-06-15", B1: "2024-06-15", B2: "2026-06-15"}
YEARS = {A: "2022-2023", B1: "2023-2024", B2: "2025-2026"}


@cache
def book(regime: str) -> Rulebook:
    rows = json.loads((settings.BASE_DIR / "fixtures" / "catalog" / "honors.json").read_text())
    return Rulebook(
        regime,
        {
            row["code"]: Standard(
                row["code"], row["name"], row["subject"], row["rank"],
                tuple(Condition.from_dict(condition) for condition in row["conditions"]),
                row["confidence"], row["is_enabled"],
            )
            for row in rows
            if row["regime"] == regime
        },
    )  # fmt: skip


def teacher(regime: str, **known: Any) -> dict[str, Any]:
    """A teacher of many years about whom everything is known, and who has done well, without anything more."""
    year = YEARS[regime]
    return {
        "date": DAYS[regime], "period": year, "registered": True, "investigation_open": False,
        "subject": {"kind": "individual", "recruited_on": "2010-09-01"},
        "ratings": {year: "HTT"}, "discipline": [], "initiatives": [], "honors": [], "leave": [],
    } | known  # fmt: skip


def team(regime: str, rating: str = "HTT", **counts: Any) -> dict[str, Any]:
    known = {"size": 10, "completed": 10, "ldtt": 10, "cstdcs": 1, "disciplined": []} | counts
    subject = {"kind": "collective"}
    return teacher(regime, subject=subject, ratings={YEARS[regime]: rating}, collective=known)


def verdict(regime: str, code: str, values: dict[str, Any]) -> Assessment:
    return assess(facts_from(values), code, book(regime))


def answer(found: Assessment, key: str) -> Any:
    return next(condition for condition in found.conditions if condition.key == key)
