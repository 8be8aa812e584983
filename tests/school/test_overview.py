import unicodedata
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.school import GroupFactory, LetterheadFactory, PersonFactory, SchoolYearFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role
from thiduakt.school.models import Letterhead, SchoolYear
from thiduakt.school.services.staff import add_letterhead, add_school_year

OVERVIEW = "school:overview"
NEW = {
    "valid_from": "01/07/2025",
    "parent_lines": "ỦY BAN NHÂN DÂN\r\n  PHƯỜNG  VIỆT HƯNG \r\n\r\n",
    "issuer_lines": unicodedata.normalize("NFD", "TRƯỜNG MẦM NON GIANG BIÊN"),
    "place": "Việt Hưng",
    "office_code": "MNGB",
}


def test_the_overview_tells_who_does_what(client, school, principal, clerk, secretary, teacher):
    UserFactory(school=school, full_name="Bùi Thị Lan", roles=[Role.SECRETARY])
    client.force_login(teacher)

    tasks = client.get(reverse(OVERVIEW)).context["tasks"]

    assert tasks == [
        ("Hiệu trưởng", "Hoàng Thị Phương"),
        ("Chủ tịch hội đồng thi đua, khen thưởng", "Hoàng Thị Phương"),
        ("Thư ký hội đồng", "Trần Thị Ngọc Bích, Bùi Thị Lan"),
        ("Văn thư", "Đặng Thị Thu Hằng"),
    ]


def test_heads_are_counted_without_those_who_left(client, school, group, teacher):
    PersonFactory(school=school, group=group, left_on=date(2020, 5, 31))
    PersonFactory(school=school, group=group, left_on=date(2999, 5, 31))
    GroupFactory(school=school, name="Tổ văn phòng")
    client.force_login(teacher)

    context = client.get(reverse(OVERVIEW)).context

    assert [(group.name, group.head_count) for group in context["groups"]] == [("Tổ mẫu giáo lớn", 2), ("Tổ văn phòng", 0)]
    assert context["people_count"] == 2


def test_the_letterhead_of_today_is_shown(client, school, teacher):
    LetterheadFactory(school=school, valid_from=date(2025, 7, 1), place="Việt Hưng")
    LetterheadFactory(school=school, valid_from=date(2999, 1, 1), place="Ngày mai")
    client.force_login(teacher)

    page = client.get(reverse(OVERVIEW)).content.decode()

    assert "Việt Hưng, ngày 01 tháng 7 năm 2025" in page
    assert "Ngày mai" not in page


def test_nothing_of_another_school_is_shown(client, teacher, other_school, stranger):
    GroupFactory(school=other_school, name="Tổ của trường khác")
    SchoolYearFactory(school=other_school, starts_on=date(1999, 9, 5), ends_on=date(2000, 5, 31))
    LetterheadFactory(school=other_school, valid_from=date(2025, 7, 1), place="Nơi khác")
    client.force_login(teacher)

    page = client.get(reverse(OVERVIEW)).content.decode()

    for foreign in ("Tổ của trường khác", "1999–2000", "Nơi khác", "Trường Mầm non Ánh Dương"):
        assert foreign not in page


def test_a_school_without_anything_has_a_page(client, school, teacher):
    Letterhead.objects.all().delete()
    client.force_login(teacher)

    page = client.get(reverse(OVERVIEW)).content.decode()

    assert "Chưa có thể thức văn bản" in page
    assert "Chưa khai báo năm học nào." in page


