from datetime import date

import pytest

from campaigns.campaigns.classes import Duration, LaunchedAt, Method, Period, duration, launched_at, method, years_later


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2022, 9, 5), date(2023, 5, 31), Duration.UNDER_1),
        (date(2023, 1, 1), date(2023, 12, 30), Duration.UNDER_1),
        (date(2023, 1, 1), date(2023, 12, 31), Duration.ONE),
        (date(2022, 11, 6), date(2023, 11, 6), Duration.ONE),
        (date(2022, 11, 6), date(2023, 11, 7), Duration.UNDER_3),
        (date(2022, 1, 1), date(2024, 12, 30), Duration.UNDER_3),
        (date(2022, 1, 1), date(2024, 12, 31), Duration.UNDER_5),
        (date(2022, 7, 6), date(2025, 12, 31), Duration.UNDER_5),
        (date(2021, 1, 1), date(2025, 12, 31), Duration.FROM_5),
        (date(2024, 2, 29), date(2025, 2, 27), Duration.ONE),
        (date(2023, 2, 3), date(2023, 2, 3), Duration.UNDER_1),
    ],
)
def test_how_long_a_campaign_runs_is_counted_with_both_its_days(first, last, expected):
    assert duration(first, last) == expected


@pytest.mark.parametrize(
    ("launcher", "expected"),
    [
        ("NATION", LaunchedAt.NATION),
        ("PROVINCE", LaunchedAt.REGION),
        ("SECTOR", LaunchedAt.REGION),
        ("COMMUNE", LaunchedAt.UNIT),
        ("SCHOOL", LaunchedAt.UNIT),
    ],
)
def test_the_statistics_know_three_launchers(launcher, expected):
    assert launched_at(launcher) == expected


def test_only_what_is_done_day_by_day_is_regular():
    assert [method(form) for form in ("REGULAR", "PERIOD", "THEME", "PEAK")] == [
        Method.REGULAR, Method.THEME, Method.THEME, Method.THEME,
    ]  # fmt: skip


def test_the_last_of_february_moves_to_the_28th():
    assert years_later(date(2024, 2, 29), 1) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2023, 11, 30), (2023, 2023, 2023)),
        (date(2023, 12, 1), (2024, 2023, 2023)),
        (date(2024, 8, 31), (2024, 2024, 2023)),
        (date(2024, 9, 1), (2024, 2024, 2024)),
    ],
)
def test_each_period_has_its_own_year(day, years):
    assert tuple(period.year_of(day) for period in (Period.REPORT, Period.CALENDAR, Period.SCHOOL)) == years
