"""Hồ sơ thi đua of pupils and of classes: who reads what of whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.ledger import ClassEntryFactory, PupilEntryFactory, ending
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import UserFactory
from tests.ledger.pages import page, sheet, url
from thiduakt.ledger.enums import EntryKind
from thiduakt.ledger.models import HonorEntry
from thiduakt.permissions import Role
from thiduakt.school.models import ClassMember

pytestmark = pytest.mark.django_db
READERS = ("principal", "deputy", "secretary", "clerk", "inspector")
ROUTES = ("pupil_record", "pupil_record_excel", "class_record", "class_record_excel")


@pytest.fixture
def a1(school, teacher):
    """The class of the teacher of the cast, of the year 2022."""
    one = SchoolClassFactory(school=school, name="Lớp A1", year=2022)
    one.teachers.add(teacher.person)
    return one


@pytest.fixture
def an(school, a1):
    return PupilFactory(school=school, full_name="Đỗ Thị Bảo An", in_class=a1)


@pytest.fixture
def other_teacher(school, group):
    """Who teaches another class of the same year, and the pupil's class of the year before."""
    user = UserFactory(school=school, full_name="Ngô Thị Ước", group=group, roles=[Role.TEACHER])
    SchoolClassFactory(school=school, name="Lớp B1", year=2022).teachers.add(user.person)
    return user


def of(route, a1, an):
    return url(route, an.pk if route.startswith("pupil") else a1.pk)


def before(an, user):
    """In the year before the pupil was in a class of this user's."""
    earlier = SchoolClassFactory(school=an.school, name="Lớp B1", year=2021)
    earlier.teachers.add(user.person)
    ClassMember.objects.create(pupil=an, school_class=earlier)
    return earlier


@pytest.mark.parametrize("who", READERS)
def test_who_reads_the_whole_ledger_opens_the_records_of_pupils_and_classes(who, request, client, a1, an):
    PupilEntryFactory(pupil=an)
    ClassEntryFactory(school_class=a1)
    client.force_login(request.getfixturevalue(who))

    told = page(client, url("pupil_record", an.pk))
    for words in ("Đỗ Thị Bảo An", "Lớp A1 2022–2023", "Giấy khen của Hiệu trưởng", "Quyết định 1520/QĐ-UBND, 30/06/2023"):
        assert words in told
    told = page(client, url("class_record", a1.pk))
    for words in ("Lớp A1, năm học 2022–2023", "Giấy khen của Hiệu trưởng cho lớp", url("pupil_record", an.pk)):
        assert words in told


def test_a_class_teacher_reads_what_the_own_pupils_received_in_that_year(client, teacher, other_teacher, a1, an):
    before(an, other_teacher)
    PupilEntryFactory(pupil=an, year=2022, honor_name="Khen năm lớp A1")
    PupilEntryFactory(pupil=an, year=2021, honor_name="Khen năm trước")

    client.force_login(teacher)
    told = page(client, url("pupil_record", an.pk))
    assert "Khen năm lớp A1" in told
    assert "Khen năm trước" not in told
    assert "chỉ có khen thưởng của năm học mà thầy/cô phụ trách lớp của em" in told
    assert [row[3] for row in sheet(client, url("pupil_record_excel", an.pk))[4:]] == ["Khen năm lớp A1"]

    client.force_login(other_teacher)
    told = page(client, url("pupil_record", an.pk))
    assert "Khen năm trước" in told
    assert "Khen năm lớp A1" not in told
    assert client.get(url("class_record", a1.pk)).status_code == 404


@pytest.mark.parametrize("who", ["group_head", "other_teacher"])
def test_who_does_not_teach_the_class_finds_neither_record_nor_line(who, request, client, a1, an):
    lines = [PupilEntryFactory(pupil=an), ClassEntryFactory(school_class=a1)]
    client.force_login(request.getfixturevalue(who))

    for route in ROUTES:
        assert client.get(of(route, a1, an)).status_code == 404
    for line in lines:
        assert client.get(url("entry", line.pk)).status_code == 404


def test_a_group_head_who_teaches_a_class_reads_of_its_pupils(client, group_head, a1, an):
    line = PupilEntryFactory(pupil=an)
    a1.teachers.add(group_head.person)
    client.force_login(group_head)

    assert "Giấy khen của Hiệu trưởng" in page(client, url("pupil_record", an.pk))
    assert client.get(url("entry", line.pk)).status_code == 200
    assert "Đỗ Thị Bảo An" in page(client, url("entries"), tab="hoc-sinh")


def test_a_line_of_a_pupil_with_two_teachers_is_one_line(teacher, group_head, a1, an):
    a1.teachers.add(group_head.person)
    before(an, teacher)
    line = PupilEntryFactory(pupil=an)

    for user in (teacher, group_head):
        assert list(HonorEntry.objects.visible_to(user, timezone.localdate())) == [line]


