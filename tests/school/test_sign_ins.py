"""Sessions on machines that many use (T44): how long they live, where they are, how they end."""

import ast
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as written
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from tests.factories.school import PASSWORD, RoleAssignmentFactory, UserFactory
from tests.school.signing_in import LOGIN, give_phone, is_signed_in, said, sign_in
from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Role
from thiduakt.school.devices import device_of
from thiduakt.school.enums import RoleState
from thiduakt.school.models import SignIn, User
from thiduakt.school.services.accounts import reset_password, set_account_active
from thiduakt.school.services.roles import decide_role
from thiduakt.school.services.second_factor import reset_second_factor
from thiduakt.school.services.sign_ins import begin_sign_in, end_for

SAFETY = "/nha-truong/bao-ve/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.fixture
def two(client, dao):
    """One person in two browsers: here and elsewhere."""
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser, "daodt")
    return client, elsewhere


def rest(minutes):
    SignIn.objects.update(seen_at=timezone.now() - timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("role", "minutes", "stays"), [("GV", 29, True), ("GV", 31, False), ("HT", 14, True), ("HT", 16, False)]
)
def test_who_rests_too_long_signs_in_again(client, school, role, minutes, stays):
    UserFactory(school=school, username="ai", roles=[Role(role)])
    sign_in(client, "ai")
    rest(minutes)

    assert is_signed_in(client) is stays


def test_the_login_page_says_why_and_leads_back(client, dao):
    sign_in(client, "daodt")
    rest(31)

    asked = client.get("/nha-truong/bao-ve/")
    assert asked.url == f"{LOGIN}?next=/nha-truong/bao-ve/"
    assert "Đã quá 30 phút không có thao tác." in said(client.get(asked.url))
    assert sign_in(client, "daodt", path=asked.url, next="/nha-truong/bao-ve/").url == "/nha-truong/bao-ve/"
    assert "Đã quá 30 phút" not in said(client.get("/nha-truong/bao-ve/"))


def test_working_on_keeps_it_until_ten_hours_are_over(client, dao):
    sign_in(client, "daodt")
    SignIn.objects.update(began_at=timezone.now() - timedelta(hours=9, minutes=59))
    assert is_signed_in(client)
    SignIn.objects.update(began_at=timezone.now() - timedelta(hours=10))

    assert not is_signed_in(client)
    assert "Mỗi lần đăng nhập dùng được 10 giờ." in said(client.get(LOGIN))


def test_whatever_is_asked_for_counts_as_work(client, dao):
    """Saving by itself too: the editor's small posts keep the person signed in."""
    sign_in(client, "daodt")
    rest(29)
    client.get("/")

    assert timezone.now() - SignIn.objects.get().seen_at < timedelta(minutes=1)


def test_it_is_written_once_a_minute_only(client, dao):
    sign_in(client, "daodt")
    seen = SignIn.objects.get().seen_at
    for _ in range(3):
        client.get("/")

    assert SignIn.objects.get().seen_at == seen


def test_every_place_is_listed_in_plain_words(client, dao):
    client.post(LOGIN, {"username": "daodt", "password": PASSWORD}, HTTP_USER_AGENT=WINDOWS, REMOTE_ADDR="203.0.113.5")
    phone = Client()
    phone.post(LOGIN, {"username": "daodt", "password": PASSWORD}, HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="198.51.100.8")

    page = said(client.get(SAFETY))

    assert "Chrome trên máy Windows" in page
    assert "Safari trên iPhone" in page
    assert "198.51.100.8" in page
    assert page.count("Đang dùng ở đây") == 1


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (WINDOWS, "Chrome trên máy Windows"),
        (WINDOWS + " Edg/140.0", "Edge trên máy Windows"),
        (WINDOWS.replace("Chrome", "coc_coc_browser/1 Chrome"), "Cốc Cốc trên máy Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537", "Chrome trên điện thoại Android"),
        ("", "Trình duyệt khác trên thiết bị khác"),
        ("<script>alert(1)</script>", "Trình duyệt khác trên thiết bị khác"),
    ],
)
def test_a_browser_s_name_for_itself_is_put_in_words(told, expected):
    assert device_of(told) == expected


def test_one_place_is_ended(two):
    here, elsewhere = two
    other = SignIn.objects.order_by("-pk")[0]

    answer = here.post(f"{SAFETY}phien/{other.pk}/ket-thuc/", follow=True)

    assert "Đã kết thúc phiên đăng nhập." in said(answer)
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert "đã được kết thúc từ nơi khác" in said(elsewhere.get(LOGIN))


