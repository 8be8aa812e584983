"""Which row of each honor counts on a day."""

import re
from collections.abc import Container, Iterable
from datetime import date
from itertools import chain, count

from django.db.models import F

from thiduakt.vietnamese import fold

from .enums import RuleState
from .models import Honor, Regime
from .telling import LEVELS


def honors_on(school_id: int | None, *, on: date, regime: str | None = None) -> dict[str, Honor]:
    """The row of each code that counts, in the order of the catalogue; with `regime`, of that one, whatever the day.

    A day before the first regime on record has the names of the first: a book of honors may be older than the catalogue.
    """
    regimes = list(Regime.objects.select_related("runs_on").order_by("starts_on"))
    if regime:
        counted = next((one for one in regimes if one.code == regime), None)
    else:
        counted = next((one for one in reversed(regimes) if one.starts_on <= on), regimes[0] if regimes else None)
    return honors_of(counted, school_id, max(on, counted.starts_on)) if counted else {}


def honors_of(regime: Regime, school_id: int | None, on: date) -> dict[str, Honor]:
    """A regime that was not read has the rows of the one it runs on, and over them what was entered of its own."""
    regimes = [regime.pk, *filter(None, [regime.runs_on_id])]
    standing = Honor.objects.standing(school_id, on).filter(regime__in=regimes, is_enabled=True)
    found = {row.code: row for row in standing.select_related("regime")}
    return {row.code: row for row in sorted(found.values(), key=_place)}


def honor_choices(school_id: int | None, on: date) -> list[tuple[str, str]]:
    """(code, name), for a select field."""
    return [(code, row.name) for code, row in honors_on(school_id, on=on).items()]


def honor_names(school_id: int | None) -> dict[str, str]:
    """The name of every code that any regime knows: conditions speak of honors that are no more. Of one code the newest."""
    known = Honor.objects.known_to(school_id).filter(state=RuleState.APPROVED)
    return dict(known.order_by("valid_from", F("school").asc(nulls_first=True), "pk").values_list("code", "name"))


def rank_of_new(row: Honor, honors: Iterable[Honor]) -> int:
    """After the last of its kind that is of no higher level."""
    levels = list(LEVELS)
    reach = levels.index(row.level) if row.level in levels else len(levels)
    below = [one for one in honors if one.kind == row.kind and one.level in levels[: reach + 1]]
    return max((one.rank for one in below or honors), default=0)


def code_of_new(name: str, taken: Container[str]) -> str:
    """The first letter of each word, after the custom of the catalogue: `Nhà giáo tiêu biểu` is NGTB."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    letters = "".join(word if word.isdigit() else word[0] for word in words).upper()[:20]
    first = letters if len(letters) > 1 else f"RIENG_{letters}"
    codes = chain([first], (f"{first}_{number}" for number in count(2)))
    return next(code for code in codes if code not in taken)


def _place(row: Honor) -> tuple[int, str]:
    return row.rank, row.code
