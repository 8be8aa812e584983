from datetime import timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.plans import make_plan
from tests.factories.school import RoleAssignmentFactory, UserFactory
from thiduakt.documents.enums import DocumentState as S
from thiduakt.documents.flows import DOCUMENT_FLOW
from thiduakt.documents.services.consulting import open_consultation
from thiduakt.home.queries import lately_issued, recent_resets
from thiduakt.home.tasks import tasks_of
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState
from thiduakt.school.models import RoleAssignment
from thiduakt.school.services.accounts import reset_password
from thiduakt.school.services.roles import grant_delegation, propose_role, propose_role_end
from thiduakt.school.services.staff import edit_person
from thiduakt.workflow import perform

# (state, who) -> what the home page asks of them; whoever is not here is asked nothing.
URGES = {
    (S.DRAFT, "principal"): "Soạn tiếp và trình ký",
    (S.DRAFT, "deputy"): "Soạn tiếp và trình ký",
    (S.CONSULTING, "principal"): "Soạn tiếp và trình ký",
    (S.CONSULTING, "deputy"): "Soạn tiếp và trình ký",
    (S.CONSULTING, "clerk"): "Đọc dự thảo đang lấy ý kiến",
    (S.CONSULTING, "secretary"): "Đọc dự thảo đang lấy ý kiến",
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
    user = request.getfixturevalue(who)  # asked for an opinion, with everybody else there is
    make_plan(state, principal=principal, clerk=clerk, at=at)

    asked = [task.label for task in tasks_of(user, at)]

    expected = [URGES[state, who]] if (state, who) in URGES else []
    if (state, who) == (S.CONSULTING, "deputy"):
        expected.insert(0, "Đọc dự thảo đang lấy ý kiến")  # whoever asked waits for it
    assert asked == expected


def give_back(plan, *, principal, at, reason="Thiếu chỉ tiêu của tổ văn phòng."):
    perform(DOCUMENT_FLOW, plan.document, "return", actor=principal, at=at, reason=reason)


def test_a_plan_given_back_says_so_with_the_reason(principal, deputy, at):
    give_back(make_plan(S.SUBMITTED, principal=principal, at=at), principal=principal, at=at)

    (task,) = tasks_of(deputy, at)

    assert (task.label, task.detail) == (
        "Bị trả lại, sửa rồi trình ký lại",
        "Hoàng Thị Phương trả lại lúc 08:30 05/10/2023: Thiếu chỉ tiêu của tổ văn phòng.",
    )


def test_the_reason_is_not_for_those_who_only_read_the_draft(principal, teacher, at):
    plan = make_plan(S.SUBMITTED, principal=principal, at=at)
    give_back(plan, principal=principal, at=at)
    open_consultation(plan.document, people=[teacher.person], closes_on=at.date(), actor=principal, at=at)

    assert [(task.label, "Thiếu" in task.detail) for task in tasks_of(teacher, at)] == [
        ("Đọc dự thảo đang lấy ý kiến", False)
    ]


def test_a_plan_taken_back_by_its_author_was_not_given_back(principal, at):
    plan = make_plan(S.SUBMITTED, principal=principal, at=at)
    give_back(plan, principal=principal, at=at)
    for action in ("submit", "withdraw"):
        perform(DOCUMENT_FLOW, plan.document, action, actor=principal, at=at)

    assert [task.label for task in tasks_of(principal, at)] == ["Soạn tiếp và trình ký"]


def test_the_principal_is_asked_to_approve_a_role(principal, teacher, at):
    RoleAssignmentFactory(school=teacher.school, person=teacher.person, role=Role.TELLER, state=RoleState.PROPOSED)

    assert [task.label for task in tasks_of(principal, at)] == ["Duyệt giao vai trò"]


def test_the_principal_is_asked_to_approve_the_end_of_a_role(principal, technician, secretary, at):
    held = RoleAssignment.objects.get(person=secretary.person)
    propose_role_end(held, ends_on=at.date(), actor=technician, at=at)

    assert [task.label for task in tasks_of(principal, at)] == ["Duyệt thôi giao vai trò"]
    assert tasks_of(technician, at) == []


def test_the_principal_is_told_of_new_passwords_for_seven_days(client, principal, technician, teacher, at):
    reset_password(teacher, actor=technician, at=at)
    reset_password(principal, actor=technician, at=at)

    def told(user, moment):
        return [(event.object_label, event.actor_name) for event in recent_resets(user, moment)]

    assert told(principal, at + timedelta(days=6)) == [("Đỗ Thị Đào", "Lê Văn Đức")]  # of her own another line tells
    assert told(principal, at + timedelta(days=7)) == []
    assert told(teacher, at) == told(technician, at) == []


def test_home_tells_the_principal_whose_password_was_set_anew(client, principal, technician, teacher):
    reset_password(teacher, actor=technician, at=timezone.now())
    client.force_login(principal)

    assert "Mật khẩu của Đỗ Thị Đào được Lê Văn Đức đặt lại lúc" in client.get(reverse("home")).text


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_plan_and_for_three(client, principal, at, count, django_assert_num_queries):
    for _ in range(count):
        make_plan(principal=principal, at=at)
    client.force_login(principal)

    # session, user, roles, papers, why they came back, what is typed, what one is asked, answers, roles and series
    # to approve, new passwords, what went out lately, school year, rows of the law and sheets that wait; of the year's rooms
    # one to three each; notices unread
    with django_assert_num_queries(60):  # about two for each room that may wait for this person
        response = client.get(reverse("home"))

    assert [part.count for part in response.context["parts"]] == [count]


def test_what_others_wait_for_comes_first(principal, teacher, at):
    for state in (S.DRAFT, S.SUBMITTED, S.DRAFT):
        make_plan(state, principal=principal, at=at)
    RoleAssignmentFactory(school=teacher.school, person=teacher.person, role=Role.TELLER, state=RoleState.PROPOSED)

    assert [task.label for task in tasks_of(principal, at)] == [
        "Đọc và ký",
        "Duyệt giao vai trò",
        "Soạn tiếp và trình ký",
        "Soạn tiếp và trình ký",
    ]


def test_home_says_what_to_do_when_nothing_waits(client, teacher):
    client.force_login(teacher)

    assert "không có việc nào đang chờ" in client.get(reverse("home")).text


@pytest.mark.parametrize(
    ("who", "text", "leads_to"),
    [
        ("teacher", "Khi có kế hoạch cần đọc, ký hoặc ban hành, việc đó hiện ở đây.", "plans:list"),
        ("superior", "Kế hoạch trường gửi lên hiện ở mục Kế hoạch, hồ sơ khen thưởng ở mục Trình cấp trên.", "plans:list"),
        (
            "principal",
            "Năm thi đua bắt đầu từ kế hoạch: thầy/cô nhập bản đã gõ sẵn trong Word, hoặc soạn mới theo khung có sẵn.",
            "plans:list",
        ),
        ("technician", "Việc duyệt, đề xuất vai trò và tài khoản ở mục Tài khoản.", "school:account_list"),
    ],
)
def test_where_nothing_waits_home_speaks_of_what_this_person_may_see(who, text, leads_to, request, client):
    client.force_login(request.getfixturevalue(who))

    page = lxml.html.fromstring(client.get(reverse("home")).content).find_class("empty-state")[0]

    assert text in " ".join(page.text_content().split())
    assert [link.get("href") for link in page.findall(".//a")] == [reverse(leads_to)]


def test_the_technician_who_also_teaches_is_led_to_the_accounts(technician, client):
    RoleAssignmentFactory(person=technician.person, role=Role.TEACHER)
    client.force_login(technician)

    assert "ở mục Tài khoản" in client.get(reverse("home")).text


def test_who_holds_no_role_is_not_led_to_a_page_they_may_not_see(school, client):
    client.force_login(UserFactory(school=school, full_name="Đỗ Thị Đào"))

    page = lxml.html.fromstring(client.get(reverse("home")).content).find_class("empty-state")[0]

    assert page.findall(".//a") == []


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
    edit_person(teacher.person, version=1, actor=principal, at=at)
    principal.person.post = "Hiệu trưởng"
    edit_person(principal.person, version=1, actor=principal, at=at)
    client.force_login(teacher)

    assert [event.object_label for event in client.get(reverse("audit_log")).context["object_list"]] == ["Đỗ Thị Đào"]


def test_a_teacher_sees_the_roles_and_delegations_given_to_her(client, principal, technician, teacher, secretary, at):
    for person in (teacher.person, secretary.person):
        propose_role(person, Role.DEPUTY, starts_on=at.date(), ends_on=None, basis="QĐ 15", actor=technician, at=at)
    RoleAssignmentFactory(person=teacher.person, role=Role.DEPUTY, ends_on=at.date() + timedelta(1))
    days = {"starts_on": at.date(), "ends_on": at.date()}
    grant_delegation(teacher.person, "document.sign", **days, basis="Giấy 01", actor=principal, at=at)
    client.force_login(teacher)

    assert [event.object_label for event in client.get(reverse("audit_log")).context["object_list"]] == [
        "Đỗ Thị Đào: Ký văn bản, trả lại văn bản trình ký",
        "Phó hiệu trưởng: Đỗ Thị Đào",
    ]


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


def test_a_page_that_is_not_there_asks_the_database_only_who_asks(client, principal, django_assert_num_queries):
    client.force_login(principal)

    # session, user
    with django_assert_num_queries(2):
        response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404


def test_whoever_reads_a_plan_hears_that_it_went_out_or_was_revoked(principal, clerk, teacher, client):
    now = timezone.now()
    make_plan(S.ISSUED, principal=principal, clerk=clerk, at=now)
    make_plan(S.SIGNED, principal=principal, clerk=clerk, at=now)

    client.force_login(teacher)
    (heard,) = client.get(reverse("home")).context["issued"]
    assert heard.state == S.ISSUED
    assert list(lately_issued(teacher, now + timedelta(days=14))) == []


def test_what_went_out_lately_is_told_five_at_most(principal, clerk, teacher, at):
    for _ in range(6):
        make_plan(S.ISSUED, principal=principal, clerk=clerk, at=at)

    assert len(lately_issued(teacher, at)) == 5
