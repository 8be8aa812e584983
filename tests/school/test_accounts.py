import re
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from tests.factories.school import PersonFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.audit.services import record
from thiduakt.home.templatetags.look import STATES
from thiduakt.permissions import Role
from thiduakt.school.models import User
from thiduakt.school.services.accounts import (
    clean_username,
    free_username,
    open_account,
    reset_password,
    set_account_active,
    temporary_password,
)

LONG = "Nguyễn Hoàng Thị Phương Thảo Nguyên Khánh Vân Quỳnh Anh Tú Uyên"
SLIP = re.compile(r"[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}")


@pytest.fixture
def newcomer(school):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào")


def test_a_temporary_password_is_long_and_without_letters_that_look_alike():
    passwords = {temporary_password() for _ in range(200)}

    assert len(passwords) == 200
    assert all(SLIP.fullmatch(password) for password in passwords)
    assert not set("".join(passwords)) & set("01ilo")


@pytest.mark.parametrize(
    ("full_name", "expected"),
    [
        ("Hoàng Thị Phương", "phuonght"),
        ("Đỗ Thị Đào", "daodt"),
        ("Ánh", "anh"),
        ("H’Hen Niê", "nieh"),
        ("Y Bhŭm-Niê K'Đăm", "kdamyb"),
        (LONG, "uyennhtptnkvqat"),
        ("李", "nguoidung"),
        ("Vũ Ý", "yvu"),
        ("Y Ô", "nguoidungo"),
        ("Ý", "nguoidungy"),
    ],
)
def test_a_user_name_is_made_from_the_name(db, full_name, expected):
    assert free_username(PersonFactory(full_name=full_name)) == expected


def test_a_taken_user_name_gets_a_number(newcomer):
    UserFactory(username="daodt")
    UserFactory(username="daodt2")

    assert free_username(newcomer) == "daodt3"


def test_user_names_have_one_form():
    assert clean_username(unicodedata.normalize("NFD", " Đào  ĐT ")) == "daodt"


def test_an_account_is_opened_with_a_temporary_password(newcomer, technician, at):
    user, password = open_account(newcomer, username="Đào ĐT", actor=technician, at=at)

    stored = User.objects.get(pk=user.pk)
    event = AuditEvent.objects.get(verb="account.open")
    assert stored.username == "daodt"
    assert stored.check_password(password)
    assert stored.must_change_password
    assert (event.verb, event.actor_id, event.changes) == ("account.open", technician.pk, {"username": "daodt"})
    assert password not in str(AuditEvent.objects.values())
    given = AuditEvent.objects.get(verb="role.employ")
    assert (given.actor_id, given.object_label) == (technician.pk, "Giáo viên, nhân viên: Đỗ Thị Đào")


@pytest.mark.parametrize("username", ["", "ab", "dao@dt", "dao/dt", "đ.đ'", "李小龙", "a" * 61])
def test_a_user_name_that_will_not_do_is_refused(newcomer, technician, at, username):
    with pytest.raises(ValidationError):
        open_account(newcomer, username=username, actor=technician, at=at)

    assert not User.objects.filter(person=newcomer).exists()


def test_a_second_account_and_a_taken_name_are_refused(newcomer, technician, teacher, at):
    with pytest.raises(ValidationError, match="đã có người dùng"):
        open_account(newcomer, username=teacher.username, actor=technician, at=at)
    with pytest.raises(ValidationError, match="đã có tài khoản"):
        open_account(teacher.person, username="motten", actor=technician, at=at)


def test_who_has_left_gets_no_account(newcomer, technician, at):
    newcomer.left_on = at.date().replace(day=1)
    newcomer.save()

    with pytest.raises(ValidationError, match="đã thôi làm việc"):
        open_account(newcomer, username="daodt", actor=technician, at=at)


@pytest.mark.parametrize("full_name", ["Vũ Ý", "Lê Ô", "Ý", "李"])
def test_the_suggested_name_will_do(school, technician, at, full_name):
    person = PersonFactory(school=school, full_name=full_name)

    assert open_account(person, username=free_username(person), actor=technician, at=at)[0].pk


def test_the_only_principal_and_the_only_technician_keep_their_accounts(school, principal, technician, at):
    second = UserFactory(school=school, full_name="Vũ Ý", roles=[Role.TECHNICIAN])

    with pytest.raises(ValidationError, match="Hoàng Thị Phương đang giữ vai trò Hiệu trưởng"):
        set_account_active(principal, is_active=False, actor=technician, at=at)
    set_account_active(second, is_active=False, actor=technician, at=at)
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="Lê Văn Đức đang giữ vai trò Quản trị kỹ thuật"):
        set_account_active(technician, is_active=False, actor=second, at=at)

    principal.refresh_from_db()
    assert principal.is_active


