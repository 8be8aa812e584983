import unicodedata
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.school import GroupFactory, LetterheadFactory, PersonFactory, RoleAssignmentFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role, may
from thiduakt.school.models import Group, Person
from thiduakt.school.services.staff import add_letterhead, add_person, edit_person, remove_group, save_group

LONG = "Nguyễn Hoàng Thị Phương Thảo Nguyên Khánh Vân Quỳnh Anh Tú Uyên"
LIST = "school:person_list"


@pytest.fixture
def daos(school, group):
    """Two of one name in one group: told apart by nothing but their work."""
    return [PersonFactory(school=school, group=group, post=post) for post in ("Giáo viên", "Nhân viên nuôi dưỡng")]


def given(**other):
    return {"full_name": "Nguyễn Thị Ánh", "gender": "FEMALE", "post": "Giáo viên", "staff_code": "", **other}


def shown(client, **query):
    return [str(person) for person in client.get(reverse(LIST), query).context["object_list"]]


# The list


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
    assert subtitle.startswith("Trường Mầm non Giang Biên; Đang làm việc; Tổ mẫu giáo lớn; tên có “Đào”; ngày ")


def test_the_file_is_not_cut_into_pages_and_hides_what_the_page_hides(client, school, teacher):
    PersonFactory.create_batch(60, school=school, staff_code="")
    PersonFactory(school=school, staff_code="MNGB-0071")
    client.force_login(teacher)

    rows = excel(client)

    assert len(rows) == 4 + 62
    assert "MNGB-0071" not in str(rows)


# People


def test_the_last_day_may_be_the_first(school, clerk, at):
    person = PersonFactory.build(school=school, joined_on=at.date(), left_on=at.date())
    assert add_person(person, actor=clerk, at=at).pk

    earlier = PersonFactory.build(school=school, joined_on=at.date(), left_on=date(2023, 10, 4))
    with pytest.raises(ValidationError, match="Ngày làm việc cuối không được trước ngày về trường"):
        add_person(earlier, actor=clerk, at=at)


def test_the_way_out_of_a_form_is_called_going_back(client, clerk):
    client.force_login(clerk)

    page = client.get(reverse("school:person_add")).text

    assert "Quay lại" in page
    assert ">Thôi<" not in page.replace(" ", "").replace("\n", "")


def test_a_person_is_added(client, school, group, clerk):
    client.force_login(clerk)

    response = client.post(reverse("school:person_add"), given(group=group.pk, joined_on="05/09/2019", staff_code="0071"))

    person = Person.objects.get(full_name="Nguyễn Thị Ánh")
    assert response.url == reverse(LIST)
    assert (person.school, person.group, person.joined_on, person.staff_code) == (school, group, date(2019, 9, 5), "0071")
    assert AuditEvent.objects.get().verb == "person.add"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_long_name_is_kept_whole_and_composed(client, clerk, form):
    client.force_login(clerk)

    client.post(reverse("school:person_add"), given(full_name="  " + unicodedata.normalize(form, LONG).replace(" ", "  ")))

    assert len(LONG) > 60
    assert Person.objects.get(full_name=LONG).search_key.startswith("nguyen hoang thi phuong")


