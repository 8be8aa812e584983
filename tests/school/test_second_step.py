"""The second step of signing in: a code passes once, and nobody guesses one."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.school.signing_in import ADDRESS, CODE, Phone, give_phone, give_phone_at, is_signed_in, said, sign_in
from thiduakt.school.models import SecondFactor
from thiduakt.school.services.second_factor import check_code, current_code, set_up, use_code
from thiduakt.school.services.throttling import TooManyError


def test_after_the_password_a_code_is_asked_for(client, phuong):
    phone, _ = give_phone(phuong)

    asked = sign_in(client, "phuonght", next="/nha-truong/")

    assert asked.url == f"{CODE}?next=%2Fnha-truong%2F"
    assert not is_signed_in(client)
    assert client.post(asked.url, {"code": phone.code()}).url == "/nha-truong/"
    assert is_signed_in(client)


def test_a_code_passes_once(client, phuong):
    phone, _ = give_phone(phuong)
    code = phone.code()
    for browser, expected in ((client, True), (Client(), False)):
        sign_in(browser, "phuonght")
        browser.post(CODE, {"code": code})
        assert is_signed_in(browser) is expected


def test_the_code_of_the_set_up_is_used_up(phuong, at):
    phone = Phone()
    code = current_code(phone.secret, at)
    set_up(phuong, secret=phone.secret, code=code, at=at)

    assert not check_code(phuong, code, at=at, address=ADDRESS)


@pytest.mark.parametrize(("late", "passes"), [(-60, False), (-30, True), (0, True), (30, True), (60, False), (3600, False)])
def test_a_clock_may_be_wrong_by_half_a_minute(phuong, at, late, passes):
    phone, _ = give_phone_at(phuong, at - timedelta(hours=1))
    code = current_code(phone.secret, at)

    assert check_code(phuong, code, at=at + timedelta(seconds=late), address=ADDRESS) is passes


def test_an_older_code_does_not_pass_after_a_newer_one(phuong, at):
    phone, _ = give_phone_at(phuong, at - timedelta(hours=1))
    older, newer = current_code(phone.secret, at), current_code(phone.secret, at + timedelta(seconds=30))

    assert check_code(phuong, newer, at=at + timedelta(seconds=30), address=ADDRESS)
    assert not check_code(phuong, older, at=at + timedelta(seconds=30), address=ADDRESS)


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_send_one_code_at_one_moment_one_passes(phuong, at):
    phone, _ = give_phone_at(phuong, at - timedelta(hours=1))

    def send(number):
        try:
            return check_code(phuong, current_code(phone.secret, at), at=at, address=f"203.0.113.{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(send, range(4))) == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_that_another_process_is_just_using_up_is_waited_for(phuong, at, kind):
    """Without the lock of the row the second would judge by what the first has read, not by what it leaves."""
    phone, recovery = give_phone_at(phuong, at - timedelta(hours=1))
    code = current_code(phone.secret, at) if kind == "app" else recovery[0]

    def use():
        try:
            return use_code("phuonght", code, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            assert use_code("phuonght", code, at=at)
            second = thread.submit(use)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        assert second.result() is False


def test_a_recovery_code_passes_once_however_it_is_typed(client, phuong):
    _, codes = give_phone(phuong)
    for typed, expected in ((f" {codes[0].upper()} ", True), (codes[0], False), (codes[1].replace("-", ""), True)):
        browser = Client()
        sign_in(browser, "phuonght")
        browser.post(CODE, {"code": typed})
        assert is_signed_in(browser) is expected, typed
    assert SecondFactor.objects.get().codes_left == 8


@pytest.mark.parametrize(
    ("typed", "word"), [("000000", "điện thoại có đúng giờ"), ("abcde-fgh23", "mỗi mã chỉ dùng được một lần")]
)
def test_a_wrong_code_is_told_of_as_what_it_looks_like(client, phuong, typed, word):
    give_phone(phuong)
    sign_in(client, phuong.username)

    assert word in said(client.post(CODE, {"code": typed}))


def test_a_recovery_code_of_somebody_else_does_not_pass(phuong, dao, at):
    _, codes = give_phone_at(phuong, at)
    give_phone_at(dao, at)

    assert not check_code(dao, codes[0], at=at, address=ADDRESS)


def test_the_second_step_alone_lets_nobody_in(client, phuong):
    phone, _ = give_phone(phuong)

    assert client.get(CODE).url.startswith("/dang-nhap/")
    assert client.post(CODE, {"code": phone.code()}).url.startswith("/dang-nhap/")
    assert not is_signed_in(client)


def test_the_second_step_waits_five_minutes(client, phuong):
    phone, _ = give_phone(phuong)
    sign_in(client, "phuonght")
    session = client.session
    session["half_way"] = [*session["half_way"][:2], time.time() - 301]
    session.save()

    assert client.post(CODE, {"code": phone.code()}).url.startswith("/dang-nhap/")


def test_a_password_that_changed_between_the_steps_starts_anew(client, phuong):
    phone, _ = give_phone(phuong)
    sign_in(client, "phuonght")
    phuong.set_password("Mật khẩu khác hẳn rồi nhé")
    phuong.save()

    assert client.post(CODE, {"code": phone.code()}).url.startswith("/dang-nhap/")


def test_whoever_knows_the_password_guesses_no_code(client, phuong):
    phone, _ = give_phone(phuong)
    sign_in(client, "phuonght")
    answers = [said(client.post(CODE, {"code": f"00000{number}"})) for number in range(6)]

    assert ["Đã nhập sai quá nhiều lần" in answer for answer in answers] == [False] * 5 + [True]
    client.post(CODE, {"code": phone.code()})
    assert not is_signed_in(client)


def test_from_many_addresses_twenty_codes_are_tried_in_an_hour(phuong, at):
    give_phone_at(phuong, at - timedelta(hours=2))
    for number in range(20):
        assert not check_code(phuong, "000000", at=at, address=f"198.51.100.{number}")

    with pytest.raises(TooManyError):
        check_code(phuong, "000000", at=at, address="198.51.100.99")


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "0" * 41, "1' OR '1'='1", "\x00"])
def test_whatever_is_typed_as_a_code_is_refused_without_an_error(client, phuong, code):
    give_phone(phuong)
    sign_in(client, "phuonght")

    assert client.post(CODE, {"code": code}).status_code == 200
    assert not is_signed_in(client)
