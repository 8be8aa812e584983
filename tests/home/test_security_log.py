import io
from datetime import timedelta

import lxml.html
import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from thiduakt.audit.models import SecurityKind
from thiduakt.audit.security import security_event
from thiduakt.home.security_log import KINDS

pytestmark = pytest.mark.django_db
PEOPLE = [
    "principal",
    "deputy",
    "clerk",
    "secretary",
    "technician",
    "group_head",
    "teacher",
    "accountant",
    "inspector",
    "superior",
    "stranger",
]


@pytest.fixture
def now():
    return timezone.now()


def rows(response):
    return response.context["rows"]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_security_log_is_for_the_technician_the_principal_the_inspectors_and_about_oneself(client, request, who):
    client.force_login(request.getfixturevalue(who))
    open_to = {"technician", "principal", "inspector", "stranger", "teacher", "group_head"}
    expected = 200 if who in open_to else 403

    assert client.get(reverse("security_log")).status_code == expected
    assert client.get(reverse("security_excel")).status_code == expected


def test_it_is_for_those_who_are_signed_in(client):
    assert client.get(reverse("security_log")).url == "/dang-nhap/?next=/nhat-ky/an-ninh/"


def test_nothing_is_changed_by_posting_to_it(client, principal):
    client.force_login(principal)

    assert client.post(reverse("security_log")).status_code == 405


def test_the_school_sees_its_own_events_the_newest_first(client, technician, teacher, stranger, now):
    security_event("sign_in", user=teacher, at=now - timedelta(hours=2), address="203.0.113.7", detail="Chrome")
    security_event("password_changed", user=teacher, at=now)
    security_event("sign_in", user=stranger, at=now)
    client.force_login(technician)

    shown = rows(client.get(reverse("security_log")))

    assert [row[1:3] for row in shown] == [["Đỗ Thị Đào", "đổi mật khẩu"], ["Đỗ Thị Đào", "đăng nhập"]]
    assert shown[1][3:] == ["Chrome", "203.0.113.7"]


def test_a_teacher_sees_what_happened_to_the_own_account_only(client, teacher, principal, now):
    security_event("sign_in", user=teacher, at=now)
    security_event("sign_in", user=principal, at=now)
    client.force_login(teacher)

    assert [row[1] for row in rows(client.get(reverse("security_log")))] == ["Đỗ Thị Đào"]


def test_the_tabs_sort_the_events_and_count_them(client, technician, teacher, now):
    for kind in ("sign_in", "sign_in_refused", "sign_in_refused", "second_factor_on"):
        security_event(kind, user=teacher, at=now)
    client.force_login(technician)

    response = client.get(reverse("security_log"), {"tab": "tu-choi"})

    assert {tab["label"]: tab["count"] for tab in response.context["tabs"]} == {
        "Tất cả": 4, "Ra vào": 1, "Bị từ chối": 2, "Bảo vệ tài khoản": 1, "Tải về": 0,
    }  # fmt: skip
    assert {row[2] for row in rows(response)} == {"đăng nhập sai"}


def test_every_kind_is_under_one_tab():
    assert sorted(kind for kinds in KINDS.values() for kind in kinds) == sorted(SecurityKind)


@pytest.mark.parametrize("words", ["do thi dao", "Đào", "DAO"])
def test_a_name_is_found_without_its_marks(client, technician, teacher, principal, now, words):
    security_event("sign_in", user=teacher, at=now)
    security_event("sign_in", user=principal, at=now)
    client.force_login(technician)

    assert [row[1] for row in rows(client.get(reverse("security_log"), {"q": words}))] == ["Đỗ Thị Đào"]


def test_a_refusal_is_told_in_the_words_of_the_table(client, technician, teacher):
    client.force_login(teacher)
    client.get(reverse("school:account_list"))
    client.force_login(technician)

    assert rows(client.get(reverse("security_log")))[0][2:4] == ["bị từ chối quyền", "Xem danh sách tài khoản"]


def test_the_excel_file_holds_what_is_shown(client, technician, teacher, now):
    security_event("sign_in", user=teacher, at=now, detail="=1+1")
    security_event("sign_in_refused", user=teacher, at=now)
    client.force_login(technician)

    response = client.get(reverse("security_excel"), {"tab": "vao"})

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[5]][1:4] == ["Đỗ Thị Đào", "đăng nhập", "=1+1"]
    assert sheet["D5"].data_type == "s"
    assert sheet.max_row == 5


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_event_and_for_three(client, technician, teacher, now, count, django_assert_num_queries):
    for _ in range(count):
        security_event("sign_in", user=teacher, at=now)
    client.force_login(technician)

    # session, user, roles, counts, page, school year
    with django_assert_num_queries(6):
        response = client.get(reverse("security_log"))

    assert len(rows(response)) == count


def test_without_events_it_says_so(client, technician):
    client.force_login(technician)

    page = lxml.html.fromstring(client.get(reverse("security_log")).content)

    assert "Không có sự kiện nào ở đây" in page.find_class("empty-state")[0].text_content()
