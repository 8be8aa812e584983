"""The pages of the ledger: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.ledger import (
    AuthorFactory,
    GroupEntryFactory,
    HonorEntryFactory,
    SchoolEntryFactory,
    UseFactory,
    ending,
)
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import GroupFactory, PersonFactory, UserFactory
from tests.ledger.pages import page, revoking, sheet, url
from thiduakt.ledger.enums import EntryKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.permissions import Role

pytestmark = pytest.mark.django_db
READERS = ("principal", "deputy", "secretary", "clerk", "inspector")
SHUT_OUT = ("technician", "accountant", "superior")
ONE_LINE = ("entry", "entry_revoke", "entry_strike")


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, group=group, full_name="Đỗ Thị Đào")


@pytest.fixture
def entry(dao):
    return HonorEntryFactory(person=dao)


# The list


@pytest.mark.parametrize("who", READERS)
def test_those_who_follow_the_whole_school_read_the_ledger(who, request, client, entry):
    client.force_login(request.getfixturevalue(who))

    assert "Lao động tiên tiến" in page(client, url("entries"))
    assert "Lao động tiên tiến" in page(client, url("entry", entry.pk))
    assert sheet(client, url("entries_excel"))[4][1] == "Đỗ Thị Đào"


@pytest.mark.parametrize("who", SHUT_OUT)
def test_others_do_not(who, request, client, entry):
    client.force_login(request.getfixturevalue(who))

    for route in ("entries", "entries_excel", "enter", "mine"):
        assert client.get(url(route)).status_code == 403
    assert client.get(url("entry", entry.pk)).status_code == 403


@pytest.mark.parametrize(
    ("who", "closed"),
    [("secretary", set()), ("group_head", {"justice", "school_record", "intake"}), ("inspector", {"intake"})],
)
def test_the_list_leads_to_the_other_parts_of_the_book(who, closed, request, client):
    client.force_login(request.getfixturevalue(who))

    shown = page(client, url("entries"))

    parts = {name: url(name) for name in ("rating_grid", "initiative_list", "justice", "school_record", "mine")}
    for name, address in (parts | {"intake": reverse("intake:list")}).items():
        assert (f'href="{address}"' in shown) is (name not in closed), name


def test_a_group_head_reads_of_the_own_group(client, group_head, entry, group, school):
    client.force_login(group_head)
    GroupEntryFactory(group=group)
    other = HonorEntryFactory(person__school=school, person__full_name="Lê Thị Khác")
    SchoolEntryFactory(school=school)

    assert [row[1] for row in sheet(client, url("entries_excel"))[4:]] == ["Đỗ Thị Đào"]
    assert [row[1] for row in sheet(client, url("entries_excel"), tab="to")[4:]] == ["Tổ mẫu giáo lớn"]
    assert sheet(client, url("entries_excel"), tab="truong")[4:] == []
    assert client.get(url("entry", other.pk)).status_code == 404


def test_a_teacher_reads_the_own_lines_and_is_led_to_the_own_record(client, teacher, entry):
    mine = HonorEntryFactory(person=teacher.person, honor_name="Chiến sĩ thi đua cơ sở", code="CSTDCS")
    client.force_login(teacher)

    assert client.get(url("entries"))["Location"] == url("mine")
    assert client.get(url("mine"))["Location"] == url("person_record", teacher.person_id)
    assert client.get(url("entry", mine.pk)).status_code == 200
    assert client.get(url("entry", entry.pk)).status_code == 404
    assert [row[3] for row in sheet(client, url("entries_excel"))[4:]] == ["Chiến sĩ thi đua cơ sở"]


def test_a_teacher_reads_what_the_own_class_received(client, teacher, school):
    own, other = SchoolClassFactory(school=school, name="5A"), SchoolClassFactory(school=school, name="5B")
    own.teachers.add(teacher.person)
    lines = [
        HonorEntryFactory(
            person=None, school_class=held, school=school, holder_kind="CLASS", holder_name=held.name, code="GK_HS_TT"
        )
        for held in (own, other)
    ]
    client.force_login(teacher)

    assert [client.get(url("entry", line.pk)).status_code for line in lines] == [200, 404]


def test_nobody_signed_in_is_led_to_the_door(client, entry):
    for address in (url("entries"), url("entry", entry.pk), url("enter"), url("entry_revoke", entry.pk)):
        assert client.get(address)["Location"].startswith("/dang-nhap/")


def test_another_school_s_line_is_not_there(client, stranger, entry):
    client.force_login(stranger)

    for route in ONE_LINE:
        assert client.get(url(route, entry.pk)).status_code == 404
    assert client.post(url("entry_revoke", entry.pk), revoking()).status_code == 404
    assert client.post(url("entry_strike", entry.pk), {"reason": "Ghi nhầm."}).status_code == 404
    assert "Đỗ Thị Đào" not in page(client, url("entries"))
    assert HonorEntry.objects.count() == 1


def test_tabs_tell_whose_the_honors_are(client, secretary, entry, group, school):
    GroupEntryFactory(group=group)
    SchoolEntryFactory(school=school, honor_name="Cờ thi đua của UBND Thành phố")
    pupil = PupilFactory(school=school, full_name="Ngô Bảo Châu")
    told = {"person": None, "school": school, "holder_kind": "PUPIL", "holder_name": "Ngô Bảo Châu", "code": "GK_HS_CN"}
    HonorEntryFactory(pupil=pupil, **told)
    ending(HonorEntryFactory(person=entry.person, year=2019))
    client.force_login(secretary)

    shown = page(client, url("entries"))

    counts = dict(re.findall(r'<a href="\?[^"]*"[^>]*>([^<]+) <span class="count">(\d+)</span>', shown))
    assert counts == {"Cá nhân": "2", "Tổ": "1", "Trường": "1", "Học sinh": "1", "Lớp": "0", "Đã hủy, gạch bỏ": "1"}
    assert "Ngô Bảo Châu" in page(client, url("entries"), tab="hoc-sinh")
    assert "Cờ thi đua của UBND Thành phố" in page(client, url("entries"), tab="truong")
    assert "2019–2020" in page(client, url("entries"), tab="huy")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "dao 1520"}, ["Đỗ Thị Đào"]),
        ({"q": "khac"}, ["Lê Thị Khác"]),
        ({"q": "không có ai"}, []),
        ({"nam": "2021"}, ["Lê Thị Khác"]),
        ({"ma": "LDTT"}, ["Đỗ Thị Đào"]),
        ({"nam": "abc", "ma": "xyz", "to": "-1"}, ["Đỗ Thị Đào", "Lê Thị Khác"]),
    ],
)
def test_the_list_is_narrowed(query, names, client, secretary, entry, school):
    HonorEntryFactory(
        person__school=school, person__full_name="Lê Thị Khác", year=2021, code="CSTDCS", decision_number="9/QĐ-UBND"
    )
    client.force_login(secretary)

    shown = page(client, url("entries"), **query)

    assert [name for name in ("Đỗ Thị Đào", "Lê Thị Khác") if name in shown] == names
    assert [row[1] for row in sheet(client, url("entries_excel"), **query)[4:]] == names


def test_the_list_is_narrowed_to_a_group(client, secretary, entry, group, school):
    HonorEntryFactory(person__school=school, person__full_name="Lê Thị Khác")
    client.force_login(secretary)

    assert [row[1] for row in sheet(client, url("entries_excel"), to=group.pk)[4:]] == ["Đỗ Thị Đào"]
    assert "Tổ mẫu giáo lớn" in sheet(client, url("entries_excel"), to=group.pk)[1][0]


def test_the_excel_file_has_numbers_days_and_texts(client, secretary, dao):
    HonorEntryFactory(person=dao, decision_number="007", citation="=1+1")
    client.force_login(secretary)

    row = sheet(client, url("entries_excel"))[4]

    assert row[0] == 1
    assert row[1:6] == ["Đỗ Thị Đào", "Tổ mẫu giáo lớn", "Lao động tiên tiến", "2022–2023", "công trạng"]
    assert (row[6], row[7].date(), row[9]) == ("007", date(2023, 6, 30), "=1+1")


def test_what_is_ended_is_struck_through(client, secretary, dao):
    ending(HonorEntryFactory(person=dao, year=2020))
    ending(HonorEntryFactory(person=dao, year=2021), EntryKind.STRUCK)
    client.force_login(secretary)

    shown = page(client, url("entries"))

    assert shown.count("<s>") == 2
    assert "đã hủy, thu hồi" in shown
    assert "đã gạch bỏ" in shown


def test_a_list_of_any_length_asks_as_often(client, secretary, school):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    client.force_login(secretary)
    lists = [url("entries"), url("entries_excel"), url("enter")]
    group = GroupFactory(school=school)
    HonorEntryFactory(person__school=school, person__group=group)
    one = [(queries(address), queries(address))[1] for address in lists]
    for place in range(3):
        ending(HonorEntryFactory(person__school=school, person__group=GroupFactory(school=school, name=f"Tổ {place}")))

    assert [queries(address) for address in lists] == one


def test_an_empty_ledger_says_what_comes_here(client, secretary):
    client.force_login(secretary)

    assert "Mục này chưa có dòng nào" in page(client, url("entries"))
    assert "Không có dòng nào như vậy" in page(client, url("entries"), q="dao")


# One line


def test_a_line_tells_its_decision_and_what_leans_on_it(client, secretary, dao):
    line = HonorEntryFactory(person=dao, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở", citation="Dạy giỏi")
    UseFactory(author=AuthorFactory(person=dao), entry=line)
    title = HonorEntryFactory(person=dao, code="CSTD_TP", honor_name="Chiến sĩ thi đua Thành phố")
    client.force_login(secretary)

    shown = page(client, url("entry", line.pk))

    for words in (
        "1520/QĐ-UBND",
        "30/06/2023",
        "Dạy giỏi",
        "cấp trên quyết định",
        url("entry", title.pk),
        "làm quen chữ cái",
    ):
        assert words in shown


def test_only_who_corrects_is_offered_to_correct(client, secretary, clerk, entry):
    client.force_login(clerk)
    assert "Gạch bỏ" not in page(client, url("entry", entry.pk))
    for route in ("entry_revoke", "entry_strike"):
        assert client.get(url(route, entry.pk)).status_code == 403
        assert client.post(url(route, entry.pk), revoking()).status_code == 403

    client.force_login(secretary)
    assert "Gạch bỏ dòng ghi sai" in page(client, url("entry", entry.pk))


def test_the_address_of_the_ending_line_leads_to_the_line_it_ends(client, secretary, entry):
    line = ending(entry)
    client.force_login(secretary)

    assert client.get(url("entry", line.pk))["Location"] == url("entry", entry.pk)
    shown = page(client, url("entry", entry.pk))
    assert "Điều 93 khoản 2 điểm a: gian dối trong kê khai" in shown
    assert "Gạch bỏ" not in shown


@pytest.mark.parametrize("route", ["entries", "entry", "entries_excel", "mine"])
def test_pages_that_only_show_take_no_post(route, client, secretary, entry):
    client.force_login(secretary)

    args = [entry.pk] if route == "entry" else []
    assert client.post(url(route, *args)).status_code == 405


def test_a_secretary_of_another_school_has_an_empty_list(client, other_school, entry):
    client.force_login(UserFactory(school=other_school, roles=[Role.SECRETARY]))

    assert "Mục này chưa có dòng nào" in page(client, url("entries"))
