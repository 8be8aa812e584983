import pytest
from django.urls import reverse

from tests.factories.plans import make_plan
from tests.factories.school import RoleAssignmentFactory
from thiduakt.documents.enums import DocumentState as S
from thiduakt.home.tasks import tasks_of
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState
from thiduakt.school.services.staff import save_person

# (state, who) -> what the home page asks of them; whoever is not here is asked nothing.
URGES = {
    (S.DRAFT, "principal"): "Soạn tiếp và trình ký",
    (S.DRAFT, "deputy"): "Soạn tiếp và trình ký",
    (S.CONSULTING, "principal"): "Soạn tiếp và trình ký",
    (S.CONSULTING, "deputy"): "Soạn tiếp và trình ký",
    (S.CONSULTING, "clerk"): "Đọc dự thảo đang lấy ý kiến",
    (S.CONSULTING, "group_head"): "Đọc dự thảo đang lấy ý kiến",
    (S.CONSULTING, "teacher"): "Đọc dự thảo đang lấy ý kiến",
    (S.CONSULTING, "accountant"): "Đọc dự thảo đang lấy ý kiến",
    (S.CONSULTING, "inspector"): "Đọc dự thảo đang lấy ý kiến",
    (S.SUBMITTED, "principal"): "Đọc và ký",
    (S.SIGNED, "clerk"): "Cấp số và ban hành",
}
PEOPLE = (
    *("principal", "deputy", "clerk", "secretary", "technician", "group_head", "teacher", "accountant", "inspector"),
    *("superior", "stranger"),
)


@pytest.mark.parametrize("state", [S.DRAFT, S.CONSULTING, S.SUBMITTED, S.SIGNED, S.ISSUED])
@pytest.mark.parametrize("who", PEOPLE)
def test_home_asks_of_each_what_only_they_can_do(request, principal, clerk, at, state, who):
    make_plan(state, principal=principal, clerk=clerk, at=at)

    asked = [task.label for task in tasks_of(request.getfixturevalue(who), at)]

    expected = URGES.get((state, who))
    assert asked == ([expected] if expected else [])


def test_the_principal_is_asked_to_approve_a_role(principal, teacher, at):
    RoleAssignmentFactory(school=teacher.school, person=teacher.person, role=Role.TELLER, state=RoleState.PROPOSED)

    assert [task.label for task in tasks_of(principal, at)] == ["Duyệt giao vai trò"]


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_plan_and_for_three(client, principal, at, count, django_assert_num_queries):
    for _ in range(count):
        make_plan(principal=principal, at=at)
    client.force_login(principal)

    # session, user, roles, plans, roles to approve, series to approve, school year
    with django_assert_num_queries(7):
        response = client.get(reverse("home"))

    assert len(response.context["tasks"]) == count


def test_home_says_what_to_do_when_nothing_waits(client, teacher):
    client.force_login(teacher)

    assert "không có việc nào đang chờ" in client.get(reverse("home")).text


def test_home_is_for_those_who_are_signed_in(client, db):
    assert client.get(reverse("home")).url == "/dang-nhap/?next=/"


@pytest.mark.parametrize("who", PEOPLE)
def test_the_log_is_for_the_principal_the_inspectors_and_for_everybody_about_themselves(client, request, who):
    client.force_login(request.getfixturevalue(who))
    expected = 200 if who in {"principal", "inspector", "group_head", "teacher", "stranger"} else 403

    assert client.get(reverse("audit_log")).status_code == expected


def test_a_teacher_sees_in_the_log_only_what_concerns_herself(client, principal, teacher, at):
    make_plan(principal=principal, at=at)
    teacher.person.post = "Tổ phó"
    save_person(teacher.person, actor=principal, at=at)
    save_person(principal.person, actor=principal, at=at)
    client.force_login(teacher)

    assert [event.object_label for event in client.get(reverse("audit_log")).context["object_list"]] == ["Đỗ Thị Đào"]


def test_the_log_shows_the_acts_of_one_school_only(client, principal, stranger, at):
    make_plan(principal=principal, at=at, subject="Kế hoạch của trường Giang Biên")
    client.force_login(stranger)

    assert "Giang Biên" not in client.get(reverse("audit_log")).text.replace("Trường Mầm non Giang Biên", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_for_one_act_and_for_three(client, principal, at, count, django_assert_num_queries):
    for _ in range(count):
        make_plan(principal=principal, at=at)
    client.force_login(principal)

    # session, user, roles, count, page, school year
    with django_assert_num_queries(6):
        response = client.get(reverse("audit_log"))

    assert len(response.context["object_list"]) == count


@pytest.mark.parametrize("route", ["home", "audit_log"])
def test_nothing_is_changed_by_posting_to_a_page_of_reading(client, principal, route):
    client.force_login(principal)

    assert client.post(reverse(route)).status_code == 405


def test_the_watchdog_gets_its_answer_without_an_account(client, db):
    assert client.get(reverse("health")).text == "ok"
