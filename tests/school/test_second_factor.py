"""The second factor (T42): whose role asks for it, how it is set up and turned off, and the way back for a lost phone."""

import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.school import UserFactory
from tests.school.signing_in import ADDRESS, CODE, Phone, give_phone, give_phone_at, is_signed_in, said, sign_in
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role
from thiduakt.school.models import SecondFactor, User
from thiduakt.school.services.accounts import reset_password
from thiduakt.school.services.second_factor import (
    app_address,
    check_code,
    current_code,
    new_recovery_codes,
    reset_second_factor,
    turn_off,
)
from thiduakt.sealing import unseal

SETUP, SAFETY, CONFIRM = "/nha-truong/bao-ve/hai-buoc/", "/nha-truong/bao-ve/", "/nha-truong/bao-ve/xac-nhan/"
# RFC 6238, appendix B: the secret "12345678901234567890", the last six digits of what SHA-1 gives at these moments.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("moment", "expected"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_every_authenticator_app(moment, expected):
    assert current_code(RFC_SECRET, timezone.datetime.fromtimestamp(moment, tz=timezone.get_default_timezone())) == expected


def test_the_picture_tells_the_app_whose_account_it_is(phuong):
    address = app_address(phuong, RFC_SECRET)

    assert address.startswith("otpauth://totp/")
    assert f"secret={RFC_SECRET}" in address
    assert "phuonght" in address


@pytest.mark.parametrize("role", ["QT", "HT", "PHT", "CT", "TK", "BKP", "VT", "KT"])
def test_roles_that_sign_issue_or_manage_must_have_it(school, at, role):
    assert UserFactory(school=school, roles=[Role(role)]).owes_second_factor(at.date())


@pytest.mark.parametrize("role", ["GV", "TTr", "UV", "KTr", "CTr"])
def test_other_roles_may_do_without(school, at, role):
    assert not UserFactory(school=school, roles=[Role(role)]).owes_second_factor(at.date())


def test_in_production_whoever_must_have_it_does_nothing_before(client, settings, phuong):
    settings.SECOND_FACTOR_ENFORCED = True
    sign_in(client, "phuonght")

    for address in ("/", "/nha-truong/", "/nha-truong/mat-khau/", "/nha-truong/vien-chuc/danh-sach.xlsx", SAFETY):
        assert client.get(address).url.split("?")[0] == SETUP, address
    assert client.post("/nha-truong/nam-hoc/them/").url == SETUP
    page = said(client.get(SETUP))
    assert "cần cài đặt trước khi làm việc" in page
    assert "Để sau" not in page
    assert "Quay lại" not in page


def test_a_temporary_password_is_changed_before_it(client, settings, phuong):
    settings.SECOND_FACTOR_ENFORCED = True
    User.objects.update(must_change_password=True)
    sign_in(client, "phuonght")

    assert client.get(SETUP).url.startswith("/nha-truong/mat-khau/")


def test_whoever_tries_the_demo_may_put_it_off(client, settings, phuong):
    settings.SECOND_FACTOR_ENFORCED = False
    asked = sign_in(client, "phuonght", next="/nha-truong/").url

    assert asked == f"{SETUP}?next=%2Fnha-truong%2F"
    assert '<a class="btn btn-secondary" href="/nha-truong/"' in said(client.get(asked))
    assert client.get("/").status_code == 200


def test_a_teacher_is_asked_for_nothing(client, settings, dao):
    settings.SECOND_FACTOR_ENFORCED = True

    assert sign_in(client, "daodt").url == "/"
    assert client.get("/").status_code == 200


def pending_secret(client):
    return client.get(SETUP).context["secret"].replace(" ", "")


def test_it_is_set_up_with_one_code_and_leads_on(client, settings, phuong):
    settings.SECOND_FACTOR_ENFORCED = True
    sign_in(client, "phuonght")
    phone = Phone(pending_secret(client))

    page = said(client.post(f"{SETUP}?next=/nha-truong/", {"code": f" {phone.code()[:3]} {phone.code()[3:]} "}))

    assert page.count("<li> <code>") == 10
    assert 'href="/nha-truong/"' in page
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.get().verb == "account.second_factor_on"


