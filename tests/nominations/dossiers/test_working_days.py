"""Ngày làm việc, counted by hand on the calendar of May 2023: the 15th is a Monday."""

from datetime import date

import pytest

from nominations.dossiers.working_days import days_between, first_of, last_of


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [(15, 1, 15), (15, 5, 19), (15, 6, 22), (15, 10, 26), (13, 5, 19), (14, 1, 15)],
    ids=["one day", "a week", "over a weekend", "two weeks", "from a Saturday", "from a Sunday"],
)
def test_the_last_of_so_many_working_days(first, count, last):
    assert last_of(date(2023, 5, first), count) == date(2023, 5, last)


@pytest.mark.parametrize(("first", "last", "count"), [(15, 19, 5), (15, 21, 5), (15, 22, 6), (20, 21, 0), (26, 26, 1)])
def test_working_days_between_two_days(first, last, count):
    assert days_between(date(2023, 5, first), date(2023, 5, last)) == count


@pytest.mark.parametrize(
    ("last", "count", "first"),
    [(19, 1, 19), (19, 5, 15), (22, 5, 16), (26, 10, 15), (21, 5, 15)],
    ids=["one day", "a week", "over a weekend", "two weeks", "to a Sunday"],
)
def test_the_first_of_so_many_working_days(last, count, first):
    assert first_of(date(2023, 5, last), count) == date(2023, 5, first)
