"""The list of people and its Excel file: order, search, tabs, and what others may see."""

import unicodedata
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.school.models import Person

LIST = "school:person_list"


def shown(client, **query):
    return [str(person) for person in client.get(reverse(LIST), query).context["object_list"]]


def test_people_stand_in_vietnamese_order(client, school, principal):
    for name in ("Vũ Thị Yến", "Đỗ Thị Đào", "Ngô Quang Ẩn", "Lê An", "Nguyễn Thị Ánh", "Đỗ Thị Ánh"):
        PersonFactory(school=school, full_name=name)
    client.force_login(principal)

    assert shown(client) == [
        "Lê An",
        "Đỗ Thị Ánh",
        "Nguyễn Thị Ánh",
        "Ngô Quang Ẩn",
        "Đỗ Thị Đào",
        "Hoàng Thị Phương",
        "Vũ Thị Yến",
    ]


def test_search_knows_no_marks_and_no_order_of_words(client, daos, teacher, deputy):
    client.force_login(deputy)

    assert shown(client, q="dao do") == ["Đỗ Thị Đào"] * 3
    assert shown(client, q=unicodedata.normalize("NFD", "Đào")) == ["Đỗ Thị Đào"] * 3
    assert shown(client, q="%") == []
    assert shown(client, q="\x00") == shown(client)  # a query that makes no sense is none


def test_codes_are_found_by_those_who_see_them(client, school, clerk, teacher):
    PersonFactory(school=school, full_name="Nguyễn Thị Ánh", staff_code="MNGB-0071")

    client.force_login(clerk)
    assert shown(client, q="0071") == ["Nguyễn Thị Ánh"]
    assert "MNGB-0071" in client.get(reverse(LIST)).content.decode()

    client.force_login(teacher)
    assert shown(client, q="0071") == []
    assert "MNGB-0071" not in client.get(reverse(LIST)).content.decode()


def test_tabs_count_what_is_asked_for(client, school, group, teacher, principal):
    PersonFactory(school=school, group=group, full_name="Trần Văn Ưng", left_on=date(2020, 5, 31))
    PersonFactory(school=school, full_name="Phan Thị Lê", left_on=date(2020, 5, 31))
    PersonFactory(school=school, full_name="Lê Thị Lan", left_on=date(2999, 5, 31))
    client.force_login(principal)

    def counts(**query):
        return [(tab["label"], tab["count"]) for tab in client.get(reverse(LIST), query).context["tabs"]]

    assert counts() == [("Đang làm việc", 3), ("Đã thôi việc", 2)]
    assert counts(group=group.pk) == [("Đang làm việc", 1), ("Đã thôi việc", 1)]
    assert shown(client, tab="left") == ["Phan Thị Lê", "Trần Văn Ưng"]
    assert shown(client, tab="left", group=group.pk) == ["Trần Văn Ưng"]


@pytest.mark.parametrize("query", [{"tab": "x"}, {"group": "abc"}, {"group": "9" * 30}])
def test_a_query_that_makes_no_sense_is_none(client, teacher, query):
    client.force_login(teacher)

    assert shown(client, **query) == ["Đỗ Thị Đào"]


def test_a_group_of_another_school_is_no_filter(client, teacher, other_school):
    client.force_login(teacher)

    assert shown(client, group=GroupFactory(school=other_school).pk) == ["Đỗ Thị Đào"]


def test_people_of_another_school_are_not_in_the_list(client, teacher, stranger):
    client.force_login(teacher)

    assert shown(client) == ["Đỗ Thị Đào"]


def test_a_name_leads_only_to_pages_that_open(client, daos, group_head, teacher, deputy):
    """The table of permissions decides about the link as about the page."""
    for user, expected in ((teacher, {teacher}), (group_head, {teacher, group_head, *daos})):
        client.force_login(user)
        page = client.get(reverse(LIST)).content.decode()
        people = {person for person in Person.objects.all() if f'"/nha-truong/vien-chuc/{person.pk}/"' in page}
        assert people == {getattr(one, "person", one) for one in expected}
        for person in Person.objects.filter(school=user.school):
            opens = client.get(reverse("school:person_detail", args=[person.pk])).status_code == 200
            assert opens == (person in people)


