"""A form that met the login page: nothing typed is lost, and nobody else gets it."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.school.signing_in import give_phone, said, sign_in
from thiduakt.once import unsent
from thiduakt.once.receiving import new_key, owner_of
from thiduakt.school.models import Group

pytestmark = pytest.mark.django_db

ADD = "/nha-truong/to/them/"
NAME = "Tổ nhà trẻ <1> & “măng non”"
UNSENT = "/chua-gui/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def fields_of(answer):
    """What the browser would send from the last form of the page; of two of one name Django takes the later."""
    inside = answer.content.decode().split(f'action="{ADD}"')[1].split("</form>")[0]
    return {name: html.unescape(value) for name, value in HIDDEN.findall(inside)}


def send_in_vain(client, user, **more):
    """Opened while signed in, sent when only the session cookie was gone."""
    key = new_key(user.pk)
    return client.post(ADD, {"name": NAME, "once": key, **more})


def led_to(answer):
    """The page after those that a missing second factor puts in between."""
    address = urlsplit(answer.url)
    return parse_qs(address.query).get("next", [address.path])[0]


def login_page(client):
    return said(client.get("/dang-nhap/"))


def test_the_page_of_a_form_says_whose_it_is(client, principal):
    client.force_login(principal)

    keys = re.findall(r'name="once" value="([^"]+)"', client.get(ADD).content.decode())

    assert {owner_of(key) for key in keys} == {principal.pk}


@pytest.mark.parametrize(
    "key", ["", "Ab3_" * 5 + "-z", "0" * 16 + "-1-" + "0" * 28, "0" * 16 + "-" + "9" * 30 + "-" + "0" * 28]
)
def test_a_key_that_was_made_up_is_nobodys(key):
    assert owner_of(key) is None


def test_what_was_typed_is_there_after_signing_in_again_and_is_sent_once(client, principal):
    assert send_in_vain(client, principal).url == f"/dang-nhap/?next={ADD}"
    assert unsent.KEPT in login_page(client)

    assert led_to(sign_in(client, principal.username)) == UNSENT
    page = client.get(UNSENT)
    assert html.escape(NAME) in said(page)
    fields = fields_of(page)
    answers = [client.post(ADD, fields).status_code for _ in range(2)]

    assert answers == [302, 303]
    assert Group.objects.filter(name=NAME).count() == 1


def test_the_second_factor_on_the_way_keeps_it(client, principal):
    phone, _ = give_phone(principal)
    send_in_vain(client, principal)

    sign_in(client, principal.username)
    assert client.post("/dang-nhap/ma-xac-thuc/", {"code": phone.code()}).url == UNSENT


def test_a_session_ended_by_the_clock_keeps_it_too(client, principal):
    sign_in(client, principal.username)
    principal.sign_ins.update(seen_at=timezone.now() - timedelta(hours=2))

    send_in_vain(client, principal)

    page = login_page(client)
    assert "không có thao tác" in page
    assert unsent.KEPT in page
    assert led_to(sign_in(client, principal.username)) == UNSENT


def test_somebody_else_who_signs_in_gets_nothing_of_it(client, principal, teacher):
    send_in_vain(client, principal)

    assert led_to(sign_in(client, teacher.username)) == "/"
    assert unsent.UNSENT not in client.session
    assert client.get(UNSENT).url == "/"


def test_it_lies_sealed_in_the_session(client, principal):
    send_in_vain(client, principal)

    assert "măng non" not in str(dict(client.session))


def test_after_half_an_hour_it_is_gone(client, principal, monkeypatch):
    send_in_vain(client, principal)
    monkeypatch.setattr(unsent, "KEPT_FOR", -1)

    assert led_to(sign_in(client, principal.username)) == "/"


@pytest.mark.parametrize(
    "more",
    [{"note": "ộ" * 200_001}, {"password": "bí mật"}, {"new_password_again": "bí mật"}, {"code": "123456"}, {"once": "x"}],
)
def test_what_is_too_large_secret_or_of_no_page_is_not_kept_and_that_is_said(client, principal, more):
    send_in_vain(client, principal, **more)

    assert unsent.UNSENT not in client.session
    assert unsent.LOST in login_page(client)
    assert led_to(sign_in(client, principal.username)) == "/"


def test_a_file_is_not_kept_and_that_is_said(client, principal):
    send_in_vain(client, principal, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
    sign_in(client, principal.username)

    assert "Tệp đính kèm thì không giữ lại được" in said(client.get(UNSENT))


def test_a_page_from_elsewhere_leaves_nothing(principal):
    client = Client(enforce_csrf_checks=True)

    assert send_in_vain(client, principal).status_code == 403
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_without_signing_in_there_is_nothing_to_see(client, principal):
    send_in_vain(client, principal)

    assert client.get(reverse("unsent")).url == f"/dang-nhap/?next={UNSENT}"