def test_the_secret_stays_the_same_until_it_is_confirmed(client, dao):
    sign_in(client, "daodt")
    secret = pending_secret(client)

    assert "Mã chưa đúng" in said(client.post(SETUP, {"code": "000000"}))
    assert pending_secret(client) == secret
    assert not SecondFactor.objects.exists()


def test_a_database_in_strange_hands_shows_neither_secret_nor_codes(phuong):
    phone, codes = give_phone(phuong)
    kept = str(SecondFactor.objects.values().get())

    assert phone.secret not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_new_recovery_codes_make_the_old_ones_void(client, phuong):
    _, old = give_phone(phuong)
    client.force_login(phuong)
    remember_password(client)

    page = said(client.post("/nha-truong/bao-ve/ma-du-phong/"))

    assert page.count("<li> <code>") == 10
    assert not any(code in page for code in old)
    assert "Mã dự phòng cũ không dùng được nữa." in page
    assert not check_code(phuong, old[0], at=timezone.now(), address=ADDRESS)


def test_the_first_recovery_codes_speak_of_no_old_ones(client, phuong):
    client.force_login(phuong)
    remember_password(client)
    page = "/nha-truong/bao-ve/hai-buoc/"
    client.get(page)
    phone = Phone(unseal(client.session["new_second_factor"]))

    told = said(client.post(page, {"code": phone.code()}))

    assert told.count("<li> <code>") == 10
    assert "Mã dự phòng cũ" not in told


def remember_password(client):
    session = client.session
    session["confirmed_at"] = time.time()
    session.save()


def test_codes_without_a_second_factor_are_refused_with_a_sentence(client, dao, at):
    with pytest.raises(ValidationError, match="chưa cài đặt"):
        new_recovery_codes(dao, at=at)
    client.force_login(dao)
    remember_password(client)
    answer = client.post("/nha-truong/bao-ve/ma-du-phong/", follow=True)
    assert "Thầy/cô chưa cài đặt xác thực hai bước." in said(answer)


def test_who_needs_not_have_it_turns_it_off(client, dao):
    give_phone(dao)
    client.force_login(dao)
    remember_password(client)

    client.post("/nha-truong/bao-ve/hai-buoc/tat/")

    assert not SecondFactor.objects.exists()
    assert AuditEvent.objects.order_by("-seq")[0].verb == "account.second_factor_off"


def test_who_must_have_it_does_not_turn_it_off(phuong, at):
    give_phone_at(phuong, at)

    with pytest.raises(ValidationError, match="Đổi điện thoại thì cài đặt lại"):
        turn_off(User.objects.get(pk=phuong.pk), at=at)
    assert SecondFactor.objects.exists()


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", SETUP),
        ("post", SETUP),
        ("post", "/nha-truong/bao-ve/ma-du-phong/"),
        ("post", "/nha-truong/bao-ve/hai-buoc/tat/"),
    ],
)
def test_what_changes_the_second_factor_asks_for_the_password_again(client, dao, method, address):
    """A browser left open is not enough."""
    give_phone(dao)
    client.force_login(dao)
    before = SecondFactor.objects.values().get()

    answer = getattr(client, method)(address)

    assert answer.url == f"{CONFIRM}?next=%2F{address[1:].replace('/', '%2F')}"
    assert SecondFactor.objects.values().get() == before


def test_the_password_is_good_for_ten_minutes(client, dao):
    sign_in(client, "daodt")
    assert client.get(SETUP).status_code == 200
    session = client.session
    session["confirmed_at"] = time.time() - 601
    session.save()

    assert client.get(SETUP).url.startswith(CONFIRM)
    assert "Mật khẩu hiện tại chưa đúng" in said(client.post(f"{CONFIRM}?next={SETUP}", {"password": "sai"}))
    assert client.post(f"{CONFIRM}?next={SETUP}", {"password": "Mat-khau-thu-2026"}).url == SETUP
    assert client.get(SETUP).status_code == 200


