"""Which row of each honor counts on a day."""

from datetime import date

from .models import Honor, Regime


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


def _place(row: Honor) -> tuple[int, str]:
    return row.rank, row.code