@pytest.mark.django_db(transaction=True)
def test_two_technicians_do_not_close_each_other_at_one_moment(school, technician, at, monkeypatch):
    second = UserFactory(school=school, full_name="Vũ Ý", roles=[Role.TECHNICIAN])

    def slow_record(**event):
        time.sleep(0.3)
        return record(**event)

    def close(pair):
        actor, other = pair
        try:
            set_account_active(other, is_active=False, actor=actor, at=at)
        except ValidationError:
            return "refused"
        else:
            return "done"
        finally:
            connection.close()

    monkeypatch.setattr("thiduakt.school.services.accounts.record", slow_record)
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(close, [(technician, second), (second, technician)])) == ["done", "refused"]


def test_only_the_technician_of_the_school_manages_accounts(newcomer, principal, stranger, teacher, at):
    for actor in (principal, stranger, teacher):
        with pytest.raises(PermissionDenied):
            open_account(newcomer, username="daodt", actor=actor, at=at)
        with pytest.raises(PermissionDenied):
            reset_password(teacher, actor=actor, at=at)
        with pytest.raises(PermissionDenied):
            set_account_active(teacher, is_active=False, actor=actor, at=at)
    assert not AuditEvent.objects.exists()


def test_nobody_resets_or_closes_their_own_account(technician, at):
    with pytest.raises(ValidationError, match="mục Đổi mật khẩu"):
        reset_password(technician, actor=technician, at=at)
    with pytest.raises(ValidationError, match="chính mình"):
        set_account_active(technician, is_active=False, actor=technician, at=at)


def test_closing_ends_the_sessions_and_reopening_lets_in_again(client, teacher, technician, at):
    client.force_login(teacher)

    set_account_active(teacher, is_active=False, actor=technician, at=at)
    assert client.get("/nha-truong/").status_code == 302

    set_account_active(teacher, is_active=True, actor=technician, at=at)
    assert client.get("/nha-truong/").status_code == 200
    assert [event.verb for event in AuditEvent.objects.all()] == ["account.close", "account.reopen"]


# The pages


def open_page(client, person, **given):
    return client.post(reverse("school:account_open", args=[person.pk]), given)


def test_the_page_suggests_a_user_name(client, newcomer, technician):
    client.force_login(technician)

    page = client.get(reverse("school:account_open", args=[newcomer.pk])).content.decode()

    assert 'value="daodt"' in page


def test_the_password_is_shown_once_and_kept_nowhere(client, newcomer, technician):
    client.force_login(technician)

    response = open_page(client, newcomer, username="daodt")

    password = SLIP.search(response.content.decode())[0]
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert User.objects.get(username="daodt").check_password(password)
    assert password not in str(dict(client.session))
    assert not client.cookies.get("messages")
    for address in ("/nha-truong/", "/nha-truong/tai-khoan/", f"/nha-truong/tai-khoan/{newcomer.pk}/"):
        assert password not in client.get(address).content.decode()


def test_sending_the_form_twice_opens_one_account(client, newcomer, technician):
    client.force_login(technician)
    open_page(client, newcomer, username="daodt")

    response = open_page(client, newcomer, username="daodt")

    assert "Đỗ Thị Đào đã có tài khoản." in response.content.decode()
    assert not SLIP.search(response.content.decode())
    assert User.objects.filter(person=newcomer).count() == 1


def test_extra_fields_are_ignored(client, newcomer, technician, teacher):
    client.force_login(technician)
    more = {"person": teacher.person_id, "is_active": "", "is_demo": "on", "password": "biet-truoc"}

    client.post(reverse("school:account_open", args=[newcomer.pk]), {"username": "daodt", **more})

    user = User.objects.get(username="daodt")
    assert (user.person, user.is_active, user.is_demo) == (newcomer, True, False)
    assert not user.check_password("biet-truoc")


def test_a_refusal_stands_beside_the_field(client, newcomer, technician, teacher):
    client.force_login(technician)

    response = open_page(client, newcomer, username=teacher.username)

    assert response.context["form"].errors == {"username": ["Tên đăng nhập này đã có người dùng."]}


def test_a_new_password_is_shown_once(client, teacher, technician):
    client.force_login(technician)

    response = client.post(reverse("school:account_reset_password", args=[teacher.person_id]))

    password = SLIP.search(response.content.decode())[0]
    teacher.refresh_from_db()
    assert teacher.check_password(password)
    assert teacher.must_change_password
    assert teacher.password_reset_by == "Lê Văn Đức"
    assert response["Cache-Control"] == "no-store, private"