def test_all_other_places_are_ended(two):
    here, elsewhere = two

    assert "Đã kết thúc 1 phiên đăng nhập ở nơi khác." in said(here.post(f"{SAFETY}phien-khac/ket-thuc/", follow=True))
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_nobody_ends_the_session_of_somebody_else(client, two, teacher):
    other = SignIn.objects.first()
    stranger = Client()
    stranger.force_login(teacher)

    assert stranger.post(f"{SAFETY}phien/{other.pk}/ket-thuc/").status_code == 404
    assert SignIn.objects.filter(pk=other.pk).exists()


def test_a_new_password_ends_the_others_only(two):
    here, elsewhere = two
    new = "Một câu dài dễ nhớ của riêng tôi"
    here.post("/nha-truong/mat-khau/", {"old_password": PASSWORD, "new_password": new, "new_password_again": new})

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert SignIn.objects.count() == 1


def test_a_reset_and_a_closed_account_end_all(two, dao, technician, at):
    reset_password(dao, actor=technician, at=at)
    assert not SignIn.objects.exists()
    here, _ = two
    assert not is_signed_in(here)

    begin_sign_in(dao, address="", device="", at=at)
    set_account_active(dao, is_active=False, actor=technician, at=at)
    assert not SignIn.objects.exists()


def test_a_second_factor_that_is_taken_away_ends_all(two, dao, technician, at):
    give_phone(dao)

    reset_second_factor(dao, actor=technician, at=at)

    assert not is_signed_in(two[0])


@pytest.mark.parametrize(("action", "ends"), [("approve", True), ("refuse", False)])
def test_a_role_that_changes_ends_all(two, dao, principal, at, action, ends):
    role = RoleAssignmentFactory(person=dao.person, role=Role.SECRETARY, state=RoleState.PROPOSED)

    decide_role(role, action, actor=principal, at=at, reason="Chưa cần.")

    assert is_signed_in(two[0]) is not ends


def test_the_principal_signs_a_colleague_out_everywhere(client, two, dao, principal):
    here, elsewhere = two
    browser = Client()
    browser.force_login(principal)

    answer = browser.post(f"/nha-truong/tai-khoan/{dao.person_id}/ket-thuc-phien/", follow=True)

    assert "Đã kết thúc 2 phiên đăng nhập của Đỗ Thị Đào." in said(answer)
    assert not is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert AuditEvent.objects.get().verb == "account.end_sign_ins"


def test_nobody_else_signs_a_colleague_out(dao, teacher, clerk, stranger, at):
    for actor in (teacher, clerk, stranger):
        with pytest.raises(PermissionDenied):
            end_for(dao, actor=actor, at=at)


def test_signing_out_ends_the_row_and_clears_the_browser(two):
    here, elsewhere = two

    answer = here.post("/dang-xuat/")

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert SignIn.objects.count() == 1
    assert is_signed_in(elsewhere)


def test_a_session_copied_before_signing_out_is_worth_nothing(client, dao):
    sign_in(client, "daodt")
    thief = Client()
    thief.cookies = client.cookies.copy()
    client.post("/dang-xuat/")

    assert not is_signed_in(thief)


def test_the_number_of_another_person_s_row_keeps_nobody_in(client, dao, teacher):
    sign_in(client, "daodt")
    foreign = SignIn.objects.create(user=teacher, began_at=timezone.now(), seen_at=timezone.now(), address="", device="")
    session = client.session
    session["sign_in"] = foreign.pk
    session.save()

    assert not is_signed_in(client)


def test_old_rows_are_swept_away_at_the_next_login(client, dao):
    sign_in(Client(), "daodt")
    SignIn.objects.update(began_at=timezone.now() - timedelta(hours=11))
    sign_in(client, "daodt")

    assert SignIn.objects.count() == 1


def test_there_is_one_door_only():
    """Who signs in past it would have a session without an end."""
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=written.BASE_DIR, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    doors = [name for name in files if not name.startswith("tests/") and calls_login(Path(written.BASE_DIR, name))]

    assert doors == ["thiduakt/school/views/sessions.py"]


def calls_login(path):
    if not path.exists():
        return False
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return any(getattr(func, "id", getattr(func, "attr", "")) == "login" for func in calls)


def test_cookies_are_read_by_no_script_and_sent_by_no_other_site(client, dao):
    cookie = sign_in(client, "daodt").cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    assert User.objects.get(username="daodt").last_login
