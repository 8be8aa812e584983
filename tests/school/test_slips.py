"""First-login slips for many people at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories.school import PersonFactory
from tests.school.signing_in import is_signed_in, said, sign_in
from thiduakt.school.models import User
from thiduakt.school.services.accounts import change_own_password, open_accounts, reset_password

SLIPS = "/nha-truong/tai-khoan/phieu/"
NAMES = ["Đỗ Thị Đào", "Đỗ Thị Đào", "Vũ Ý", "Nguyễn Hoàng Thị Phương Thảo Nguyên Khánh Vân Quỳnh Anh Tú Uyên"]
PASSWORD = re.compile(r"<dd> ([a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}) </dd>")


@pytest.fixture
def newcomers(school):
    return [PersonFactory(school=school, full_name=name) for name in NAMES]


def test_everybody_without_an_account_is_offered(client, technician, newcomers, other_school):
    PersonFactory(school=other_school, full_name="Người trường khác")
    client.force_login(technician)

    page = said(client.get(SLIPS))

    assert page.count('type="checkbox"') == 4
    assert "Người trường khác" not in page
    assert "Lê Văn Đức –" not in page  # has an account


def test_nobody_is_chosen_beforehand_and_all_are_with_one_press(client, technician, newcomers):
    client.force_login(technician)

    assert "checked" not in said(client.get(SLIPS))
    assert "Chọn tất cả 4 người" in said(client.get(SLIPS))
    assert said(client.get(f"{SLIPS}?tat-ca=1")).count("checked") == 4


def test_the_chosen_get_accounts_and_each_a_slip(client, technician, newcomers):
    client.force_login(technician)

    answer = client.post(SLIPS, {"people": [person.pk for person in newcomers[:3]]})
    page = said(answer)

    assert page.count('class="panel slip"') == 3
    passwords = PASSWORD.findall(page)
    assert len(set(passwords)) == 3
    assert answer["Content-Location"] == "/nha-truong/tai-khoan/"
    assert {user.username for user in User.objects.exclude(pk=technician.pk)} == {"daodt", "daodt2", "yvu"}
    assert all(user.must_change_password for user in User.objects.exclude(pk=technician.pk))
    client.logout()
    sign_in(client, "yvu", passwords[2])
    assert client.get("/").url == "/nha-truong/mat-khau/"


def test_the_passwords_are_shown_once(client, technician, newcomers):
    client.force_login(technician)
    passwords = PASSWORD.findall(said(client.post(SLIPS, {"people": [person.pk for person in newcomers]})))

    for address in (SLIPS, "/nha-truong/tai-khoan/", f"/nha-truong/tai-khoan/{newcomers[0].pk}/"):
        assert not any(password in said(client.get(address)) for password in passwords)


def test_a_slip_that_was_lost_is_printed_anew_with_another_password(client, technician, newcomers):
    (user, first), *_ = open_accounts(newcomers[:1], actor=technician, at=timezone.now())

    second = reset_password(user, actor=technician, at=timezone.now())

    assert second != first
    assert not is_signed_in_with(client, user.username, first)
    assert sign_in(client, user.username, second).status_code == 302


def is_signed_in_with(client, username, password):
    sign_in(client, username, password)
    return is_signed_in(client)


def test_nobody_chosen_is_told_and_the_choice_stays(client, technician, newcomers):
    client.force_login(technician)

    assert "Thầy/cô đánh dấu ít nhất một người." in said(client.post(SLIPS, {}))
    kept = said(client.post(SLIPS, {"people": [newcomers[0].pk, "987654"]}))
    assert kept.count("checked") == 1
    assert "Có người vừa được mở tài khoản hoặc không còn trong danh sách." in kept


@pytest.mark.parametrize("people", [["x"], ["1" * 30], ["-1"], ["\x00"]])
def test_whatever_is_posted_opens_nothing(client, technician, newcomers, people):
    client.force_login(technician)

    assert client.post(SLIPS, {"people": people}).status_code == 200
    assert User.objects.count() == 1


def test_nobody_of_another_school_gets_an_account_here(client, technician, other_school):
    foreign = PersonFactory(school=other_school)
    client.force_login(technician)

    assert "Có người vừa được mở tài khoản hoặc không còn trong danh sách." in said(
        client.post(SLIPS, {"people": [foreign.pk]})
    )
    assert not User.objects.filter(person=foreign).exists()


def test_all_get_accounts_or_none(technician, newcomers, teacher, principal, at):
    with pytest.raises(ValidationError, match="đã có tài khoản"):
        open_accounts([newcomers[0], teacher.person], actor=technician, at=at)
    with pytest.raises(PermissionDenied):
        open_accounts(newcomers, actor=principal, at=at)

    assert not User.objects.filter(person__in=newcomers).exists()


def test_when_all_have_one_it_says_so(client, technician):
    client.force_login(technician)

    assert "Ai cũng đã có tài khoản" in said(client.get(SLIPS))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, technician, school, count, django_assert_num_queries):
    for _ in range(count):
        PersonFactory(school=school)
    client.force_login(technician)

    with django_assert_num_queries(5):  # session, user, roles, people, school year
        client.get(SLIPS)


EXPIRED = "Mật khẩu tạm đã hết hạn."


@pytest.mark.parametrize(("age", "lets_in"), [(timedelta(days=13, hours=23), True), (timedelta(days=14), False)])
def test_a_slip_that_nobody_used_for_two_weeks_opens_nothing(client, technician, newcomers, age, lets_in):
    ((user, password),) = open_accounts(newcomers[:1], actor=technician, at=timezone.now() - age)

    page = said(sign_in(client, user.username, password))

    assert is_signed_in_or_has_to_change(client) is lets_in
    assert (EXPIRED in page) is not lets_in


def is_signed_in_or_has_to_change(client):
    return client.get("/").url.startswith("/nha-truong/mat-khau/")


def test_a_password_that_was_reset_holds_two_weeks_too(client, technician, teacher):
    password = reset_password(teacher, actor=technician, at=timezone.now() - timedelta(days=14))

    assert EXPIRED in said(sign_in(client, teacher.username, password))


def test_that_it_has_expired_is_told_only_to_who_knows_it(client, technician, newcomers):
    ((user, _),) = open_accounts(newcomers[:1], actor=technician, at=timezone.now() - timedelta(days=15))

    assert EXPIRED not in said(sign_in(client, user.username, "sai"))


def test_a_password_of_ones_own_does_not_expire(client, technician, newcomers):
    then = timezone.now() - timedelta(days=15)
    ((user, given),) = open_accounts(newcomers[:1], actor=technician, at=then)
    change_own_password(user, old=given, new="Một câu dài dễ nhớ của riêng tôi", at=then)

    sign_in(client, user.username, "Một câu dài dễ nhớ của riêng tôi")

    assert is_signed_in(client)


def test_the_slip_and_the_account_say_until_when(client, technician, newcomers, monkeypatch):
    client.force_login(technician)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 22, 1, 15, tzinfo=UTC))
    slip = said(client.post(SLIPS, {"people": [newcomers[0].pk]}))
    account = said(client.get(f"/nha-truong/tai-khoan/{newcomers[0].pk}/"))

    assert "<dt>Dùng được đến</dt> <dd> 08:15 ngày 06/12/2026 </dd>" in slip
    assert "Mật khẩu tạm, chưa đổi, dùng được đến 08:15 ngày 06/12/2026" in account


def test_the_list_tells_whose_slip_has_expired(client, technician, newcomers):
    open_accounts(newcomers[:1], actor=technician, at=timezone.now() - timedelta(days=14))
    client.force_login(technician)

    assert "Mật khẩu tạm đã hết hạn" in said(client.get("/nha-truong/tai-khoan/"))
