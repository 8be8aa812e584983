"""The ten years of the demo school: as many people as the school has, and each story there to be seen."""

import pytest

from thiduakt.home import demo, demo_history
from thiduakt.ledger.models import Discipline, HonorEntry, Initiative, Leave, Verification, YearRating
from thiduakt.school.models import Group, Person, Pupil, School, SchoolClass

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def history(at) -> School:
    demo.load(at)
    demo_history.load(at)
    return School.objects.get(code="mngb")


def test_the_school_has_its_people_its_pupils_and_its_classes(history):
    assert Person.objects.filter(school=history).count() == 45
    assert Group.objects.filter(school=history).count() == 5
    assert Pupil.objects.filter(school=history).count() == 620
    assert [school_class.members.count() for school_class in SchoolClass.objects.filter(school=history)] == [35] * 8 + [
        34
    ] * 10


def test_every_year_from_2013_on_has_ratings_and_honors(history):
    years = set(range(2013, 2023))

    assert set(YearRating.objects.values_list("year", flat=True)) == years
    assert set(HonorEntry.objects.filter(code="LDTT").values_list("year", flat=True)) == years


def test_chance_brings_the_same_school_out_each_time(history):
    """Held against what the seed gave when it was chosen."""
    by_chance = HonorEntry.objects.filter(person__full_name="Đàm Thị Ngọc Lan", year__lt=2016).order_by("year", "pk")

    assert list(by_chance.values_list("year", "code")) == [
        (2013, "LDTT"), (2014, "LDTT"), (2014, "CSTDCS"), (2015, "LDTT"),
    ]  # fmt: skip


def test_an_initiative_that_was_counted_names_the_honor(history):
    counted = Initiative.objects.get(name="Làm đồ chơi từ bìa các tông").authors.get()

    assert (counted.person.full_name, counted.use.entry.code, counted.use.entry.year) == ("Vũ Thị Quỳnh Anh", "CSTDCS", 2019)


def test_a_title_was_revoked_and_the_higher_one_still_stands(history):
    titles = HonorEntry.objects.filter(person__full_name="Ngô Thị Yến")

    assert titles.filter(code="CSTDCS", year=2019).standing().count() == 0
    assert titles.filter(code="CSTD_TP").standing().count() == 1


def test_what_is_sensitive_is_there_once_each(history):
    assert Leave.objects.get().person.full_name == "Vũ Thị Quỳnh Anh"
    assert Verification.objects.get().person.full_name == "Trương Thị Mỹ Duyên"
    assert sorted(Discipline.objects.values_list("kind", flat=True)) == ["canh_cao", "khien_trach"]


def test_one_has_no_rating_and_one_no_day_of_recruitment(history):
    assert not YearRating.objects.filter(person__full_name="Cao Thị Kim Thoa", year=2022).exists()
    assert Person.objects.get(full_name="Kiều Thị Oanh").recruited_on is None