def test_a_pupil_who_is_on_no_list_of_the_reader_is_found_through_a_line_only(client, inspector, a1, an):
    """The inspectors read the ledger and not the lists of pupils."""
    other = PupilFactory(school=an.school, full_name="Trần Gia Bền", in_class=a1)
    client.force_login(inspector)
    assert client.get(url("pupil_record", an.pk)).status_code == 404
    assert client.get(url("class_record", a1.pk)).status_code == 404

    PupilEntryFactory(pupil=an)
    ClassEntryFactory(school_class=a1)

    assert client.get(url("pupil_record", an.pk)).status_code == 200
    told = page(client, url("class_record", a1.pk))
    assert url("pupil_record", an.pk) in told
    assert url("pupil_record", other.pk) not in told
    assert "Trần Gia Bền" not in told


@pytest.mark.parametrize("route", ROUTES)
def test_strangers_others_and_whoever_is_not_signed_in_read_nothing(route, client, stranger, technician, accountant, a1, an):
    PupilEntryFactory(pupil=an)
    ClassEntryFactory(school_class=a1)
    address = of(route, a1, an)

    assert client.get(address)["Location"].startswith("/dang-nhap/")
    for user, status in ((stranger, 404), (technician, 403), (accountant, 403)):
        client.force_login(user)
        assert client.get(address).status_code == status


@pytest.mark.parametrize("route", ROUTES)
def test_a_record_takes_no_post(route, client, secretary, a1, an):
    client.force_login(secretary)

    assert client.post(of(route, a1, an)).status_code == 405


def test_what_was_revoked_is_struck_through_and_told_in_the_file(client, secretary, a1, an):
    ending(PupilEntryFactory(pupil=an))
    ending(ClassEntryFactory(school_class=a1), EntryKind.STRUCK)
    client.force_login(secretary)

    told = page(client, url("pupil_record", an.pk))
    assert "<s>" in told
    assert "đã hủy, thu hồi" in told
    assert [row[8] for row in sheet(client, url("pupil_record_excel", an.pk))[4:]] == ["đã hủy, thu hồi"]
    assert "đã gạch bỏ" in page(client, url("class_record", a1.pk))


def test_the_excel_file_tells_each_line_with_its_decision(client, secretary, a1, an):
    ClassEntryFactory(school_class=a1)
    client.force_login(secretary)

    rows = sheet(client, url("class_record_excel", a1.pk))

    assert rows[0][0] == "HỒ SƠ THI ĐUA: LỚP A1"
    assert [[*row[1:4], row[5], row[7]] for row in rows[4:]] == [
        ["2022–2023", "Khen thưởng", "Giấy khen của Hiệu trưởng cho lớp", "1520/QĐ-UBND", "Hiệu trưởng"]
    ]


def test_an_empty_record_says_what_comes_here(client, teacher, a1, an):
    client.force_login(teacher)

    for route in ("pupil_record", "class_record"):
        told = page(client, of(route, a1, an))
        assert "Hồ sơ chưa có gì" in told
        assert "Khen thưởng được ghi vào sổ" in told


def test_the_lists_lead_to_the_records(client, teacher, clerk, a1, an):
    for user in (teacher, clerk):
        client.force_login(user)
        assert url("class_record", a1.pk) in client.get(reverse("school:class_list")).content.decode()
        for address in (reverse("school:pupil_list"), reverse("school:class_detail", args=[a1.pk])):
            assert url("pupil_record", an.pk) in client.get(address).content.decode()


def test_the_ledger_leads_to_the_records(client, secretary, a1, an):
    PupilEntryFactory(pupil=an)
    ClassEntryFactory(school_class=a1)
    client.force_login(secretary)

    assert url("pupil_record", an.pk) in page(client, url("entries"), tab="hoc-sinh")
    assert url("class_record", a1.pk) in page(client, url("entries"), tab="lop")


@pytest.mark.parametrize("who", ["secretary", "teacher"])
def test_a_full_record_asks_as_often_as_a_thin_one(who, request, client, a1, an):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    client.force_login(request.getfixturevalue(who))
    PupilEntryFactory(pupil=an)
    ClassEntryFactory(school_class=a1)
    ending(PupilEntryFactory(pupil=an, honor_name="Đã hủy"))
    addresses = [of(route, a1, an) for route in ROUTES]
    [client.get(address) for address in addresses]
    thin = [queries(address) for address in addresses]
    for number in range(3):
        PupilEntryFactory(pupil=PupilFactory(school=an.school, in_class=a1))
        PupilEntryFactory(pupil=an, decision_number=f"{number}/QĐ")
        ending(PupilEntryFactory(pupil=an, decision_number=f"{number}/QĐ-MN"))
        ClassEntryFactory(school_class=a1, decision_number=f"{number}/QĐ")

    assert [queries(address) for address in addresses] == thin
