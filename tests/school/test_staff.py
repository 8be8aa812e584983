import unicodedata
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.school import GroupFactory, PersonFactory, RoleAssignmentFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role, may
from thiduakt.school.models import Person
from thiduakt.school.services.staff import add_person, edit_person

LONG = "Nguyễn Hoàng Thị Phương Thảo Nguyên Khánh Vân Quỳnh Anh Tú Uyên"


def given(**other):
    return {"full_name": "Nguyễn Thị Ánh", "gender": "FEMALE", "post": "Giáo viên", "staff_code": "", **other}


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
    assert response.url == reverse("school:person_list")
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


# The day of birth, and what honors are judged by


@pytest.mark.parametrize(("who", "sees"), [("principal", True), ("clerk", True), ("deputy", False)])
def test_the_day_of_birth_is_for_principal_and_clerk(client, request, school, who, sees):
    person = PersonFactory(school=school, born_on=date(1985, 4, 12))
    client.force_login(request.getfixturevalue(who))

    for route in ("school:person_detail", "school:person_edit"):
        assert ("12/04/1985" in client.get(reverse(route, args=[person.pk])).text) is sees
    client.post(reverse("school:person_edit", args=[person.pk]), given(version=1, born_on="13/04/1985"))

    person.refresh_from_db()
    assert person.born_on == date(1985, 4, 13 if sees else 12)


def test_a_teacher_sees_the_own_day_of_birth(client, teacher):
    Person.objects.filter(pk=teacher.person_id).update(born_on=date(1985, 4, 12))
    client.force_login(teacher)

    assert "12/04/1985" in client.get(reverse("school:person_detail", args=[teacher.person_id])).text


def test_the_head_of_a_group_does_not_see_when_others_were_born(client, teacher, group_head):
    Person.objects.filter(pk=teacher.person_id).update(born_on=date(1985, 4, 12))
    client.force_login(group_head)

    page = client.get(reverse("school:person_detail", args=[teacher.person_id])).text
    assert "Đỗ Thị Đào" in page
    assert "1985" not in page


def test_when_somebody_was_recruited_and_manages_is_kept(client, clerk):
    client.force_login(clerk)

    client.post(reverse("school:person_add"), given(born_on="12/04/1985", recruited_on="01/09/2008", is_manager="on"))

    person = Person.objects.get(full_name="Nguyễn Thị Ánh")
    assert (person.born_on, person.recruited_on, person.is_manager) == (date(1985, 4, 12), date(2008, 9, 1), True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"born_on": "01/01/2099"}, "born_on"), ({"born_on": "12/04/1985", "recruited_on": "01/01/1985"}, "__all__")],
)
def test_who_was_not_born_yet_is_refused(client, clerk, wrong, field):
    client.force_login(clerk)

    response = client.post(reverse("school:person_add"), given(**wrong))

    assert list(response.context["form"].errors) == [field]
