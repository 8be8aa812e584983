"""Guessing passwords (T40), and keeping others out by guessing (T41)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.school import UserFactory
from tests.school.signing_in import give_phone, is_signed_in, said, sign_in
from thiduakt.audit.models import AuditEvent
from thiduakt.school.models import Attempts
from thiduakt.school.services.signing_in import locked_until, unlock_sign_in
from thiduakt.school.services.throttling import Limit, TooManyError, give_back, minute_after, spend

WRONG = "đoán thử xem sao"
TOO_MANY = "Đã nhập sai quá nhiều lần. Thầy/cô thử lại sau"


def guess(times, username="phuonght", address="203.0.113.5"):
    return [sign_in(Client(), username, WRONG, address=address) for _ in range(times)]


def guess_from_everywhere(times, username="phuonght"):
    for number in range(times):
        sign_in(Client(), username, WRONG, address=f"198.51.100.{number + 1}")


def test_after_five_failures_the_right_password_waits_too(client, phuong):
    fifth = guess(5)[-1]

    assert TOO_MANY in said(fifth)
    assert re.search(r"sau \d\d:\d\d, hoặc báo người quản trị kỹ thuật", said(fifth))
    assert TOO_MANY in said(sign_in(client, "phuonght"))
    assert not is_signed_in(client)


def test_four_failures_are_no_reason_to_wait(client, phuong):
    guess(4)

    assert sign_in(client, "phuonght").status_code == 302


def test_a_colleague_behind_the_same_address_is_not_kept_out(client, school, phuong):
    UserFactory(school=school, username="daodt")
    guess(8)

    assert sign_in(client, "daodt").status_code == 302


def test_the_person_comes_in_from_elsewhere(client, phuong):
    guess(8)

    assert sign_in(client, "phuonght", address="192.0.2.77").status_code == 302


def test_trying_on_does_not_prolong_the_wait(client, phuong):
    guess(5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    guess(3)
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=2))

    assert sign_in(client, "phuonght").status_code == 302


def test_what_is_refused_uses_up_nothing_that_others_share(phuong):
    guess(50)

    assert len(Attempts.objects.get(key__startswith="address:").times) == 5
    assert len(Attempts.objects.get(key="password:phuonght").times) == 5


@pytest.mark.parametrize("username", ["phuonght", "khongaica"])
def test_known_and_unknown_names_are_told_alike(phuong, username):
    answers = [said(answer) for answer in guess(6, username)]
    plain = [re.sub(r"\d\d:\d\d|value=\"[^\"]*\"", "", answer) for answer in answers]

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in plain[0]
    assert [TOO_MANY in answer for answer in plain] == [False] * 4 + [True] * 2
    assert "không tồn tại" not in " ".join(plain)


def test_from_two_hundred_addresses_twenty_passwords_are_checked_in_an_hour(phuong, monkeypatch):
    checked = []
    monkeypatch.setattr("thiduakt.school.models.User.check_password", lambda self, raw: checked.append(raw) and False)
    guess_from_everywhere(200)

    assert len(checked) == 20


def test_whoever_is_guessed_at_from_everywhere_enters_with_a_code(client, phuong):
    phone, _ = give_phone(phuong)
    guess_from_everywhere(25)

    refused = sign_in(client, "phuonght", address="192.0.2.77")
    assert "Thầy/cô đã cài đặt xác thực hai bước thì nhập thêm mã xác thực" in said(refused)
    assert 'name="code"' in said(refused)
    assert sign_in(client, "phuonght", address="192.0.2.77", code=phone.code()).status_code == 302
    assert is_signed_in(client)


def test_a_wrong_code_opens_no_way_to_guess_on(client, phuong):
    give_phone(phuong)
    guess_from_everywhere(25)

    assert TOO_MANY in said(sign_in(client, "phuonght", code="000000"))
    assert not is_signed_in(client)


def test_guessing_codes_from_everywhere_does_not_close_that_way(client, phuong):
    phone, _ = give_phone(phuong)
    guess_from_everywhere(25)
    for number in range(60):
        sign_in(Client(), "phuonght", WRONG, address=f"198.51.100.{number + 1}", code="000000")

    assert sign_in(client, "phuonght", address="192.0.2.77", code=phone.code()).status_code == 302


def test_an_address_that_is_full_still_lets_in_by_code(client, phuong):
    phone, _ = give_phone(phuong)
    for number in range(201):
        sign_in(Client(), f"ten{number}", WRONG)

    assert TOO_MANY in said(sign_in(client, "phuonght"))
    assert sign_in(client, "phuonght", code=phone.code()).status_code == 302


@pytest.mark.parametrize("username", ["phuonght", "khongaica"])
def test_the_way_by_code_tells_nothing_of_the_account(phuong, username):
    guess_from_everywhere(25, username)

    assert 'name="code"' in said(sign_in(Client(), username, code="123456", address="192.0.2.77"))


def test_who_has_no_second_factor_is_let_in_again_by_the_principal(client, school, phuong, at):
    dao = UserFactory(school=school, username="daodt")
    guess_from_everywhere(25, "daodt")
    assert TOO_MANY in said(sign_in(client, "daodt"))

    unlock_sign_in(dao, actor=phuong, at=at)

    assert sign_in(client, "daodt").status_code == 302
    assert AuditEvent.objects.get().verb == "account.unlock_sign_in"


def test_the_page_of_the_account_says_until_when_and_unlocks(client, school, technician, teacher):
    guess(5, teacher.username)
    client.force_login(technician)
    page = f"/nha-truong/tai-khoan/{teacher.person_id}/"

    minute = re.search(r"thử lại sau ([0-9:]{5})", said(sign_in(Client(), teacher.username)))[1]
    told = f"Tạm dừng, thử lại được sau {minute}, vì nhập sai nhiều lần"

    assert told in said(client.get(page))
    answer = client.post(f"{page}mo-khoa-dang-nhap/", follow=True)

    assert "Đã mở khóa đăng nhập cho Đỗ Thị Đào." in said(answer)
    assert "Tạm dừng" not in said(answer)
    assert locked_until(teacher, at=timezone.now()) is None


@pytest.mark.parametrize("tries", [guess, guess_from_everywhere], ids=["from one address", "from everywhere"])
def test_the_list_of_accounts_says_who_is_locked(client, technician, teacher, tries):
    tries(25, teacher.username)
    client.force_login(technician)
    until = locked_until(teacher, at=timezone.now())

    page = said(client.get("/nha-truong/tai-khoan/"))

    assert page.count(f"Tạm dừng đăng nhập, thử lại được sau {minute_after(until)}") == 1


def test_a_minute_that_is_told_is_over_by_then():
    assert minute_after(datetime(2026, 1, 5, 17, 53, 0, 1, tzinfo=UTC)) == "00:53"
    assert minute_after(datetime(2026, 1, 5, 17, 53, 1, tzinfo=UTC)) == "00:54"


def test_the_server_s_keeper_unlocks_by_command(phuong, school):
    guess(5)

    call_command("unlock_sign_in", school=school.code, user="phuonght", verbosity=0)

    assert locked_until(phuong, at=timezone.now()) is None
    assert AuditEvent.objects.get().actor_name == "hệ thống"


def test_nobody_else_unlocks(phuong, teacher, stranger, clerk, at):
    for actor in (teacher, stranger, clerk):
        with pytest.raises(PermissionDenied):
            unlock_sign_in(phuong, actor=actor, at=at)


def test_one_address_has_two_hundred_tries_in_a_quarter_of_an_hour(db):
    answers = [sign_in(Client(), f"ten{number}", WRONG) for number in range(201)]

    assert TOO_MANY not in said(answers[199])
    assert TOO_MANY in said(answers[200])


def test_many_good_sign_ins_are_no_guesses(phuong):
    for _ in range(25):
        assert sign_in(Client(), "phuonght").status_code == 302


def test_the_password_and_the_code_are_kept_in_no_table(phuong):
    sign_in(Client(), "phuonght", "bi-mat-cua-toi-day", code="314159")

    kept = str(list(AccessAttempt.objects.values())) + str(list(Attempts.objects.values()))
    assert "bi-mat-cua-toi-day" not in kept
    assert "314159" not in kept


THREE = Limit("thử", 3, timedelta(hours=1))


def test_a_limit_holds_in_any_period_not_only_from_one_full_hour_to_the_next(db, at):
    key = [(THREE, THREE.key("a"))]
    for minutes in (0, 50, 59):
        spend(key, at=at + timedelta(minutes=minutes))

    with pytest.raises(TooManyError) as refusal:
        spend(key, at=at + timedelta(minutes=59, seconds=30))
    assert refusal.value.until == at + timedelta(hours=1)
    spend(key, at=at + timedelta(minutes=61))
    with pytest.raises(TooManyError):
        spend(key, at=at + timedelta(minutes=62))


def test_what_is_full_under_one_key_is_counted_under_none(db, at):
    full, free = (THREE, THREE.key("đầy")), (THREE, THREE.key("trống"))
    for _ in range(3):
        spend([full], at=at)
    with pytest.raises(TooManyError):
        spend([full, free], at=at)

    assert not Attempts.objects.exclude(times=[]).filter(key=free[1]).exists()


def test_what_was_no_failure_is_given_back(db, at):
    key = [(THREE, THREE.key("a"))]
    for _ in range(10):
        spend(key, at=at)
        give_back(key, at=at)

    assert not Attempts.objects.exists()


def test_what_is_given_back_leaves_no_word_of_when_it_was(db, at):
    key = [(THREE, THREE.key("a"))]
    spend(key, at=at)
    later = at + timedelta(minutes=5)
    spend(key, at=later)
    give_back(key, at=later)

    row = Attempts.objects.get()
    assert (row.times, row.expires_at) == ([at.timestamp()], at + THREE.period)


def test_old_counts_are_swept_away(db, at):
    spend([(THREE, THREE.key("a"))], at=at)
    spend([(THREE, THREE.key("b"))], at=at + timedelta(hours=2))

    assert [row.key for row in Attempts.objects.all()] == ["thử:b"]


@pytest.mark.django_db(transaction=True)
def test_many_at_one_moment_are_not_more_than_one_after_another(at):
    def try_once(_):
        try:
            spend([(THREE, THREE.key("a"))], at=at)
        except TooManyError:
            return "refused"
        else:
            return "counted"
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(try_once, range(12)))

    assert (answers.count("counted"), answers.count("refused")) == (3, 9)