def test_a_stolen_session_guesses_no_password(client, dao):
    client.force_login(dao)
    answers = [said(client.post(CONFIRM, {"password": "sai"})) for _ in range(6)]

    assert ["Đã nhập sai quá nhiều lần" in answer for answer in answers] == [False] * 5 + [True]


def test_a_stolen_session_guesses_no_password_where_it_is_changed_either(client, dao):
    client.force_login(dao)
    new = "Một câu dài dễ nhớ của riêng tôi"
    given = {"old_password": "sai", "new_password": new, "new_password_again": new}
    answers = [said(client.post("/nha-truong/mat-khau/", given)) for _ in range(6)]

    assert ["Đã nhập sai quá nhiều lần" in answer for answer in answers] == [False] * 5 + [True]


def test_confirming_leads_only_to_pages_of_this_site(client, dao):
    client.force_login(dao)

    assert client.post(f"{CONFIRM}?next=//evil.example/", {"password": "Mat-khau-thu-2026"}).url == "/"


def test_the_technician_takes_it_away_and_it_is_told(client, school, principal, technician, dao):
    give_phone(dao)
    client.force_login(technician)
    answer = client.post(f"/nha-truong/tai-khoan/{dao.person_id}/bo-hai-buoc/", follow=True)
    assert "Đã bỏ xác thực hai bước của Đỗ Thị Đào." in said(answer)

    browser = Client()
    sign_in(browser, "daodt")
    assert "Xác thực hai bước của thầy/cô đã được Lê Văn Đức bỏ lúc" in said(browser.get(SAFETY))
    assert "Xác thực hai bước của thầy/cô được Lê Văn Đức bỏ lúc" in said(browser.get(reverse("home")))
    client.force_login(principal)
    assert "Xác thực hai bước của Đỗ Thị Đào được Lê Văn Đức bỏ lúc" in said(client.get(reverse("home")))


def test_who_lost_it_and_must_have_it_learns_of_it_at_the_next_login(client, settings, technician, phuong, at):
    settings.SECOND_FACTOR_ENFORCED = True
    give_phone_at(phuong, at)
    reset_second_factor(User.objects.get(pk=phuong.pk), actor=technician, at=at)
    sign_in(client, "phuonght")

    assert "đã được Lê Văn Đức bỏ lúc 08:30 ngày 05/10/2023" in said(client.get(SETUP))


def test_nobody_but_the_technician_of_the_school_takes_it_away(principal, stranger, teacher, dao, technician, at):
    give_phone_at(dao, at)
    for actor in (principal, stranger, teacher):
        with pytest.raises(PermissionDenied):
            reset_second_factor(dao, actor=actor, at=at)
    with pytest.raises(ValidationError, match="mục Bảo vệ tài khoản"):
        reset_second_factor(technician, actor=technician, at=at)
    with pytest.raises(ValidationError, match="chưa cài đặt"):
        reset_second_factor(teacher, actor=technician, at=at)
    assert SecondFactor.objects.count() == 1


def test_a_new_password_from_the_technician_keeps_the_second_factor(client, technician, phuong):
    give_phone(phuong)
    password = reset_password(phuong, actor=technician, at=timezone.now())

    assert sign_in(client, "phuonght", password).url.startswith(CODE)
    assert not is_signed_in(client)


def names_in(client, tab):
    return [row[0] for row in client.get(f"/nha-truong/tai-khoan/?tab={tab}").context["rows"]]


def test_the_technician_sees_who_still_has_to_set_it_up(client, school, technician, phuong, dao):
    deputy = UserFactory(school=school, full_name="Nguyễn Thị Ánh", roles=[Role.DEPUTY, Role.COUNCIL_CHAIR])
    clerk = UserFactory(school=school, full_name="Vũ Thị Lan", roles=[Role.CLERK])
    UserFactory(school=school, full_name="Lê Thị Khóa", roles=[Role.CLERK], is_active=False)
    UserFactory(school=school, full_name="Trần Thị Thôi", roles=[])
    give_phone(clerk)
    give_phone(technician)
    client.force_login(technician)

    (first, second) = names_in(client, "owing")
    assert str(deputy) in first
    assert str(phuong) in second
    give_phone(deputy)
    assert len(names_in(client, "owing")) == 1
