"""What `doctor` asks of numbers: each fault is made past the services and must be named."""

from datetime import date

import pytest

from tests.factories.documents import DocumentFactory
from thiduakt.documents.enums import SeriesMode
from thiduakt.documents.invariants import problems
from thiduakt.documents.models import NumberSeries
from thiduakt.school.models import School


@pytest.fixture
def found(school):
    """What is wrong with the numbers of a series of given bounds, when these numbers are issued."""

    def ask(numbers, *, first, last, mode=SeriesMode.AUTO):
        NumberSeries.objects.create(school=school, year=2023, series="KH", first=first, last=last, mode=mode)
        for number in numbers:
            DocumentFactory(school=school, state="ISSUED", number=number)
        return [sentence for sentence in problems(School.objects.all()) if "dãy" in sentence]

    return ask


def test_numbers_from_the_first_to_the_last_are_right(found):
    assert found([51, 52], first=51, last=52) == []


def test_a_gap_is_named(found):
    assert found([1, 3], first=1, last=3) == ["Trường Mầm non Giang Biên, dãy KH năm 2023: số không liền nhau, thiếu [2]."]


def test_numbers_outside_the_series_are_named(found):
    assert found([1, 53], first=51, last=50) == [
        "Trường Mầm non Giang Biên, dãy KH năm 2023: có số nằm ngoài 51–50: [1, 53]."
    ]


def test_dates_that_run_back_are_named(found, school):
    DocumentFactory(school=school, state="ISSUED", number=1, issued_on=date(2023, 10, 9))

    assert found([2], first=1, last=2) == ["Trường Mầm non Giang Biên, dãy KH năm 2023: ngày không tăng theo số."]


def test_the_numbers_of_another_system_are_not_judged(found):
    assert found([7, 3], first=1, last=7, mode=SeriesMode.EXTERNAL) == []
