from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.ledger import HonorEntryFactory, ending
from tests.factories.school import PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.ledger.enums import EntryKind, Source
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.services.entering import NewEntry, enter_honor, enter_honors, known_entries

pytestmark = pytest.mark.django_db
DECIDED = {
    "code": "LDTT",
    "year": 2022,
    "decision_number": "1520/QĐ-UBND",
    "decided_on": date(2023, 6, 30),
    "issuer": "Chủ tịch UBND quận Long Biên",
    "source": Source.BY_SUPERIOR,
}
OLD = DECIDED | {"source": Source.IMPORTED, "decision_number": "", "decided_on": None, "issuer": ""}


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, group=group, full_name="Đỗ Thị Đào")


def test_an_honor_is_written_as_it_was_decided(dao, secretary, at):
    entry = enter_honor(dao, **DECIDED, citation=" Có  nhiều thành tích ", actor=secretary, at=at)

    entry.refresh_from_db()
    assert (entry.kind, entry.holder_kind, entry.person, entry.school) == ("HONOR", "PERSON", dao, dao.school)
    assert (entry.holder_name, entry.honor_name, entry.citation) == (
        "Đỗ Thị Đào",
        "Lao động tiên tiến",
        "Có nhiều thành tích",
    )
    assert (entry.entered_by, entry.entered_at, entry.merit) == (secretary, at, "cong_trang")
    assert list(HonorEntry.objects.matching("do thi dao 1520")) == [entry]
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_id, event.actor_id) == ("ledger.enter", entry.pk, secretary.pk)


def test_the_name_stays_as_the_decision_wrote_it(dao, secretary, at):
    entry = enter_honor(dao, **DECIDED, holder_name="Đỗ Thị Đào (1985)", actor=secretary, at=at)

    assert entry.holder_name == "Đỗ Thị Đào (1985)"


def test_a_group_and_the_school_itself_hold_honors_too(group, school, secretary, at):
    told = DECIDED | {"code": "TTLDTT"}

    of_group = enter_honor(group, **told, actor=secretary, at=at)
    of_school = enter_honor(school, **told, actor=secretary, at=at)

    assert (of_group.holder_kind, of_group.group) == ("GROUP", group)
    assert (of_school.holder_kind, of_school.group, of_school.person) == ("SCHOOL", None, None)


@pytest.mark.parametrize("who", ["teacher", "group_head", "deputy", "technician", "inspector"])
def test_only_those_who_keep_the_ledger_write_in_it(who, dao, at, request):
    with pytest.raises(PermissionDenied):
        enter_honor(dao, **DECIDED, actor=request.getfixturevalue(who), at=at)


