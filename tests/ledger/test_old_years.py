"""Years before the first regime on record: the pages of eligibility judge nobody, those of justice count as ever."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories.ledger import HonorEntryFactory, YearRatingFactory
from tests.factories.school import PersonFactory
from thiduakt.ledger.models import YearRating
from thiduakt.ledger.years import year_on
from thiduakt.school.models import Person

pytestmark = pytest.mark.django_db
OLD = "nam=2013"
LISTS = [("eligible", ""), ("eligible", "&ma=LDTT"), ("eligible", "&tab=tap-the"), ("eligible", "&ket_qua=eligible&q=do")]
SUBJECTS = ["explained_person", "explained_group", "explained_school"]


@pytest.fixture
def old_year(teacher, group):
    """Of 2013–2014, and of the year whose ratings are the newest."""
    person = teacher.person
    person.recruited_on = date(2010, 9, 1)
    person.save()
    YearRatingFactory(person=person, year=2022)
    YearRatingFactory(person=person, year=2013, rating="HTT", registered=True)
    HonorEntryFactory(person=person, year=2013)
    return {"explained_person": [person.pk], "explained_group": [group.pk], "explained_school": []}


@pytest.mark.parametrize(("route", "more"), [*LISTS, *((route, "") for route in SUBJECTS)])
def test_of_a_year_before_the_catalogue_it_says_so_and_judges_nobody(client, secretary, old_year, route, more):
    shown = page(client, secretary, route, *old_year.get(route, []), asked=OLD + more)
    assert shown.status_code == 200
    assert "Danh mục chưa có quy định của năm học này" in text(shown)
    assert "chọn một thời kỳ ở ô “Theo luật của năm học”" in text(shown)
    assert not [look for look in ("tone-good", "Năm học này chưa có ai để xét", "Xét theo") if look in text(shown)]


@pytest.mark.parametrize("route", ["eligible", *SUBJECTS])
def test_the_files_of_such_a_year_are_empty_and_say_why(client, secretary, old_year, route):
    response = page(client, secretary, f"{route}_excel", *old_year.get(route, []), asked=OLD)
    rows = sheet(response)
    assert "danh mục chưa có quy định của năm học này" in rows[1][0]
    assert len(rows) == 4


@pytest.mark.parametrize("suffix", ["", "_excel"])
def test_she_may_ask_about_such_a_year_herself(client, teacher, old_year, suffix):
    assert page(client, teacher, f"explained_mine{suffix}", asked=OLD).status_code == 200


def test_such_a_year_is_judged_by_the_law_that_is_tried(client, secretary, old_year):
    _, _, _, _, *rows = sheet(page(client, secretary, "eligible_excel", asked=f"{OLD}&thoi_ky=A_2003&ma=LDTT&q=do thi dao"))
    assert [row[1:5] for row in rows] == [["Đỗ Thị Đào", "Tổ mẫu giáo lớn", "Lao động tiên tiến", "Đủ điều kiện"]]
    shown = text(page(client, secretary, "eligible", asked=f"{OLD}&thoi_ky=A_2003"))
    assert "Đang xem thử" in shown
    assert "Danh mục chưa có quy định" not in shown


def years_offered(client, secretary, route):
    form = page(client, secretary, route, asked="").context["year_form"]
    return [int(year) for year, _ in form.fields["nam"].choices], form["nam"].value()


@pytest.mark.parametrize("route", ["eligible", "justice"])
def test_every_year_from_the_oldest_on_record_is_offered(client, secretary, old_year, route):
    years, _ = years_offered(client, secretary, route)
    assert years == list(range(year_on(timezone.localdate()), 2012, -1))


@pytest.mark.parametrize("route", ["eligible", "justice"])
def test_a_few_ratings_do_not_move_the_whole_school(client, secretary, school, route):
    """Half of the people at work are; who has left is not waited for."""
    staff = [*Person.objects.filter(school=school), *PersonFactory.create_batch(7, school=school)]
    PersonFactory(school=school, left_on=date(2020, 6, 30))
    for person in staff[: (len(staff) + 1) // 2]:
        YearRatingFactory(person=person, year=2020)
    for person in staff[: (len(staff) - 1) // 2]:
        YearRatingFactory(person=person, year=2021)
    assert years_offered(client, secretary, route)[1] == "2020"
    YearRating.objects.filter(year=2020).delete()
    assert years_offered(client, secretary, route)[1] == "2021"


@pytest.mark.parametrize("route", ["justice", "justice_excel", "unhonored_excel"])
def test_who_was_honored_is_told_of_any_year(client, secretary, old_year, route):
    shown = page(client, secretary, route, asked=OLD)
    assert shown.status_code == 200
    assert route != "justice" or "Năm học 2013–2014 có 1 lượt khen" in text(shown)


@pytest.mark.parametrize("asked", ["nam=0", "nam=9999", "nam=abc", "nam=", "nam=-1", "nam=2013.5", "nam=%00"])
@pytest.mark.parametrize("route", ["eligible", "explained_school", "justice"])
def test_a_year_nobody_knows_is_the_newest_one_also_in_the_field(client, secretary, old_year, route, asked):
    shown = page(client, secretary, route, asked=asked)
    assert shown.context["year_name"] == "2022–2023"
    assert '<option value="2022" selected>' in text(shown)
    assert page(client, secretary, f"{route}_excel", asked=asked).status_code == 200


def page(client, user, route, *args, asked):
    client.force_login(user)
    return client.get(f"{reverse(f'ledger:{route}', args=args)}?{asked}")


def text(response):
    return " ".join(response.content.decode().split())


def sheet(response):
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(response.content)).active.iter_rows()]