def test_a_name_typed_on_a_mac_is_no_longer_than_the_same_name(client, clerk):
    """100 letters with two marks each are 300 signs in pieces."""
    name = "Ệ" * 100
    client.force_login(clerk)

    client.post(reverse("school:person_add"), given(full_name=unicodedata.normalize("NFD", name)))

    assert Person.objects.filter(full_name=name).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"full_name": "   "}, "full_name"),
        ({"full_name": "x" * 101}, "full_name"),
        ({"gender": "OTHER"}, "gender"),
        ({"post": ""}, "post"),
        ({"joined_on": "31/02/2020"}, "joined_on"),
        ({"joined_on": "09/25/2020"}, "joined_on"),
        ({"left_on": "31/12/9999"}, "left_on"),
        ({"group": "9" * 30}, "group"),
        ({"joined_on": "05/09/2020", "left_on": "05/09/2019"}, "__all__"),
        ({"staff_code": "0071"}, "__all__"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_in_vietnamese(client, school, clerk, wrong, field):
    PersonFactory(school=school, staff_code="0071")
    client.force_login(clerk)

    response = client.post(reverse("school:person_add"), given(**wrong))

    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert not str(errors[field][0]).isascii()
    assert Person.objects.count() == 2


@pytest.mark.parametrize("name", ["123", "<b>x</b>", "Nguyễn Thị Ánh 2", "-", "Đỗ; Đào", "…"])
def test_what_is_no_name_is_refused_with_a_sentence(client, clerk, name):
    client.force_login(clerk)

    response = client.post(reverse("school:person_add"), given(full_name=name))

    assert "Họ và tên chỉ gồm chữ" in response.context["form"].errors["full_name"][0]
    assert Person.objects.count() == 1


@pytest.mark.parametrize("name", ["H’Hen Niê", "K'Sor H'Nhung", "Ê-ban Y Moan", "ThS. Đỗ Thị Đào", "Nguyễn Thị Quỳnh-Anh"])
def test_names_of_every_people_of_the_country_are_kept(client, clerk, name):
    client.force_login(clerk)

    client.post(reverse("school:person_add"), given(full_name=unicodedata.normalize("NFD", name)))

    assert Person.objects.filter(full_name=name).exists()


def test_namesakes_are_added_and_told_of(client, school, group, clerk, stranger):
    PersonFactory(school=school, group=group)
    PersonFactory(school=school, post="Nhân viên nuôi dưỡng")
    PersonFactory(school=school, full_name="Đỗ Thị Đạo")
    PersonFactory(school=stranger.school)
    client.force_login(clerk)

    page = client.post(reverse("school:person_add"), given(full_name="Đỗ Thị Đào"), follow=True).text

    assert "Đã thêm Đỗ Thị Đào. Trường đã có 2 người cùng tên: Giáo viên, Tổ mẫu giáo lớn; Nhân viên nuôi dưỡng." in page
    assert Person.objects.filter(school=school, full_name="Đỗ Thị Đào").count() == 3


def test_who_has_no_namesake_is_added_without_a_word(client, school, clerk):
    PersonFactory(school=school, full_name="Đỗ Thị Đạo")
    client.force_login(clerk)

    page = client.post(reverse("school:person_add"), given(full_name="Đỗ Thị Đào"), follow=True).text

    assert "Đã thêm Đỗ Thị Đào." in page
    assert "cùng tên" not in page


@pytest.mark.parametrize("route", [LIST, "school:account_list"])
def test_every_list_cleans_and_cuts_what_it_is_searched_for_alike(client, technician, principal, route):
    client.force_login(principal)

    assert client.get(reverse(route), {"q": "  dao\x00  do "}).context["words"] == "dao do"
    assert client.get(reverse(route), {"q": "x" * 200}).context["words"] == "x" * 100


def test_a_group_of_another_school_is_no_choice(client, clerk, other_school):
    client.force_login(clerk)

    response = client.post(reverse("school:person_add"), given(group=GroupFactory(school=other_school).pk))

    assert list(response.context["form"].errors) == ["group"]


def test_extra_fields_are_ignored(client, school, other_school, teacher, clerk):
    client.force_login(clerk)
    more = {"school": other_school.pk, "id": 999, "pk": 999, "sort_key": "0", "search_key": "x", "user": clerk.pk}

    client.post(reverse("school:person_edit", args=[teacher.person_id]), given(version=1, **more))

    person = Person.objects.get(pk=teacher.person_id)
    assert (person.school, person.full_name, person.search_key) == (school, "Nguyễn Thị Ánh", "nguyen thi anh")
    assert person.user == teacher


def test_the_log_names_the_changed_fields_and_not_their_values(teacher, group, clerk, at):
    person = teacher.person
    person.post, person.staff_code = "Nhân viên nuôi dưỡng", "0071"

    edit_person(person, version=1, actor=clerk, at=at)

    event = AuditEvent.objects.get()
    assert (event.verb, event.changes) == ("person.edit", {"fields": ["post", "staff_code"]})
    told = (event.object_label, event.reason, event.actor_name)
    assert "0071" not in str(told)


def test_only_those_who_manage_the_staff_may(teacher, technician, stranger, at):
    for actor in (teacher, technician, stranger):
        with pytest.raises(PermissionDenied):
            add_person(PersonFactory.build(school=teacher.school), actor=actor, at=at)
        with pytest.raises(PermissionDenied):
            edit_person(teacher.person, version=1, actor=actor, at=at)


def test_a_group_of_another_school_is_refused_by_the_service_too(teacher, clerk, other_school, at):
    teacher.person.group = GroupFactory(school=other_school)

    with pytest.raises(ValidationError, match="không thuộc trường"):
        edit_person(teacher.person, version=1, actor=clerk, at=at)


def test_the_only_principal_cannot_just_leave(client, principal):
    client.force_login(principal)
    address = reverse("school:person_edit", args=[principal.person_id])

    response = client.post(address, given(left_on="05/10/2023", version=1))

    assert response.context["form"].errors == {
        "left_on": [
            "Nguyễn Thị Ánh đang giữ vai trò Hiệu trưởng. Trường cần giao vai trò này cho người khác có tài khoản trước."
        ]
    }

    successor = UserFactory(school=principal.school)
    RoleAssignmentFactory(person=successor.person, role=Role.PRINCIPAL)
    assert client.post(address, given(left_on="05/10/2023", version=1)).status_code == 302


@pytest.mark.parametrize("who", ["clerk", "deputy"])
@pytest.mark.parametrize(("before", "after"), [(None, date(2023, 1, 1)), (date(2023, 1, 1), None)])
def test_only_the_principal_says_that_somebody_with_a_task_leaves_or_returns(
    request, secretary, principal, at, who, before, after
):
    person = secretary.person
    Person.objects.filter(pk=person.pk).update(left_on=before)
    person.left_on = after

    with pytest.raises(ValidationError, match="đang giữ vai trò Thư ký hội đồng") as refusal:
        edit_person(person, version=1, actor=request.getfixturevalue(who), at=at)

    assert list(refusal.value.error_dict) == ["left_on"]
    assert edit_person(person, version=1, actor=principal, at=at).left_on == after


def test_the_clerk_says_that_a_teacher_leaves(teacher, clerk, at):
    teacher.person.left_on = date(2023, 10, 31)

    assert edit_person(teacher.person, version=1, actor=clerk, at=at).left_on == date(2023, 10, 31)


def test_saving_without_a_change_is_no_act(teacher, clerk, at):
    teacher.person.full_name = " Đỗ  Thị Đào "

    edit_person(teacher.person, version=1, actor=clerk, at=at)

    assert not AuditEvent.objects.exists()
    assert Person.objects.get(pk=teacher.person_id).version == 1


def test_of_two_who_edit_one_person_the_second_is_told_and_loses_nothing(client, teacher, clerk):
    client.force_login(clerk)
    address = reverse("school:person_edit", args=[teacher.person_id])
    opened = client.get(address).context["form"]["version"].value()
    client.post(address, given(post="Giáo viên", version=opened))

    refused = client.post(address, given(post="Nhân viên nuôi dưỡng", version=opened))

    form = refused.context["form"]
    assert "Có người vừa sửa thông tin của Nguyễn Thị Ánh" in form.non_field_errors()[0]
    assert (form["post"].value(), form["version"].value()) == ("Nhân viên nuôi dưỡng", opened + 1)
    assert 'name="version"' in refused.text
    assert Person.objects.get(pk=teacher.person_id).post == "Giáo viên"

    client.post(address, given(post="Nhân viên nuôi dưỡng", version=form["version"].value()))
    assert Person.objects.get(pk=teacher.person_id).post == "Nhân viên nuôi dưỡng"


@pytest.mark.parametrize(
    "who", ["principal", "clerk", "accountant", "group_head", "teacher", "technician", "superior", "stranger"]
)
def test_the_people_who_are_visible_are_those_that_the_table_names(request, daos, teacher, deputy, at, who):
    user, day = request.getfixturevalue(who), at.date()

    for action in ("person.view", "staff.view", "staff.manage", "account.view"):
        expected = {person for person in Person.objects.all() if may(user, action, person, on=day)}
        assert set(Person.objects.open_to(user, action, day)) == expected
    assert set(Person.objects.visible_to(user, day)) == set(Person.objects.open_to(user, "person.view", day))


def test_a_head_without_a_group_sees_nobody_by_it(school, at):
    head = UserFactory(school=school, roles=[Role.GROUP_HEAD])
    PersonFactory(school=school)

    assert not Person.objects.visible_to(head, at.date()).exists()


def test_one_s_own_page_shows_one_s_own_work(client, teacher):
    client.force_login(teacher)

    page = client.get(reverse("school:person_detail", args=[teacher.person_id])).content.decode()

    assert "Tổ mẫu giáo lớn" in page
    assert "Giáo viên, nhân viên" in page


# Groups


def test_a_group_is_added_renamed_and_removed(client, school, clerk):
    client.force_login(clerk)

    client.post(reverse("school:group_add"), {"name": unicodedata.normalize("NFD", "  Tổ  nhà trẻ ")})
    group = Group.objects.get()
    assert (group.name, group.school) == ("Tổ nhà trẻ", school)

    client.post(reverse("school:group_edit", args=[group.pk]), {"name": "Tổ văn phòng", "school": 99})
    assert Group.objects.get().name == "Tổ văn phòng"

    response = client.post(reverse("school:group_remove", args=[group.pk]), follow=True)
    assert "Đã xóa Tổ văn phòng." in response.content.decode()
    assert not Group.objects.exists()
    assert [event.verb for event in AuditEvent.objects.all()] == ["group.add", "group.rename", "group.remove"]


def test_a_group_with_people_stays_and_says_why(client, group, teacher, clerk):
    client.force_login(clerk)
    sentence = "Tổ mẫu giáo lớn còn 1 người. Thầy/cô chuyển họ sang tổ khác trước khi xóa tổ."

    assert sentence in client.get(reverse("school:group_edit", args=[group.pk])).content.decode()
    response = client.post(reverse("school:group_remove", args=[group.pk]), follow=True)

    assert sentence in response.content.decode()
    assert Group.objects.exists()


def test_a_name_is_given_once_in_a_school(client, group, clerk, other_school):
    client.force_login(clerk)

    response = client.post(reverse("school:group_add"), {"name": "Tổ mẫu giáo lớn"})

    assert response.context["form"].errors == {"__all__": ["Trường đã có tổ mang tên này."]}
    client.post(reverse("school:group_add"), {"name": "Tổ mẫu giáo bé"})
    assert GroupFactory(school=other_school, name="Tổ mẫu giáo lớn").pk


def test_groups_stand_in_vietnamese_order(school, clerk, at):
    for name in ("Tổ 5 tuổi", "Tổ văn phòng", "Tổ 3 tuổi", "Tổ nuôi dưỡng", "Tổ 4 tuổi"):
        save_group(Group(school=school, name=name), actor=clerk, at=at)

    names = [group.name for group in Group.objects.all()]
    assert names == ["Tổ 3 tuổi", "Tổ 4 tuổi", "Tổ 5 tuổi", "Tổ nuôi dưỡng", "Tổ văn phòng"]


def test_removing_needs_the_right_to(group, teacher, stranger, at):
    for actor in (teacher, stranger):
        with pytest.raises(PermissionDenied):
            remove_group(group, actor=actor, at=at)


@pytest.mark.parametrize("code", ["mngb", "MN GB", "MN/GB", "-MNGB", "MNGB-", "MNGB\n"])
def test_a_code_that_no_official_paper_could_bear_is_refused(principal, at, code):
    letterhead = LetterheadFactory.build(school=principal.school, valid_from=date(2026, 1, 1), office_code=code)

    with pytest.raises(ValidationError, match="chữ in hoa"):
        add_letterhead(letterhead, actor=principal, at=at)
