"""How far a target has come, and from which day on that is too little. Plain numbers and days, no rows."""

import math
from datetime import date, timedelta
from decimal import Decimal

WHOLE = Decimal(1)
NEAR = timedelta(days=14)  # before the deadline: from then on, what lags behind the calendar is at risk


def full_amount(value: Decimal | None, denominator: int | None) -> Decimal:
    """What has to be reached, in units: of a share so many of the known set, rounded up; of a thing to be done, one."""
    if value is None:
        return WHOLE
    if denominator is None:
        return value
    return Decimal(math.ceil(value * denominator / 100))


def share(reached: Decimal | None, full: Decimal) -> Decimal:
    """From 0 to 1; more than the whole is the whole."""
    return min(WHOLE, (reached or Decimal(0)) / full) if full > 0 else WHOLE


def at_risk_from(starts_on: date, due_on: date, reached: Decimal) -> date | None:
    """The first day of the last fortnight on which more of the time is gone than of the work is done; None: none is left.

    `reached` is a share. Kept in the row, so that a list finds what is at risk without counting through all of it.
    """
    if reached >= WHOLE:
        return None
    days = (due_on - starts_on).days
    behind = starts_on + timedelta(days=math.floor(reached * days) + 1)
    return min(max(behind, due_on - NEAR), due_on)
