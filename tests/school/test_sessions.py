"""Coming in, going out, one's own password."""

import re
import unicodedata

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.school import PASSWORD, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import User
from thiduakt.school.services.accounts import reset_password

NEW = "Một câu dài dễ nhớ của riêng tôi"
LOGIN = "/dang-nhap/"


@pytest.fixture
def phuong(school):
    return UserFactory(school=school, full_name="Hoàng Thị Phương", username="phuonght")


def sign_in(client, username="phuonght", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def is_signed_in(client):
    return client.get(reverse("school:change_password")).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "phuonght",
        "PhuongHT",
        " phuonght ",
        "phuong ht",
        "Phương HT",
        unicodedata.normalize("NFD", "Phương HT"),
        "phuonght\u200b",
    ],
)
def test_a_user_name_may_be_typed_as_phones_and_people_type_it(client, phuong, typed):
    response = sign_in(client, typed)

    assert (response.status_code, response.url) == (302, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("username", "password"), [("phuonght", "sai mật khẩu rồi"), ("khongaica", PASSWORD), ("phuonght", PASSWORD + " ")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client, phuong, username, password):
    response = sign_in(client, username, password)

    assert response.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đã bị khóa." in response.content.decode()
    assert not is_signed_in(client)


def test_a_closed_account_is_told_alike_too(client, phuong):
    phuong.is_active = False
    phuong.save()

    response = sign_in(client)

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đã bị khóa." in response.content.decode()
    assert not is_signed_in(client)


def test_an_empty_form_is_told_in_vietnamese(client, db):
    page = sign_in(client, "", "").content.decode()

    assert page.count("Thầy/cô chưa điền ô này.") == 2


def test_the_password_does_not_come_back_to_the_page(client, phuong):
    assert "bi-mat-cua-toi" not in sign_in(client, password="bi-mat-cua-toi").content.decode()


def test_the_session_gets_a_new_key_at_login(client, phuong):
    """A key that somebody planted before must not become the key of whoever signs in."""
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key

    sign_in(client)

    assert client.cookies["sessionid"].value != planted


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/nha-truong/", "/nha-truong/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_login_leads_only_to_pages_of_this_site(client, phuong, asked, led):
    assert sign_in(client, next=asked).url == led


def test_whoever_is_signed_in_is_led_past_the_login_page(client, phuong):
    client.force_login(phuong)

    assert client.get(LOGIN).url == "/"


def test_signing_out_ends_the_session(client, phuong):
    client.force_login(phuong)

    assert client.post(reverse("logout")).url == LOGIN
    assert not is_signed_in(client)


def test_signing_out_twice_is_no_error(client, phuong):
    client.force_login(phuong)
    client.post(reverse("logout"))

    assert client.post(reverse("logout")).url == LOGIN


def test_nobody_is_signed_out_by_a_link(client, phuong):
    client.force_login(phuong)

    assert client.get(reverse("logout")).status_code == 405
    assert is_signed_in(client)


def test_forms_of_other_sites_are_refused(phuong):
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client).status_code == 403
    client.force_login(phuong)
    for route in ("logout", "school:change_password"):
        assert client.post(reverse(route)).status_code == 403


def tab(client):
    """The fields of a login page, as another tab of the same browser holds them."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(LOGIN).content.decode())[1]
    return {"csrfmiddlewaretoken": token}


def test_the_login_page_of_another_tab_leads_in_when_one_is_in_already(phuong):
    client = Client(enforce_csrf_checks=True)
    first, second = tab(client), tab(client)
    sign_in(client, **first)

    assert sign_in(client, **second).url == "/"


def test_a_login_page_gone_stale_is_shown_again_and_works(phuong):
    client = Client(enforce_csrf_checks=True)

    answer = sign_in(client, csrfmiddlewaretoken="x" * 64)

    assert answer.status_code == 403
    assert "Trang đăng nhập này đã cũ." in answer.content.decode()
    assert not is_signed_in(client)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.content.decode())[1]
    assert sign_in(client, csrfmiddlewaretoken=token).url == "/"


def change(client, old=PASSWORD, new=NEW, again=None):
    given = {"old_password": old, "new_password": new, "new_password_again": new if again is None else again}
    return client.post(reverse("school:change_password"), given)


def test_one_s_own_password_is_changed(client, phuong):
    client.force_login(phuong)

    response = change(client)

    assert response.url == "/"
    assert User.objects.get().check_password(NEW)
    assert AuditEvent.objects.get().verb == "account.change_password"
    assert NEW not in str(AuditEvent.objects.values().get())


def test_changing_it_keeps_this_session_and_ends_the_others(client, phuong):
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser)
    key = client.cookies["sessionid"].value

    change(client)

    assert is_signed_in(client)
    assert client.cookies["sessionid"].value != key
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"old": "sai"}, "Mật khẩu hiện tại chưa đúng."),
        ({"new": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện tại."),
        ({"again": NEW + "!"}, "Hai lần nhập mật khẩu mới chưa giống nhau."),
        ({"new": "ngan"}, "12"),
        ({"new": "administrator"}, "phổ biến"),
        ({"new": ""}, "Thầy/cô chưa điền ô này."),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_sentence(client, phuong, given, sentence):
    client.force_login(phuong)

    response = change(client, **given)

    assert sentence in response.content.decode()
    assert User.objects.get().check_password(PASSWORD)
    assert not AuditEvent.objects.exists()


def test_nobody_s_typed_password_comes_back_to_the_page(client, phuong):
    client.force_login(phuong)

    assert NEW not in change(client, old="sai").content.decode()


def test_a_temporary_password_lets_nobody_pass_but_to_change_it(client, phuong, technician):
    password = reset_password(phuong, actor=technician, at=timezone.now())
    sign_in(client, password=password)

    for address in ("/", "/nha-truong/", "/nha-truong/vien-chuc/danh-sach.xlsx"):
        assert client.get(address).url.split("?")[0] == reverse("school:change_password")

    change(client, old=password)

    assert client.get("/").status_code == 200


def test_whoever_got_a_new_password_is_told_from_whom_and_when(client, phuong, technician, at):
    reset_password(phuong, actor=technician, at=at)
    client.force_login(User.objects.get(pk=phuong.pk))

    page = client.get(reverse("school:change_password")).content.decode()

    assert "Mật khẩu được Lê Văn Đức đặt lại lúc 08:30 ngày 05/10/2023." in page


def test_a_reset_ends_every_session_of_the_person(client, phuong, technician, at):
    sign_in(client)

    reset_password(phuong, actor=technician, at=at)

    assert not is_signed_in(client)


def test_extra_fields_of_the_password_form_are_ignored(client, phuong):
    client.force_login(phuong)
    given = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}

    client.post(reverse("school:change_password"), {**given, "username": "x", "is_active": "", "pk": 99})

    user = User.objects.get()
    assert (user.pk, user.username, user.is_active) == (phuong.pk, "phuonght", True)


def test_passwords_are_kept_as_argon2id_in_earnest():
    from django.contrib.auth.hashers import get_hasher

    from thiduakt.school.hashers import SchoolArgon2PasswordHasher

    hasher = SchoolArgon2PasswordHasher()
    stored = hasher.encode("Mật khẩu", hasher.salt())

    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify("Mật khẩu", stored)
    assert get_hasher().algorithm != hasher.algorithm  # tests are quick instead
    assert check_password("Mật khẩu", "khong-phai-ma-bam") is False
