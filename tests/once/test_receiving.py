"""One form, sent more than once: one effect, and nothing that was typed is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.html import escape

from thiduakt.once import receiving
from thiduakt.once.models import Submission
from thiduakt.school.models import Group
from thiduakt.school.views import staff

pytestmark = pytest.mark.django_db

ADD = "/nha-truong/to/them/"
KEY = "Ab3_" * 5 + "-z"
AFTERWARDS = "/nha-truong/"


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(receiving, "PATIENCE", 0)


def send(client, name="Tổ nhà trẻ", key=KEY, **more):
    return client.post(ADD, {"name": name, "once": key, **more})


def groups(name="Tổ nhà trẻ"):
    return Group.objects.filter(name=name).count()


def under_way(user, **changes):
    """A form that the server is still receiving."""
    values = {"user_id": user.pk, "key": KEY, "route": "school:group_add", "content": "0" * 64, "at": timezone.now()}
    return Submission.objects.create(**{**values, **changes})


def test_every_form_carries_a_key_of_its_own(client, principal):
    client.force_login(principal)

    keys = [client.get(ADD).content.decode().count('name="once"'), *(receiving.new_key() for _ in range(3))]

    assert keys[0] == 2  # the form itself, and signing out
    assert len(set(keys)) == 4
    assert all(receiving.KEY.fullmatch(key) for key in keys[1:])


def test_the_second_one_is_led_to_where_the_first_one_led(client, principal):
    client.force_login(principal)

    answers = [send(client) for _ in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, AFTERWARDS), (303, AFTERWARDS)]
    assert groups() == 1
    assert receiving.AGAIN in client.get(AFTERWARDS).content.decode()


def test_another_page_of_the_same_form_is_another_one(client, principal):
    client.force_login(principal)
    send(client)

    send(client, name="Tổ văn phòng", key=receiving.new_key())

    assert groups() == groups("Tổ văn phòng") == 1


def test_a_key_is_its_owner_s_alone(client, principal, stranger):
    for user in (principal, stranger):
        client.force_login(user)
        assert send(client).status_code == 302

    assert groups() == 2  # one in each school


def test_a_refused_form_is_sent_again_with_the_same_page(client, principal):
    client.force_login(principal)

    refused = send(client, name="")
    taken = send(client)

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert groups() == 1


def test_an_error_leaves_the_key_unused(client, principal, monkeypatch):
    client.force_login(principal)
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(staff.GroupAdd, "serve", lambda view, form: 1 / 0)
        assert send(client).status_code == 500

    assert send(client).status_code == 302


def test_other_words_under_a_used_key_are_kept_and_asked_about(client, principal):
    client.force_login(principal)
    send(client)
    name = 'Tổ "nhà trẻ" <b>&\nhai'

    answer = send(client, name=name, password="bí mật 123")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Biểu mẫu này đã gửi một lần, với nội dung khác." in page
    assert f'name="name" value="{escape(name)}"' in page
    assert f'href="{AFTERWARDS}"' in page
    assert "bí mật" not in page
    assert KEY not in page
    assert groups() == 1


def test_what_is_sent_while_the_first_is_under_way_waits(client, principal, impatient):
    client.force_login(principal)
    under_way(principal)

    answer = send(client)

    assert answer.status_code == 409
    assert answer["Refresh"] == f"3;url={ADD}?once={KEY}"
    assert "Trang này tự mở kết quả" in answer.content.decode()
    assert groups() == 0


def test_the_page_that_waits_opens_the_result(client, principal, impatient):
    client.force_login(principal)
    first = under_way(principal)
    assert client.get(f"{ADD}?once={KEY}").status_code == 409

    Submission.objects.filter(pk=first.pk).update(led_to=AFTERWARDS)

    assert client.get(f"{ADD}?once={KEY}")["Location"] == AFTERWARDS


def test_the_page_that_waits_for_a_refused_form_opens_the_form(client, principal):
    client.force_login(principal)

    assert client.get(f"{ADD}?once={KEY}").status_code == 200


def test_a_server_that_died_on_the_way_is_told_of(client, principal):
    client.force_login(principal)
    under_way(principal, at=timezone.now() - timedelta(minutes=3))

    answer = send(client)

    assert answer.status_code == 409
    assert "Máy chủ đã dừng giữa chừng" in answer.content.decode()
    assert 'value="Tổ nhà trẻ"' in answer.content.decode()


def test_keys_are_kept_for_a_day(client, principal):
    client.force_login(principal)
    yesterday = timezone.now() - timedelta(hours=24, minutes=1)
    under_way(principal, key="k" * 22, at=yesterday)
    under_way(principal, key="l" * 22, at=yesterday + timedelta(minutes=2))

    send(client)

    assert sorted(Submission.objects.values_list("key", flat=True)) == [KEY, "l" * 22]


@pytest.mark.parametrize("key", ["", "ngắn", "a" * 65, "a\0" * 11, "a" * 20 + "\n", "<script>alert(1)</script>"])
def test_what_is_no_key_is_no_key(client, principal, key):
    client.force_login(principal)

    assert send(client, key=key).status_code == 302
    assert not Submission.objects.exists()


def test_the_content_of_files_counts():
    def content(*words):
        files = {"file": SimpleUploadedFile("ke-hoach.docx", words[0])}
        request = RequestFactory().post(ADD, {"name": "a", "once": words[0].decode(), **files})
        found = receiving._content(request)
        assert request.FILES["file"].read() == words[0]
        return found

    assert content(b"mot") == content(b"mot")
    assert content(b"mot") != content(b"hai")


def test_a_password_cannot_be_guessed_from_what_is_kept(settings):
    def content():
        return receiving._content(RequestFactory().post(ADD, {"new_password": "hoa phượng 2023"}))

    first = content()
    settings.SECRET_KEY = "another-school-has-another-key-of-fifty-characters-or-more"

    assert content() != first


@pytest.mark.django_db(transaction=True)
def test_a_double_click_waits_for_the_first_and_is_led_to_its_result(principal, monkeypatch):
    """Two events and no luck: the second is sent while the first stands in the service, which goes on only afterwards."""
    inside, go_on = threading.Event(), threading.Event()
    serve, looked = staff.GroupAdd.serve, []

    def slow(view, form):
        inside.set()
        assert go_on.wait(20)
        serve(view, form)

    def look_up(sent):
        looked.append(sent.key)
        if len(looked) > 3:  # the second one has looked twice and found the first under way
            go_on.set()
        return Submission.objects.filter(user_id=sent.user_id, key=sent.key, route=sent.route).first()

    monkeypatch.setattr(staff.GroupAdd, "serve", slow)
    monkeypatch.setattr(receiving, "_look_up", look_up)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(_alone, principal)
        assert inside.wait(20)
        second = pool.submit(_alone, principal)
        assert [first.result(30), second.result(30)] == [(302, AFTERWARDS), (303, AFTERWARDS)]
    assert groups() == 1


@pytest.mark.django_db(transaction=True)
def test_five_at_once_have_one_effect(principal):
    start = threading.Barrier(5)

    with ThreadPoolExecutor(5) as pool:
        answers = [work.result(60) for work in [pool.submit(_alone, principal, start) for _ in range(5)]]

    assert sorted(answers) == [(302, AFTERWARDS)] + [(303, AFTERWARDS)] * 4
    assert groups() == 1


def _alone(user, start=None):
    """Sent by a browser of its own, on a database connection of its own."""
    client = Client()
    client.force_login(user)
    try:
        if start:
            start.wait(20)
        answer = send(client)
        return answer.status_code, answer["Location"]
    finally:
        connections.close_all()
