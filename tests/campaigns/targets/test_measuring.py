"""How far a target has come, and when that is too little."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from campaigns.targets.measuring import at_risk_from, full_amount, share

START, DUE = date(2023, 1, 1), date(2023, 12, 31)


@pytest.mark.parametrize(
    ("value", "denominator", "full"),
    [(Decimal(100), 18, 18), (Decimal("95.5"), 18, 18), (Decimal(90), 45, 41), (Decimal(12), None, 12), (None, None, 1)],
)
def test_a_share_of_a_set_is_so_many_of_it_rounded_up(value, denominator, full):
    assert full_amount(value, denominator) == full


def test_more_than_the_whole_is_the_whole():
    assert share(Decimal(15), Decimal(12)) == 1
    assert share(None, Decimal(12)) == 0


@pytest.mark.parametrize(
    ("reached", "day"),
    [
        ("0", DUE - timedelta(days=14)),  # a fortnight before the end, and not before
        ("0.9", DUE - timedelta(days=14)),
        ("0.98", date(2023, 12, 24)),  # 98 of 100 days are gone on the 24th
        ("0.999", DUE),
        ("1", None),
    ],
)
def test_a_target_is_at_risk_once_more_time_is_gone_than_work_is_done(reached, day):
    assert at_risk_from(START, DUE, Decimal(reached)) == day


def test_a_target_of_one_day_is_at_risk_on_it():
    assert at_risk_from(DUE, DUE, Decimal(0)) == DUE