def test_nobody_writes_about_another_school(dao, stranger, at):
    with pytest.raises(PermissionDenied):
        enter_honor(dao, **DECIDED, actor=stranger, at=at)


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"code": "XYZ"}, "code", "Danh mục pháp lý không có"),
        ({"code": "TTLDTT"}, "code", "không dành cho cá nhân"),
        ({"year": 1944}, "year", "từ 1945 đến 2023"),
        ({"year": 2024}, "year", "từ 1945 đến 2023"),
        ({"decided_on": date(2023, 10, 6)}, "decided_on", "không được sau hôm nay"),
        ({"decided_on": date(2021, 12, 31)}, "decided_on", "có trước năm học 2022–2023"),
        ({"decision_number": " "}, "decision_number", "Cần ghi số quyết định."),
        ({"decided_on": None}, "decided_on", "Cần ghi ngày quyết định."),
        ({"issuer": ""}, "issuer", "Cần ghi người, cơ quan quyết định."),
        ({"merit": "khac"}, "merit", "chọn một mục"),
        ({"source": "KHAC"}, "source", "chọn một mục"),
        ({"decision_number": "9" * 61}, "decision_number", "60"),
        ({"issuer": "Ủ" * 201}, "issuer", "200"),
        ({"citation": "Ủ" * 501}, "citation", "500"),
        ({"holder_name": "Đ" * 201}, "holder_name", "200"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(told, field, sentence, dao, secretary, at):
    with pytest.raises(ValidationError) as refusal:
        enter_honor(dao, **DECIDED | told, actor=secretary, at=at)

    assert list(refusal.value.message_dict) == [field]
    assert sentence in refusal.value.messages[0]
    assert not HonorEntry.objects.exists()
    assert not AuditEvent.objects.exists()


def test_of_an_old_book_the_decision_may_be_unknown(dao, secretary, at):
    told = DECIDED | {"source": Source.IMPORTED, "decision_number": "", "decided_on": None, "issuer": ""}

    entry = enter_honor(dao, **told, actor=secretary, at=at)

    assert (entry.decision_number, entry.decided_on, entry.issuer) == ("", None, "")


def test_the_same_honor_is_not_written_twice(dao, secretary, at):
    enter_honor(dao, **DECIDED, actor=secretary, at=at)

    with pytest.raises(ValidationError, match="Sổ đã ghi Lao động tiên tiến của Đỗ Thị Đào, năm học 2022–2023"):
        enter_honor(dao, **DECIDED | {"decision_number": "01520 / QD_UBND"}, actor=secretary, at=at)

    assert HonorEntry.objects.count() == 1


OTHER_NUMBER = {"decision_number": "1521/QĐ-UBND"}


@pytest.mark.parametrize("told", [{"year": 2021}, OTHER_NUMBER | {"merit": "dot_xuat"}, {"code": "CSTDCS"}])
def test_another_year_merit_or_honor_is_another_line(told, dao, secretary, at):
    enter_honor(dao, **DECIDED, actor=secretary, at=at)

    enter_honor(dao, **DECIDED | told, actor=secretary, at=at)

    assert HonorEntry.objects.count() == 2


def test_what_is_no_title_may_be_decided_twice_in_a_year(dao, secretary, at):
    enter_honor(dao, **DECIDED | {"code": "GK_PHUONG_CN"}, actor=secretary, at=at)

    enter_honor(dao, **DECIDED | OTHER_NUMBER | {"code": "GK_PHUONG_CN"}, actor=secretary, at=at)

    assert HonorEntry.objects.count() == 2


def test_a_title_of_a_year_that_stands_is_not_decided_a_second_time(dao, secretary, at):
    enter_honor(dao, **DECIDED, actor=secretary, at=at)

    with pytest.raises(ValidationError) as refusal:
        enter_honor(dao, **DECIDED | OTHER_NUMBER, actor=secretary, at=at)

    (sentence,) = refusal.value.messages
    assert sentence == (
        "Sổ đã ghi Lao động tiên tiến của Đỗ Thị Đào, năm học 2022–2023 theo quyết định 1520/QĐ-UBND. Danh hiệu này mỗi năm "
        "học chỉ ghi một dòng; muốn thay thì thầy/cô gạch bỏ dòng ấy trước."
    )
    assert HonorEntry.objects.count() == 1


def test_after_a_revocation_a_title_may_be_decided_anew(dao, secretary, at):
    ending(HonorEntryFactory(person=dao))

    assert enter_honor(dao, **DECIDED | OTHER_NUMBER, actor=secretary, at=at).pk


def test_a_namesake_has_lines_of_her_own(dao, school, secretary, at):
    enter_honor(dao, **DECIDED, actor=secretary, at=at)

    enter_honor(PersonFactory(school=school, full_name="Đỗ Thị Đào"), **DECIDED, actor=secretary, at=at)

    assert HonorEntry.objects.count() == 2


def test_what_was_struck_as_a_slip_may_be_written_again(dao, secretary, at):
    ending(HonorEntryFactory(person=dao), EntryKind.STRUCK)

    entry = enter_honor(dao, **DECIDED, actor=secretary, at=at)

    assert list(HonorEntry.objects.standing()) == [entry]


def test_what_was_revoked_may_not(dao, secretary, at):
    ending(HonorEntryFactory(person=dao))

    with pytest.raises(ValidationError, match="đã bị hủy"):
        enter_honor(dao, **DECIDED, actor=secretary, at=at)


def test_many_lines_are_one_act(dao, group, school, secretary, at):
    rows = [
        NewEntry(holder=dao, **DECIDED),
        NewEntry(holder=dao, **DECIDED | {"year": 2021}),
        NewEntry(holder=group, **DECIDED | {"code": "TTLDXS"}),
        NewEntry(holder=school, **DECIDED | {"code": "CO_TP"}),
    ]

    entries = enter_honors(rows, actor=secretary, at=at)

    assert [entry.honor_name for entry in entries] == [
        "Lao động tiên tiến", "Lao động tiên tiến", "Tập thể lao động xuất sắc", "Cờ thi đua của UBND Thành phố",
    ]  # fmt: skip
    assert all(entry.pk for entry in entries)
    assert HonorEntry.objects.matching("ubnd long bien").count() == 4
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes) == ("ledger.enter_many", {"số dòng": 4})


def test_a_second_run_changes_nothing(dao, school, secretary, at):
    rows = [NewEntry(holder=dao, **DECIDED), NewEntry(holder=school, **DECIDED | {"code": "TTLDTT", "decision_number": ""})]
    rows[1] = NewEntry(holder=school, **DECIDED | {"code": "TTLDTT", "decision_number": "", "source": Source.IMPORTED})
    enter_honors(rows, actor=secretary, at=at)

    assert enter_honors(rows, actor=secretary, at=at) == []

    assert HonorEntry.objects.count() == 2
    assert AuditEvent.objects.count() == 1


def test_a_row_told_twice_in_one_lot_is_written_once(dao, secretary, at):
    rows = [NewEntry(holder=dao, **DECIDED), NewEntry(holder=dao, **DECIDED | {"decision_number": "1520/QD-UBND"})]

    (entry,) = enter_honors(rows, actor=secretary, at=at)

    assert entry.decision_number == "1520/QĐ-UBND"


@pytest.mark.parametrize("kind", [EntryKind.REVOKED, EntryKind.STRUCK])
def test_a_lot_brings_back_nothing_that_was_ended(kind, dao, secretary, at):
    ending(HonorEntryFactory(person=dao), kind)

    assert enter_honors([NewEntry(holder=dao, **DECIDED)], actor=secretary, at=at) == []


