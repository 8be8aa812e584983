"""Ghi, hủy, gạch bỏ on the pages: what each form stores, refuses and keeps."""

from datetime import date

import pytest

from tests.factories.ledger import HonorEntryFactory, ending
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import PersonFactory
from tests.ledger.pages import main, page, revoking, url
from thiduakt.ledger.enums import EntryKind, Source
from thiduakt.ledger.models import HonorEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, group=group, full_name="Đỗ Thị Đào")


@pytest.fixture
def entry(dao):
    return HonorEntryFactory(person=dao)


def typed(**values):
    given = {
        "code": "LDTT", "year": "2022", "merit": "cong_trang", "source": "BY_SUPERIOR", "decision_number": "1520/QĐ-UBND",
        "decided_on": "30/6/2023", "issuer": "Chủ tịch UBND quận Long Biên", "holder_name": "Đỗ Thị Đào", "citation": "",
    }  # fmt: skip
    return given | values


# Entering


def test_whom_it_is_for_is_found_by_a_part_of_the_name(client, secretary, dao, group, school):
    PersonFactory(school=school, full_name="Lê Thị Khác")
    SchoolClassFactory(school=school, name="Mẫu giáo lớn A1")
    PupilFactory(school=school, full_name="Ngô Bảo Châu")
    client.force_login(secretary)

    shown = page(client, url("enter"), q="dao")
    assert url("enter_person", dao.pk) in shown
    assert "Lê Thị Khác" not in shown
    assert url("enter_group", group.pk) in page(client, url("enter"), loai="to", q="mau giao")
    assert "Mẫu giáo lớn A1" in page(client, url("enter"), loai="lop")
    assert "Ngô Bảo Châu" in page(client, url("enter"), loai="hoc-sinh", q="chau")
    assert "Không tìm thấy" in page(client, url("enter"), loai="to", q="xyz")


def test_an_honor_is_entered(client, clerk, dao):
    client.force_login(clerk)
    assert "Lao động tiên tiến" in page(client, url("enter_person", dao.pk))
    assert "Tập thể lao động" not in page(client, url("enter_person", dao.pk))

    response = client.post(url("enter_person", dao.pk), typed())

    entry = HonorEntry.objects.get()
    assert response["Location"] == url("entry", entry.pk)
    assert (entry.person, entry.code, entry.year, entry.decided_on) == (dao, "LDTT", 2022, date(2023, 6, 30))
    assert "Đã ghi Lao động tiên tiến năm học 2022–2023 cho Đỗ Thị Đào." in page(client, response["Location"])


def test_honors_of_every_kind_of_holder_are_entered(client, secretary, school, group):
    pupil, held = PupilFactory(school=school), SchoolClassFactory(school=school)
    client.force_login(secretary)

    client.post(url("enter_school"), typed(code="TTLDXS", holder_name=""))
    client.post(url("enter_group", group.pk), typed(code="TTLDTT", holder_name=""))
    client.post(url("enter_pupil", pupil.pk), typed(code="GK_HS_CN", holder_name=""))
    client.post(url("enter_class", held.pk), typed(code="GK_HS_TT", holder_name=""))

    told = HonorEntry.objects.order_by("pk").values_list("holder_kind", "holder_name")
    assert list(told) == [
        ("SCHOOL", school.name), ("GROUP", group.name), ("PUPIL", pupil.full_name), ("CLASS", held.name),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [
        {"code": ""},
        {"code": "TTLDTT"},
        {"year": "abc"},
        {"decided_on": "31/2/2023"},
        {"issuer": ""},
        {"source": "ISSUED_HERE"},
    ],
)
def test_a_refused_form_keeps_what_was_typed(values, client, secretary, dao):
    client.force_login(secretary)

    response = client.post(url("enter_person", dao.pk), typed(citation="Có thành tích xuất sắc", **values))

    assert response.status_code == 200
    assert "Có thành tích xuất sắc" in main(response)
    assert not HonorEntry.objects.exists()


def test_the_same_honor_is_refused_in_the_form(client, secretary, entry):
    client.force_login(secretary)

    shown = main(client.post(url("enter_person", entry.person_id), typed()))

    assert "Sổ đã ghi Lao động tiên tiến của Đỗ Thị Đào" in shown
    assert HonorEntry.objects.count() == 1


@pytest.mark.parametrize("who", ["teacher", "group_head", "deputy", "inspector"])
def test_readers_do_not_enter(who, request, client, dao):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("enter")).status_code == 403
    assert client.post(url("enter_person", dao.pk), typed()).status_code == 403
    assert not HonorEntry.objects.exists()


def test_another_school_s_people_are_not_there_to_enter(client, stranger, dao, group, school):
    pupil, held = PupilFactory(school=school), SchoolClassFactory(school=school)
    client.force_login(stranger)

    for route, row in (("person", dao), ("group", group), ("pupil", pupil), ("class", held)):
        assert client.get(url(f"enter_{route}", row.pk)).status_code == 404
        assert client.post(url(f"enter_{route}", row.pk), typed()).status_code == 404
    assert not HonorEntry.objects.exists()


# Hủy, gạch bỏ


def test_a_line_is_revoked(client, secretary, dao):
    line = HonorEntryFactory(person=dao, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    HonorEntryFactory(person=dao, code="CSTD_TP", honor_name="Chiến sĩ thi đua Thành phố")
    client.force_login(secretary)
    asking = page(client, url("entry_revoke", line.pk))
    assert "Chiến sĩ thi đua Thành phố năm học 2022–2023 của Đỗ Thị Đào có thể dựa vào dòng này." in asking
    assert 'value="Chủ tịch UBND quận Long Biên"' in asking

    response = client.post(url("entry_revoke", line.pk), revoking())

    assert response["Location"] == url("entry", line.pk)
    assert line.ended_by.kind == EntryKind.REVOKED
    assert "cần người có thẩm quyền xem lại" in page(client, response["Location"])


def test_a_line_is_struck(client, principal, entry):
    client.force_login(principal)
    assert "Gạch bỏ" in page(client, url("entry_strike", entry.pk))

    response = client.post(url("entry_strike", entry.pk), {"reason": "Ghi nhầm người."})

    assert response["Location"] == url("entry", entry.pk)
    assert entry.ended_by.kind == EntryKind.STRUCK


@pytest.mark.parametrize("values", [{"ground": ""}, {"ground": "z"}, {"decided_on": "1/1/2020"}, {"decision_number": ""}])
def test_a_refused_revocation_keeps_what_was_typed(values, client, secretary, entry):
    client.force_login(secretary)

    response = client.post(url("entry_revoke", entry.pk), revoking(reason="Khai sai sáng kiến", **values))

    assert response.status_code == 200
    assert "Khai sai sáng kiến" in main(response)
    assert HonorEntry.objects.count() == 1


def test_a_line_that_is_ended_already_is_shown_instead(client, secretary, entry):
    line = ending(entry)
    client.force_login(secretary)

    for route in ("entry_revoke", "entry_strike"):
        assert client.get(url(route, entry.pk))["Location"] == url("entry", entry.pk)
        assert "Dòng này đã có dòng" in main(client.post(url(route, entry.pk), revoking()))
        assert client.get(url(route, line.pk)).status_code == 404
    assert HonorEntry.objects.count() == 2


def test_what_was_issued_here_is_not_struck(client, secretary, dao):
    line = HonorEntryFactory(person=dao, source=Source.ISSUED_HERE)
    client.force_login(secretary)

    assert "phải có quyết định hủy" in main(client.post(url("entry_strike", line.pk), {"reason": "Ghi nhầm."}))
