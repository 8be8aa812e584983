from datetime import UTC, datetime, timedelta

import pytest

from thiduakt.home.upkeep.keeping import kept

TODAY = datetime(2026, 11, 22, 2, 15, tzinfo=UTC)  # a Sunday


def nights(count):
    return [TODAY - timedelta(days=back) for back in range(count)]


def test_a_week_of_nights_is_kept_whole():
    assert kept(nights(7)) == set(nights(7))


def test_of_two_years_seven_days_five_weeks_and_twelve_months_are_kept():
    stay = kept(nights(730))

    days = {(TODAY - moment).days for moment in stay}
    assert days >= {0, 1, 2, 3, 4, 5, 6}
    # Sundays, the newest night of each of the four weeks before this one: 15/11, 8/11, 1/11, 25/10
    assert days >= {7, 14, 21, 28}
    # the last nights of the eleven months before this one; October's is 22 days ago
    assert {f"{moment:%d/%m/%Y}" for moment in stay if (TODAY - moment).days > 28} == {
        "30/09/2026", "31/08/2026", "31/07/2026", "30/06/2026", "31/05/2026", "30/04/2026", "31/03/2026", "28/02/2026",
        "31/01/2026", "31/12/2025",
    }  # fmt: skip
    assert TODAY - timedelta(days=22) in stay


def test_of_one_day_the_newest_is_kept():
    assert kept([TODAY, TODAY - timedelta(hours=1)]) == {TODAY}


@pytest.mark.parametrize("gap", [30, 400])
def test_a_server_that_stood_still_keeps_what_it_has(gap):
    moments = [TODAY - timedelta(days=gap * back) for back in range(3)]

    assert kept(moments) == set(moments)


def test_without_backups_there_is_nothing_to_keep():
    assert kept([]) == set()