def test_one_faulty_row_stops_the_lot(dao, secretary, at):
    rows = [NewEntry(holder=dao, **DECIDED), NewEntry(holder=dao, **DECIDED | {"code": "XYZ"})]

    with pytest.raises(ValidationError):
        enter_honors(rows, actor=secretary, at=at)

    assert not HonorEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("merit", "KHAC"),
        ("source", "KHAC"),
        ("citation", "a" * 501),
        ("decision_number", "1" * 61),
        ("issuer", "a" * 201),
        ("holder_name", "a" * 201),
    ],
)
def test_each_value_of_a_lot_is_held_against_its_rule(field, value, dao, secretary, at):
    """Equal values are asked about once, and the one that differs is not passed over."""
    rows = [NewEntry(holder=dao, **DECIDED | {"year": year}) for year in (2018, 2019)]
    rows.append(NewEntry(holder=dao, **DECIDED | {"year": 2020, field: value}))

    with pytest.raises(ValidationError) as refused:
        enter_honors(rows, actor=secretary, at=at)

    assert [*refused.value.message_dict] == [field]
    assert not HonorEntry.objects.exists()


def test_nobody_writes_a_lot_about_another_school(dao, stranger, secretary, at):
    theirs = PersonFactory(school=stranger.school)

    with pytest.raises(PermissionDenied):
        enter_honors([NewEntry(holder=dao, **DECIDED), NewEntry(holder=theirs, **DECIDED)], actor=secretary, at=at)

    assert not HonorEntry.objects.exists()


def test_a_lot_of_any_size_asks_the_database_as_often(school, secretary, at):
    def queries(size):
        rows = [NewEntry(holder=person, **DECIDED) for person in PersonFactory.create_batch(size, school=school)]
        with CaptureQueriesContext(connection) as asked:
            assert len(enter_honors(rows, actor=secretary, at=at)) == size
        return len(asked)

    queries(1)  # the head of the log is made, and the roles are read

    assert queries(1) == queries(30) <= 10


def test_known_entries_name_every_line_of_the_own_school(dao, school, group, stranger):
    HonorEntryFactory(person=dao)
    HonorEntryFactory(person__school=stranger.school)

    assert known_entries(school) == {("PERSON", dao.pk, "LDTT", 2022, "1520/qd-ubnd", "cong_trang", "")}


def test_two_awards_of_one_year_without_numbers_are_told_apart_by_merit_and_citation(dao, secretary, at):
    rows = [
        NewEntry(holder=dao, **OLD, merit="dot_xuat", citation="Cứu cháy"),
        NewEntry(holder=dao, **OLD, merit="chuyen_de", citation="Hội thi"),
        NewEntry(holder=dao, **OLD, merit="chuyen_de", citation="Hội thao"),
        NewEntry(holder=dao, **OLD, merit="chuyen_de", citation=" HỘI  THI "),
    ]

    assert [entry.citation for entry in enter_honors(rows, actor=secretary, at=at)] == ["Cứu cháy", "Hội thi", "Hội thao"]
    assert enter_honors(rows, actor=secretary, at=at) == []


def test_with_a_number_the_citation_tells_nothing_apart(dao, secretary, at):
    rows = [NewEntry(holder=dao, **DECIDED, citation="Hội thi"), NewEntry(holder=dao, **DECIDED, citation="Hội thao")]

    assert len(enter_honors(rows, actor=secretary, at=at)) == 1


@pytest.mark.parametrize(("standing", "typed"), [(OLD, DECIDED), (DECIDED, OLD), (OLD | {"citation": "Dạy tốt"}, DECIDED)])
def test_a_line_without_a_number_may_be_of_any_decision(standing, typed, dao, secretary, at):
    enter_honor(dao, **standing, actor=secretary, at=at)

    with pytest.raises(ValidationError) as refusal:
        enter_honor(dao, **typed, actor=secretary, at=at)

    (sentence,) = refusal.value.messages
    told = f" theo quyết định {DECIDED['decision_number']}" if standing is DECIDED else ", không có số quyết định"
    assert sentence.startswith(f"Sổ đã ghi Lao động tiên tiến của Đỗ Thị Đào, năm học 2022–2023{told}. ")
    assert HonorEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "count"),
    [({"merit": "dot_xuat"}, 2), ({"merit": "chuyen_de", "citation": "Hội thao"}, 2),
     ({"merit": "chuyen_de", "citation": "hội thi"}, 1), ({"merit": "chuyen_de"}, 1)],
)  # fmt: skip
def test_beside_an_old_award_without_a_number_stands_only_another_merit_or_citation(told, count, dao, secretary, at):
    enter_honor(dao, **OLD, merit="chuyen_de", citation="Hội thi", actor=secretary, at=at)

    if count == 2:
        enter_honor(dao, **DECIDED | told, actor=secretary, at=at)
    else:
        with pytest.raises(ValidationError, match="gạch bỏ dòng ấy rồi ghi lại"):
            enter_honor(dao, **DECIDED | told, actor=secretary, at=at)

    assert HonorEntry.objects.count() == count