def test_the_slip_is_printed_by_a_button_and_says_what_to_do_once_it_is_lost(client, teacher, technician):
    client.force_login(technician)

    page = client.post(reverse("school:account_reset_password", args=[teacher.person_id])).text

    assert "data-print" in page
    assert "/js/print" in page
    assert "Mất phiếu thì đặt lại mật khẩu ở trang tài khoản." in page


def test_one_s_own_account_has_no_buttons_and_refuses_the_post(client, technician):
    client.force_login(technician)
    address = reverse("school:account_detail", args=[technician.person_id])

    assert client.get(address).context["steps"] == []
    response = client.post(reverse("school:account_close", args=[technician.person_id]), follow=True)

    assert "Thầy/cô không thể khóa tài khoản của chính mình." in response.content.decode()
    technician.refresh_from_db()
    assert technician.is_active


def test_closing_and_reopening_from_the_page(client, teacher, technician):
    client.force_login(technician)

    page = client.post(reverse("school:account_close", args=[teacher.person_id]), follow=True).content.decode()
    assert "Đã khóa tài khoản của Đỗ Thị Đào." in page
    assert "Mở lại tài khoản" in page
    assert "Đặt lại mật khẩu" not in page

    client.post(reverse("school:account_reopen", args=[teacher.person_id]))
    teacher.refresh_from_db()
    assert teacher.is_active


def test_what_keeps_an_account_open_is_shown_instead_of_the_button(client, principal, technician):
    client.force_login(technician)

    response = client.get(reverse("school:account_detail", args=[principal.person_id]))

    assert [(step.name, bool(blockers)) for step, _, blockers in response.context["steps"]] == [
        ("reset", False),
        ("close", True),
    ]
    assert "Trường cần giao vai trò này cho người khác có tài khoản trước." in response.text


@pytest.mark.parametrize(
    ("is_active", "look", "words"),
    [
        (True, "ACCOUNT_OPEN", "Tài khoản đang dùng"),
        (False, "ACCOUNT_CLOSED", "Tài khoản đã khóa"),
        (None, "ACCOUNT_NONE", "Chưa có tài khoản"),
    ],
)
def test_an_account_has_a_look_of_its_own(client, newcomer, technician, is_active, look, words):
    if is_active is not None:
        UserFactory(person=newcomer, is_active=is_active)
    client.force_login(technician)

    page = client.get(reverse("school:account_detail", args=[newcomer.pk]))

    assert page.context["standing"] == (look, words)
    assert look in STATES
    assert words in page.text


def test_a_person_without_account_has_nothing_to_reset(client, newcomer, technician):
    client.force_login(technician)

    assert client.post(reverse("school:account_reset_password", args=[newcomer.pk])).status_code == 404


def test_the_list_sorts_people_into_tabs(client, school, newcomer, teacher, deputy, technician, at):
    PersonFactory(school=school, full_name="Trần Văn Ưng", left_on=at.date())  # gone, and never had an account
    teacher.is_active = False
    teacher.save()
    client.force_login(technician)

    def names(tab):
        response = client.get(reverse("school:account_list"), {"tab": tab})
        return [str(person) for person in response.context["object_list"]]

    assert names("open") == ["Nguyễn Thị Ánh", "Lê Văn Đức"]
    assert names("closed") == ["Đỗ Thị Đào"]
    assert names("none") == ["Đỗ Thị Đào"]
    counts = client.get(reverse("school:account_list")).context["tabs"]
    assert [(tab["label"], tab["count"]) for tab in counts] == [
        ("Đang dùng", 2), ("Chưa có xác thực hai bước", 2), ("Đã khóa", 1), ("Chưa có tài khoản", 1),
    ]  # fmt: skip


def test_the_list_is_searched_without_marks(client, teacher, deputy, technician):
    client.force_login(technician)

    response = client.get(reverse("school:account_list"), {"q": "DAO do"})

    assert [str(person) for person in response.context["object_list"]] == ["Đỗ Thị Đào"]


def test_who_only_looks_has_no_buttons(client, teacher, principal):
    client.force_login(principal)

    response = client.get(reverse("school:account_detail", args=[teacher.person_id]))

    assert response.context["steps"] == []
    assert response.context["actions"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, school, group, technician, count, django_assert_num_queries):
    UserFactory.create_batch(count, school=school, group=group)
    client.force_login(technician)

    with django_assert_num_queries(7):  # session, user, roles, counts, page, school year, what is locked
        response = client.get(reverse("school:account_list"))

    assert len(response.context["object_list"]) == count + 1