def test_fifty_people_fill_a_page(client, school, teacher):
    PersonFactory.create_batch(60, school=school)
    client.force_login(teacher)

    first, second = (client.get(reverse(LIST), {"page": page, "q": "dao"}).context["object_list"] for page in (1, 2))

    assert (len(first), len(second)) == (50, 11)
    assert not {person.pk for person in first} & {person.pk for person in second}
    assert client.get(reverse(LIST), {"page": 9}).status_code == 404
    assert client.get(reverse(LIST), {"page": "mười"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, school, group, principal, count, django_assert_num_queries):
    PersonFactory.create_batch(count, school=school, group=group)
    client.force_login(principal)

    with django_assert_num_queries(7):  # session, user, roles, groups, counts, page, school year
        response = client.get(reverse(LIST))

    assert len(response.context["object_list"]) == count + 1


def test_nothing_found_says_what_to_do(client, teacher):
    client.force_login(teacher)

    assert "Không có ai trong danh sách này" in client.get(reverse(LIST), {"q": "xyz"}).content.decode()


# Excel


def excel(client, **query):
    response = client.get(reverse("school:person_excel"), query)
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(response.content)).active.iter_rows()]


def test_the_file_holds_exactly_what_the_page_shows(client, school, group, teacher, clerk):
    PersonFactory(school=school, group=group, full_name="Nguyễn Thị Ánh", staff_code="007", post="=1+1")
    client.force_login(clerk)

    for query in ({}, {"q": "anh"}, {"group": group.pk}, {"tab": "left"}):
        page = client.get(reverse(LIST), query)
        rows = excel(client, **query)
        assert rows[3] == ["STT", *(column["title"] for column in page.context["columns"])]
        assert [row[1] for row in rows[4:]] == [str(person) for person in page.context["object_list"]]

    assert excel(client, q="anh")[4:] == [[1, "Nguyễn Thị Ánh", "=1+1", "Tổ mẫu giáo lớn", "007"]]


def test_who_has_left_is_shown_with_the_last_day_of_work(client, school, clerk):
    PersonFactory(school=school, full_name="Trần Văn Ưng", left_on=date(2020, 5, 31))
    client.force_login(clerk)

    page = client.get(reverse(LIST), {"tab": "left"})

    assert page.context["columns"][-1]["title"] == excel(client, tab="left")[3][-1] == "Ngày làm việc cuối"
    assert page.context["rows"][0][-1] == date(2020, 5, 31)


def test_the_file_says_what_it_was_asked_for(client, group, teacher):
    client.force_login(teacher)

    title, subtitle = (row[0] for row in excel(client, q="Đào", group=group.pk)[:2])

    assert title == "DANH SÁCH VIÊN CHỨC"
    assert subtitle.startswith("Trường Mầm non Giang Biên; Đang làm việc; Tổ mẫu giáo lớn; tìm “Đào”; ngày ")


def test_the_file_is_not_cut_into_pages_and_hides_what_the_page_hides(client, school, teacher):
    PersonFactory.create_batch(60, school=school, staff_code="")
    PersonFactory(school=school, staff_code="MNGB-0071")
    client.force_login(teacher)

    rows = excel(client)

    assert len(rows) == 4 + 62
    assert "MNGB-0071" not in str(rows)


@pytest.mark.parametrize("route", [LIST, "school:account_list"])
def test_every_list_cleans_and_cuts_what_it_is_searched_for_alike(client, technician, principal, route):
    client.force_login(principal)

    assert client.get(reverse(route), {"q": "  dao\x00  do "}).context["words"] == "dao do"
    assert client.get(reverse(route), {"q": "x" * 200}).context["words"] == "x" * 100
