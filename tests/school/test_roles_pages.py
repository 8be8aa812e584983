"""The pages of roles: each step is offered to whom it belongs, and a refusal says why."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.school import DelegationFactory, PersonFactory, RoleAssignmentFactory, UserFactory
from tests.school.roles import BASIS, DAY, propose
from thiduakt.audit.services import record
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState as S
from thiduakt.school.models import RoleAssignment


def test_a_role_goes_its_way_from_page_to_page(client, teacher, technician, principal):
    given = {"person": teacher.person_id, "role": "TK", "starts_on": "05/10/2023", "ends_on": "", "basis": BASIS}
    client.force_login(technician)
    assert client.post(reverse("school:role_propose"), given).url == reverse("school:role_list")
    assignment = RoleAssignment.objects.get(role=Role.SECRETARY)
    detail = reverse("school:role_detail", args=[assignment.pk])
    assert [move.name for move, *_ in client.get(detail).context["moves"]] == ["withdraw"]

    client.force_login(principal)
    assert [move.name for move, *_ in client.get(detail).context["moves"]] == ["approve", "refuse"]
    page = client.post(reverse("school:role_move", args=[assignment.pk]), {"action": "approve"}, follow=True)

    assert "Đã ghi bước “Duyệt”. Thư ký hội đồng: Đỗ Thị Đào." in page.content.decode()
    assert [row[0] for row in page.context["events"]] == ["Đề xuất giao vai trò", "Duyệt giao vai trò"]


def test_approving_twice_is_said_and_changes_nothing(client, teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(principal)
    address = reverse("school:role_move", args=[assignment.pk])
    client.post(address, {"action": "approve"})

    page = client.post(address, {"action": "refuse", "reason": "Nhầm."}, follow=True).content.decode()

    assert "Đang ở trạng thái “đã giao”, không làm được bước “Không duyệt”." in page
    assert RoleAssignment.objects.get(pk=assignment.pk).state == S.ACTIVE


@pytest.mark.parametrize("action", ["", "delete", "state"])
def test_a_step_that_is_none_is_a_bad_request(client, teacher, technician, principal, at, action):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(principal)

    response = client.post(reverse("school:role_move", args=[assignment.pk]), {"action": action, "state": "ACTIVE"})

    assert response.status_code == 400
    assert RoleAssignment.objects.get(pk=assignment.pk).state == S.PROPOSED


def test_what_stands_in_the_way_is_shown_instead_of_a_button(client, teacher, technician, principal, at):
    assignment = propose(teacher.person, Role.SECRETARY, technician, at)
    RoleAssignmentFactory(person=teacher.person, role=Role.INSPECTOR)
    client.force_login(principal)

    page = client.get(reverse("school:role_detail", args=[assignment.pk])).content.decode()

    assert "Chưa làm được bước này:" in page
    assert "không được kiêm Thư ký hội đồng" in page


def test_proposing_twice_leaves_one_proposal(client, teacher, technician):
    given = {"person": teacher.person_id, "role": "TK", "starts_on": "05/10/2023", "basis": BASIS}
    client.force_login(technician)
    client.post(reverse("school:role_propose"), given)

    response = client.post(reverse("school:role_propose"), given)

    assert "đang chờ duyệt" in str(response.context["form"].errors)
    assert RoleAssignment.objects.filter(role=Role.SECRETARY).count() == 1


def test_extra_fields_do_not_approve(client, teacher, technician, other_school):
    given = {"person": teacher.person_id, "role": "TK", "starts_on": "05/10/2023", "basis": BASIS}
    client.force_login(technician)

    client.post(reverse("school:role_propose"), {**given, "state": "ACTIVE", "school": other_school.pk})

    assignment = RoleAssignment.objects.get(role=Role.SECRETARY)
    assert (assignment.state, assignment.school_id) == (S.PROPOSED, teacher.school_id)


def test_people_of_another_school_and_who_have_left_are_no_choice(client, school, technician, principal, stranger):
    gone = PersonFactory(school=school, left_on=date(2020, 1, 1))
    for user, route in ((technician, "role_propose"), (principal, "delegation_grant")):
        client.force_login(user)
        for person in (stranger.person, gone):
            response = client.post(reverse(f"school:{route}"), {"person": person.pk})
            assert "person" in response.context["form"].errors


def test_two_of_one_name_are_told_apart_in_the_choice(client, school, group, technician):
    for post in ("Giáo viên", "Bảo vệ"):
        PersonFactory(school=school, full_name="Nguyễn Thị Ánh", post=post, group=group)
    client.force_login(technician)

    page = client.get(reverse("school:role_propose")).content.decode()

    assert "Nguyễn Thị Ánh – Giáo viên, Tổ mẫu giáo lớn" in page
    assert "Nguyễn Thị Ánh – Bảo vệ, Tổ mẫu giáo lớn" in page


def test_the_end_of_a_role_goes_from_page_to_page(client, secretary, held, technician, principal):
    today = timezone.localdate()
    detail = reverse("school:role_detail", args=[held.pk])
    client.force_login(technician)
    assert client.get(detail).context["end_url"] == reverse("school:role_end", args=[held.pk])

    client.post(client.get(detail).context["end_url"], {"ends_on": f"{today:%d/%m/%Y}", "starts_on": "01/01/1990"})
    page = client.get(detail)
    assert page.context["end_url"] == ""
    assert [move.name for move, *_ in page.context["moves"]] == ["withdraw_end"]

    client.force_login(principal)
    moves = client.get(detail).context["moves"]
    assert [move.name for move, *_ in moves] == ["end", "keep"]
    client.post(moves[0][2], {"action": "end"})

    held.refresh_from_db()
    assert (held.ends_on, held.starts_on.year) == (today, 2015)


def test_a_proposal_is_taken_back_on_its_page(client, teacher, technician, at):
    proposal = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(technician)
    [(move, _, url)] = client.get(reverse("school:role_detail", args=[proposal.pk])).context["moves"]

    client.post(url, {"action": move.name})

    assert RoleAssignment.objects.get(pk=proposal.pk).state == S.CANCELLED


@pytest.mark.parametrize(("reason", "state"), [("Đã có\x00 thư ký.", S.REFUSED), ("x" * 1001, S.PROPOSED)])
def test_a_reason_that_no_database_takes_is_no_fault_of_the_page(client, teacher, technician, principal, at, reason, state):
    proposal = propose(teacher.person, Role.SECRETARY, technician, at)
    client.force_login(principal)
    address = reverse("school:role_move", args=[proposal.pk])

    page = client.post(address, {"action": "refuse", "reason": reason}, follow=True)

    assert page.status_code == 200
    assert RoleAssignment.objects.get(pk=proposal.pk).state == state
    assert ("tối đa 1000 ký tự" in page.text) == (state == S.PROPOSED)


def test_an_act_that_nobody_has_words_for_yet_is_shown_all_the_same(client, held, principal, at):
    with transaction.atomic():
        record(actor=principal, verb="role.imagined", target=held, at=at)
    client.force_login(principal)

    page = client.get(reverse("school:role_detail", args=[held.pk]))

    assert [row[0] for row in page.context["events"]] == ["role.imagined"]


@pytest.mark.parametrize("day", ["31/12/9999", "31/12/1899", "01/01/2101"])
def test_a_day_that_nobody_means_is_refused(client, teacher, held, technician, day):
    client.force_login(technician)
    given = {"person": teacher.person_id, "role": "TK", "starts_on": day, "basis": BASIS}

    proposing = client.post(reverse("school:role_propose"), given)
    ending = client.post(reverse("school:role_end", args=[held.pk]), {"ends_on": day})

    assert proposing.context["form"].errors["starts_on"] == ["Năm phải từ 1900 đến 2100."]
    assert ending.context["form"].errors["ends_on"] == ["Năm phải từ 1900 đến 2100."]


def test_the_list_sorts_roles_into_tabs(client, school, principal, technician, at):
    left = PersonFactory(school=school, full_name="Trần Văn Ưng", left_on=date(2020, 1, 1))
    RoleAssignmentFactory(person=left)
    RoleAssignmentFactory(person=PersonFactory(school=school), ends_on=timezone.localdate() - timedelta(1))
    RoleAssignmentFactory(person=PersonFactory(school=school), ends_on=timezone.localdate())
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.REFUSED)
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.CANCELLED)
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.PROPOSED)
    RoleAssignmentFactory(person=PersonFactory(school=school), state=S.ENDING, end_proposed_on=DAY)
    client.force_login(principal)

    response = client.get(reverse("school:role_list"))
    assert [(tab["label"], tab["count"]) for tab in response.context["tabs"]] == [
        ("Đang giữ", 5),
        ("Chờ duyệt", 2),
        ("Đã kết thúc", 4),
    ]
    for tab, count in (("held", 5), ("proposed", 2), ("past", 4)):
        assert len(client.get(reverse("school:role_list"), {"tab": tab}).context["object_list"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("route", ["role_list", "delegation_list"])
def test_lists_cost_the_same_for_one_and_for_three(client, school, principal, route, count, django_assert_num_queries):
    for user in UserFactory.create_batch(count, school=school, roles=[Role.TEACHER]):
        DelegationFactory(person=user.person)
    client.force_login(principal)

    with django_assert_num_queries(6):  # session, user, roles, counts, page, school year
        response = client.get(reverse(f"school:{route}"))

    assert len(response.context["object_list"]) >= count
