"""Which backups are kept: seven days, five weeks, twelve months."""

from collections.abc import Callable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 5, 12


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """The newest of each of the last days, weeks and months in which a backup was made.

    Days without a backup do not count, so a server that stood still for a year keeps what it has.
    """
    newest_first = sorted(moments, reverse=True)
    return {
        *_newest_of_each(newest_first, lambda moment: moment.date(), DAYS),
        *_newest_of_each(newest_first, lambda moment: moment.isocalendar()[:2], WEEKS),
        *_newest_of_each(newest_first, lambda moment: (moment.year, moment.month), MONTHS),
    }


def _newest_of_each(newest_first: list[datetime], period: Callable[[datetime], object], count: int) -> list[datetime]:
    newest: dict[object, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:count]