@pytest.mark.parametrize(("who", "leads"), [("technician", False), ("teacher", True)])
def test_a_group_leads_to_its_people_only_for_those_who_may_see_them(client, request, group, who, leads):
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse(OVERVIEW)).text

    assert "Tổ mẫu giáo lớn" in page
    assert (f'{reverse("school:person_list")}?group={group.pk}"' in page) == leads


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_costs_the_same_for_one_and_for_three(client, school, teacher, count, django_assert_num_queries):
    for number, group in enumerate(GroupFactory.create_batch(count, school=school)):
        UserFactory(school=school, group=group, roles=[Role.SECRETARY])
        SchoolYearFactory(school=school, starts_on=date(2010 + number, 9, 5), ends_on=date(2011 + number, 5, 31))
    client.force_login(teacher)

    with django_assert_num_queries(9):  # session, user, roles, letterhead, years, groups, heads, holders, school year
        client.get(reverse(OVERVIEW))


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        ("teacher", {"Danh sách viên chức", "Lớp, học sinh", "Xuất Excel"}),
        ("clerk", {"Danh sách viên chức", "Lớp, học sinh", "Đổi thể thức", "Xuất Excel"}),
        ("inspector", {"Danh sách viên chức", "Lớp, học sinh", "Vai trò, ủy quyền", "Xuất Excel"}),
        ("accountant", {"Xuất Excel"}),
    ],
)
def test_buttons_are_for_those_who_may(client, request, who, buttons):
    client.force_login(request.getfixturevalue(who))

    assert {action["label"] for action in client.get(reverse(OVERVIEW)).context["actions"]} == buttons


# Letterheads


def test_a_new_letterhead_starts_from_the_present_one(client, clerk):
    client.force_login(clerk)

    form = client.get(reverse("school:letterhead_add")).context["form"]

    assert form.initial["issuer_lines"] == "TRƯỜNG MẦM NON GIANG BIÊN"
    assert form["valid_from"].value() is None


def test_a_new_letterhead_is_added_and_the_old_one_stays(client, school, clerk):
    old = Letterhead.objects.values().get(school=school)
    client.force_login(clerk)

    response = client.post(reverse("school:letterhead_add"), {**NEW, "school": 99, "pk": old["id"], "id": old["id"]})

    new = Letterhead.objects.on(school.pk, date(2025, 7, 1))
    assert response.url == reverse(OVERVIEW)
    assert new.parent_lines == "ỦY BAN NHÂN DÂN\nPHƯỜNG VIỆT HƯNG"
    assert new.issuer_lines == "TRƯỜNG MẦM NON GIANG BIÊN"
    assert Letterhead.objects.values().get(pk=old["id"]) == old
    assert Letterhead.objects.on(school.pk, date(2025, 6, 30)).pk == old["id"]
    assert AuditEvent.objects.get().changes == {"valid_from": "2025-07-01"}


def test_one_letterhead_a_day(client, school, clerk):
    client.force_login(clerk)
    client.post(reverse("school:letterhead_add"), NEW)

    response = client.post(reverse("school:letterhead_add"), NEW)

    assert response.context["form"].errors == {"__all__": ["Đã có thể thức văn bản áp dụng từ ngày này."]}
    assert Letterhead.objects.filter(school=school).count() == 2


def test_a_day_before_the_first_letterhead_says_what_to_do(school):
    with pytest.raises(ValidationError, match="ngày 31/12/2014"):
        Letterhead.objects.on(school.pk, date(2014, 12, 31))


def test_only_those_who_manage_the_school_may(school, teacher, deputy, stranger, at):
    letterhead = LetterheadFactory.build(school=school, valid_from=date(2025, 7, 1))
    year = SchoolYearFactory.build(school=school)
    for actor in (teacher, deputy, stranger):
        with pytest.raises(PermissionDenied):
            add_letterhead(letterhead, actor=actor, at=at)
        with pytest.raises(PermissionDenied):
            add_school_year(year, actor=actor, at=at)


# School years


def test_a_school_year_is_added(client, school, clerk):
    client.force_login(clerk)

    client.post(reverse("school:school_year_add"), {"starts_on": "05/09/2023", "ends_on": "31/05/2024"})

    assert str(SchoolYear.objects.get(school=school)) == "2023–2024"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sentence"),
    [
        ("05/09/2024", "31/05/2024", "Ngày kết thúc năm học phải sau ngày bắt đầu."),
        ("31/05/2023", "31/05/2024", "Năm học này trùng thời gian với một năm học đã có."),
        ("05/09/2022", "31/05/2023", "Đã có năm học bắt đầu từ ngày này."),
    ],
)
def test_a_school_year_that_will_not_do_is_refused(client, school, clerk, starts_on, ends_on, sentence):
    SchoolYearFactory(school=school)
    client.force_login(clerk)

    response = client.post(reverse("school:school_year_add"), {"starts_on": starts_on, "ends_on": ends_on})

    assert response.context["form"].errors == {"__all__": [sentence]}
    assert SchoolYear.objects.count() == 1
