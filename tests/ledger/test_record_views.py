"""Hồ sơ thi đua: what is told of whom, to whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.ledger import (
    AuthorFactory,
    GroupEntryFactory,
    HonorEntryFactory,
    SchoolEntryFactory,
    UseFactory,
    YearRatingFactory,
    ending,
)
from tests.factories.school import GroupFactory, PersonFactory
from tests.ledger.pages import page, sheet, url
from thiduakt.ledger.enums import EntryKind
from thiduakt.ledger.models import CollectiveYear, Discipline, Leave, Transfer, Verification, YearRating

pytestmark = pytest.mark.django_db
READERS = ("principal", "deputy", "secretary", "clerk", "inspector", "group_head")
SENSITIVE = ("Nghỉ thai sản", "Kỷ luật khiển trách", "Xem xét, xác minh")


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, group=group, full_name="Đỗ Thị Đào")


@pytest.fixture
def troubled(teacher):
    """The teacher of the cast, of whom everything sensitive is on record, in the year 2022."""
    person = teacher.person
    told = {"person": person, "school": person.school}
    YearRatingFactory(person=person)
    Leave.objects.create(**told, kind="thai_san", starts_on=date(2022, 10, 1), ends_on=date(2023, 3, 31))
    Discipline.objects.create(**told, kind="khien_trach", decided_on=date(2023, 4, 1), ended_on=date(2023, 6, 30))
    Verification.objects.create(**told, opened_on=date(2023, 5, 2))
    Transfer.objects.create(**told, kind="CAME", starts_on=date(2022, 9, 5), unit="Trường Mầm non Ánh Dương")
    return person


def strip(client, address, **query):
    """Of each year of the strip, what stands under it."""
    shown = page(client, address, **query)
    years = shown.split('<ol class="year-strip">')[1].split("</ol>")[0].split("<h3>")[1:]
    return {year[:9]: year for year in years}


@pytest.mark.parametrize("who", READERS)
def test_who_follows_a_person_s_work_opens_the_record(who, request, client, dao):
    HonorEntryFactory(person=dao)
    client.force_login(request.getfixturevalue(who))

    assert "Lao động tiên tiến" in page(client, url("person_record", dao.pk))
    assert sheet(client, url("person_record_excel", dao.pk))[4][3] == "Lao động tiên tiến"


def test_a_teacher_opens_the_own_record_and_no_other(client, teacher, dao, group):
    HonorEntryFactory(person=teacher.person)
    client.force_login(teacher)

    assert "Lao động tiên tiến" in page(client, url("person_record", teacher.person_id))
    for address in (
        url("person_record", dao.pk), url("person_record_excel", dao.pk), url("group_record", group.pk),
        url("group_record_excel", group.pk), url("school_record"), url("school_record_excel"),
    ):  # fmt: skip
        assert client.get(address).status_code == 404


def test_a_group_head_opens_the_records_of_the_own_group(client, group_head, group, school):
    other = PersonFactory(school=school, group=GroupFactory(school=school))
    client.force_login(group_head)

    assert client.get(url("group_record", group.pk)).status_code == 200
    for address in (url("person_record", other.pk), url("group_record", other.group_id), url("school_record")):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["technician", "accountant", "superior"])
def test_others_open_none(who, request, client, dao):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("person_record", dao.pk)).status_code == 403


def test_another_school_s_records_are_not_there(client, stranger, dao, group):
    client.force_login(stranger)

    for route in ("person_record", "person_record_excel"):
        assert client.get(url(route, dao.pk)).status_code == 404
    for route in ("group_record", "group_record_excel"):
        assert client.get(url(route, group.pk)).status_code == 404


def test_nobody_signed_in_is_led_to_the_door(client, dao):
    assert client.get(url("person_record", dao.pk))["Location"].startswith("/dang-nhap/")


def test_a_record_takes_no_post(client, secretary, dao):
    client.force_login(secretary)

    for address in (url("person_record", dao.pk), url("person_record_excel", dao.pk), url("school_record")):
        assert client.post(address).status_code == 405


def test_the_strip_tells_five_years_side_by_side(client, secretary, dao):
    YearRatingFactory(person=dao, year=2022, rating="HTXS")
    YearRatingFactory(person=dao, year=2020, rating="HTT")
    honor = HonorEntryFactory(person=dao, year=2022, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    UseFactory(author=AuthorFactory(person=dao, initiative__year=2022, share=60), entry=honor)
    AuthorFactory(person=dao, initiative__year=2021, initiative__name="Sáng kiến chưa dùng")
    client.force_login(secretary)

    years = strip(client, url("person_record", dao.pk))

    assert list(years) == ["2018–2019", "2019–2020", "2020–2021", "2021–2022", "2022–2023"]
    assert "Hoàn thành xuất sắc nhiệm vụ" in years["2022–2023"]
    assert "Chiến sĩ thi đua cơ sở" in years["2022–2023"]
    assert "(60%)" in years["2022–2023"]
    assert "Đã dùng cho Chiến sĩ thi đua cơ sở 2022–2023" in years["2022–2023"]
    assert "Hoàn thành tốt nhiệm vụ" in years["2020–2021"]
    assert "Sáng kiến chưa dùng" in years["2021–2022"]
    assert "Chưa dùng" in years["2021–2022"]
    assert "Chưa ghi" in years["2019–2020"]


def test_an_initiative_used_by_a_revoked_honor_is_told_so(client, secretary, dao):
    honor = HonorEntryFactory(person=dao)
    UseFactory(author=AuthorFactory(person=dao), entry=honor)
    ending(honor)
    client.force_login(secretary)

    told = page(client, url("person_record", dao.pk), den="2022")

    assert "Đã dùng cho Lao động tiên tiến 2022–2023 (đã hủy)" in told


def test_the_strip_goes_back_as_far_as_anything_is_told(client, secretary, dao):
    YearRatingFactory(person=dao, year=2022)
    HonorEntryFactory(person=dao, year=2014)
    client.force_login(secretary)
    address = url("person_record", dao.pk)

    assert 'href="?den=2017"' in page(client, address)
    assert 'href="?den=2022"' in page(client, address, den="2017")
    assert next(iter(strip(client, address, den="2017"))) == "2013–2014"
    assert 'href="?den=2012"' not in page(client, address, den="2017")
    for odd in ("abc", "99999", "-1", "２０１７"):
        assert list(strip(client, address, den=odd))[-1] == "2022–2023"


def test_the_strip_ends_in_the_newest_year_with_ratings(client, secretary, dao, school):
    YearRatingFactory(person__school=school, year=2021)
    client.force_login(secretary)

    assert list(strip(client, url("person_record", dao.pk)))[-1] == "2021–2022"


def test_an_honor_that_is_out_of_account_stands_below_and_not_in_the_strip(client, secretary, dao):
    ending(HonorEntryFactory(person=dao, year=2022))
    ending(HonorEntryFactory(person=dao, year=2021, honor_name="Ghi nhầm"), EntryKind.STRUCK)
    YearRatingFactory(person=dao)
    client.force_login(secretary)

    assert "Lao động tiên tiến" not in strip(client, url("person_record", dao.pk))["2022–2023"]
    shown = page(client, url("person_record", dao.pk))
    assert shown.count("<s>") == 2
    assert "đã hủy, thu hồi" in shown


def test_a_title_whose_ground_was_revoked_is_marked(client, secretary, dao):
    """Luật 06/2022, Điều 22: three CSTĐCS in a row; one of them is gone."""
    ground = HonorEntryFactory(person=dao, year=2020, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    HonorEntryFactory(person=dao, year=2021, code="CSTD_TP", honor_name="Chiến sĩ thi đua Thành phố")
    HonorEntryFactory(person=dao, year=2021)
    client.force_login(secretary)
    assert "Cần xem lại" not in page(client, url("person_record", dao.pk))

    ending(ground)

    shown = page(client, url("person_record", dao.pk))
    assert "Cần xem lại" in strip(client, url("person_record", dao.pk), den="2021")["2021–2022"]
    assert shown.count("Cần xem lại: có thể dựa vào") == 1
    assert "có thể dựa vào Chiến sĩ thi đua cơ sở 2020–2021 đã hủy, thu hồi." in shown


def test_a_line_struck_as_a_double_takes_no_ground_away(client, secretary, dao):
    told = {"person": dao, "year": 2020, "code": "CSTDCS", "honor_name": "Chiến sĩ thi đua cơ sở"}
    HonorEntryFactory(**told)
    HonorEntryFactory(person=dao, year=2021, code="CSTD_TP", honor_name="Chiến sĩ thi đua Thành phố")
    ending(HonorEntryFactory(**told, decision_number="1521/QĐ-UBND"), EntryKind.STRUCK)
    client.force_login(secretary)

    assert "Cần xem lại" not in page(client, url("person_record", dao.pk))


@pytest.mark.parametrize("who", ["principal", "secretary", "teacher"])
def test_leave_and_discipline_are_told_to_few(who, request, client, troubled):
    client.force_login(request.getfixturevalue(who))

    told = strip(client, url("person_record", troubled.pk))["2022–2023"]

    assert all(words in told for words in SENSITIVE)
    assert "Chuyển đến 05/09/2022, Trường Mầm non Ánh Dương" in told


@pytest.mark.parametrize("who", ["deputy", "clerk", "inspector", "group_head"])
def test_and_to_nobody_else(who, request, client, troubled):
    client.force_login(request.getfixturevalue(who))

    shown = page(client, url("person_record", troubled.pk))

    assert not any(words in shown for words in SENSITIVE)
    assert "Chuyển đến 05/09/2022" in shown


def test_no_excel_file_tells_of_leave_or_discipline(client, principal, troubled):
    client.force_login(principal)

    told = str(sheet(client, url("person_record_excel", troubled.pk)))

    assert not any(words in told for words in SENSITIVE)


def test_a_group_has_a_record_with_its_numbers_and_its_people(client, secretary, group, dao, school):
    GroupEntryFactory(group=group)
    YearRating.objects.create(group=group, school=school, holder_kind="GROUP", year=2022, rating="HTXS")
    CollectiveYear.objects.create(group=group, school=school, year=2022, size=9, completed=8)
    client.force_login(secretary)

    told = strip(client, url("group_record", group.pk))["2022–2023"]

    for words in ("Tập thể lao động tiên tiến", "Hoàn thành xuất sắc nhiệm vụ", "9 người, 8 hoàn thành nhiệm vụ"):
        assert words in told
    assert url("person_record", dao.pk) in page(client, url("group_record", group.pk))


def test_the_school_has_a_record_that_leads_to_its_groups(client, secretary, group, school, other_school):
    SchoolEntryFactory(school=school, code="CO_TP", honor_name="Cờ thi đua của UBND Thành phố")
    SchoolEntryFactory(school=other_school, honor_name="Của trường khác")
    GroupEntryFactory(group=group, honor_name="Của tổ")
    client.force_login(secretary)

    shown = page(client, url("school_record"))

    assert "Cờ thi đua của UBND Thành phố" in shown
    assert url("group_record", group.pk) in shown
    assert "Của trường khác" not in shown
    assert "Của tổ" not in shown


@pytest.mark.parametrize(
    ("who", "is_led"), [("principal", True), ("group_head", True), ("clerk", False), ("inspector", False)]
)
def test_who_may_ask_is_led_to_what_the_holder_is_eligible_for(who, is_led, request, client, dao, group):
    client.force_login(request.getfixturevalue(who))

    for holder, route in ((dao, "person"), (group, "group")):
        leads = url(f"explained_{route}", holder.pk) in page(client, url(f"{route}_record", holder.pk))
        assert leads is is_led


def test_the_excel_file_has_every_year(client, secretary, dao):
    YearRatingFactory(person=dao, year=2011, rating="HTT", basis="Biên bản ngày 25/5/2012")
    HonorEntryFactory(person=dao, year=2022)
    ending(HonorEntryFactory(person=dao, year=2021))
    AuthorFactory(person=dao)
    client.force_login(secretary)

    rows = sheet(client, url("person_record_excel", dao.pk))

    assert rows[0][0] == "HỒ SƠ THI ĐUA: ĐỖ THỊ ĐÀO"
    assert [row[1:4] for row in rows[4:]] == [
        ["2022–2023", "Khen thưởng", "Lao động tiên tiến"],
        ["2022–2023", "Sáng kiến", "Một số biện pháp giúp trẻ 5–6 tuổi làm quen chữ cái"],
        ["2021–2022", "Khen thưởng", "Lao động tiên tiến"],
        ["2011–2012", "Xếp loại", "hoàn thành tốt nhiệm vụ"],
    ]
    assert [row[8] for row in rows[4:]] == [None, "Chưa dùng", "đã hủy, thu hồi", None]


def test_an_empty_record_says_so(client, secretary, dao):
    client.force_login(secretary)

    assert "Hồ sơ chưa có gì" in page(client, url("person_record", dao.pk))


def test_a_full_record_asks_as_often_as_a_thin_one(client, secretary, school, group):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    def full(person, years):
        for year in years:
            honor = HonorEntryFactory(person=person, year=year)
            UseFactory(author=AuthorFactory(person=person, initiative__year=year), entry=honor)
            YearRatingFactory(person=person, year=year)
            ending(HonorEntryFactory(person=person, year=year, code="CSTDCS"))
        return url("person_record", person.pk)

    client.force_login(secretary)
    thin = full(PersonFactory(school=school, group=group), [2022])
    thick = full(PersonFactory(school=school, group=group), range(2015, 2023))
    client.get(thin)

    assert queries(thin) == queries(thick)


@pytest.mark.parametrize(
    ("who", "label"), [("teacher", "Khen thưởng của tôi"), ("group_head", "Sổ khen thưởng"), ("accountant", "")]
)
def test_the_navigation_leads_each_to_what_they_may_see(who, label, request, client):
    client.force_login(request.getfixturevalue(who))

    shown = client.get("/").content.decode().split("<main")[0]

    for words in ("Khen thưởng của tôi", "Sổ khen thưởng"):
        assert (words in shown) is (words == label)
