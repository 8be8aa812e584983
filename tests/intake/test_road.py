"""From a sheet to the book: read, looked at, written once, in one transaction or not at all."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories.intake import DAO_2021, HONOR_HEADS, make_batch, xlsx
from tests.factories.school import GroupFactory, PersonFactory
from tests.kept_files import damage
from thiduakt.audit.models import AuditEvent
from thiduakt.files import storage
from thiduakt.intake.enums import BatchState as S
from thiduakt.intake.enums import IntakeKind, RowStatus
from thiduakt.intake.models import FOLDER, Batch, ColumnMapping
from thiduakt.intake.services.batches import discard, map_columns, read_again, upload
from thiduakt.intake.services.checking import check
from thiduakt.intake.services.deciding import UNDO, decide
from thiduakt.intake.services.writing import step
from thiduakt.ledger.models import HonorEntry
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
OWN_HEADS = ("STT", "Tên cô", "Khen gì", "Năm")
OWN_COLUMNS = {"full_name": 1, "honor": 2, "year": 3}


def statuses(batch):
    return dict(batch.rows.values_list("number", "status"))


def messages(batch, number):
    return " ".join(batch.rows.get(number=number).messages)


def write(batch, actor):
    return step(batch, "write", version=batch.version, actor=actor, at=AT)


@pytest.fixture
def dao(school):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào")


def test_a_known_layout_is_read_without_a_question(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    assert (batch.state, batch.row_count, batch.done_count) == (S.CHECKED, 1, 1)
    assert statuses(batch) == {2: "VALID"}


def test_valid_lines_are_written_and_the_rows_name_what_they_became(secretary, dao):
    batch = write(make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT), secretary)
    entry = HonorEntry.objects.get()
    assert (entry.person, entry.code, entry.year, entry.decision_number) == (dao, "CSTDCS", 2021, "45/QĐ-UBND")
    assert entry.issuer == "UBND quận Long Biên"
    assert (batch.state, batch.decided_by, batch.rows.get().written_id) == (S.DONE, secretary, entry.pk)
    assert batch.summary["done"] == {"dòng vào sổ khen thưởng": 1}


def test_the_second_run_of_a_file_changes_nothing(secretary, dao):
    write(make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT), secretary)
    again = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    assert statuses(again) == {2: "KNOWN"}
    with pytest.raises(ValidationError, match="Chưa có dòng nào hợp lệ"):
        write(again, secretary)
    assert HonorEntry.objects.count() == 1


def test_a_line_twice_in_the_file_is_written_once(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, DAO_2021, at=AT)
    assert statuses(batch) == {2: "VALID", 3: "KNOWN"}
    assert messages(batch, 3) == "Trùng với dòng 2 của tệp. Ghi cho: Đỗ Thị Đào, Giáo viên."


def test_two_open_batches_of_the_same_lines_write_them_once(secretary, clerk, dao):
    first = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    second = make_batch(clerk, HONOR_HEADS, DAO_2021, ("Lê Thị Không Có", *DAO_2021[1:]), at=AT)
    write(first, secretary)
    with pytest.raises(ValidationError, match="Không còn dòng nào để ghi"):
        write(second, clerk)
    second.refresh_from_db()
    assert (HonorEntry.objects.count(), second.state) == (1, S.CHECKED)


def test_the_same_file_is_led_to_the_batch_that_waits(secretary, dao):
    content = xlsx(HONOR_HEADS, DAO_2021)
    first = upload(IntakeKind.HONORS, "a.xlsx", content, actor=secretary, at=AT)
    assert upload(IntakeKind.HONORS, "b.xlsx", content, actor=secretary, at=AT) == first


def test_a_faulty_line_says_why_and_is_not_written(secretary, dao):
    batch = make_batch(
        secretary, HONOR_HEADS, DAO_2021, ("", *DAO_2021[1:]), ("Đỗ Thị Đào", "Danh hiệu lạ", "2021-2022"), at=AT
    )
    assert statuses(batch) == {2: "VALID", 3: "ERROR", 4: "ERROR"}
    assert messages(batch, 3) == "Thiếu họ và tên, tên tập thể."
    assert "không có trong danh mục" in messages(batch, 4)
    write(batch, secretary)
    assert HonorEntry.objects.count() == 1


def test_words_that_name_no_honor_are_faulty(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, ("Đỗ Thị Đào", "Danh hiệu", "2020-2021"), at=AT)
    assert statuses(batch) == {2: "VALID", 3: "ERROR"}
    assert "chưa nói danh hiệu nào" in messages(batch, 3)


def test_a_fault_in_the_middle_of_writing_leaves_nothing(secretary, dao, monkeypatch):
    def broken(kind, lines, *, actor, at):
        original(kind, lines, actor=actor, at=at)
        raise ValidationError("Hỏng giữa chừng.")

    from thiduakt.intake.kinds.honors import Honors

    original = Honors.write
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    monkeypatch.setattr(Honors, "write", broken)
    with pytest.raises(ValidationError, match="Hỏng"):
        write(batch, secretary)
    batch.refresh_from_db()
    assert (HonorEntry.objects.count(), batch.state, batch.rows.get().written_id) == (0, S.CHECKED, None)


def test_namesakes_wait_for_a_person_and_one_answer_serves_all_their_lines(secretary, school):
    PersonFactory(school=school, full_name="Nguyễn Thị Hoa", staff_code="GV01")
    hoa = PersonFactory(school=school, full_name="Nguyễn Thị Hoa", staff_code="GV02")
    rows = [("Nguyễn Thị Hoa", "LĐTT", f"{year}-{year + 1}") for year in (2018, 2019, 2020)]
    batch = make_batch(secretary, HONOR_HEADS[:3], *rows, at=AT)
    assert statuses(batch) == {2: "LOOK", 3: "LOOK", 4: "LOOK"}
    batch = decide(batch, {2: str(hoa.pk)}, for_all_alike=True, version=batch.version, actor=secretary, at=AT)
    assert statuses(batch) == {2: "VALID", 3: "VALID", 4: "VALID"}
    write(batch, secretary)
    assert set(HonorEntry.objects.values_list("person", flat=True)) == {hoa.pk}


def test_an_answer_is_kept_when_the_file_is_read_again(secretary, school):
    PersonFactory(school=school, full_name="Nguyễn Thị Hoa")
    hoa = PersonFactory(school=school, full_name="Nguyễn Thị Hoa")
    batch = make_batch(secretary, HONOR_HEADS[:3], ("Nguyễn Thị Hoa", "LĐTT", "2019-2020"), at=AT)
    batch = decide(batch, {2: str(hoa.pk)}, version=batch.version, actor=secretary, at=AT)
    batch = read_again(batch, version=batch.version, actor=secretary, at=AT)
    check(batch, at=AT)
    assert batch.rows.get().target_id == hoa.pk
    assert batch.rows.get().status == RowStatus.VALID


def test_only_an_offered_answer_counts(secretary, school):
    PersonFactory.create_batch(2, school=school, full_name="Nguyễn Thị Hoa")
    other = PersonFactory(school=school, full_name="Lê Thị Mai")
    batch = make_batch(secretary, HONOR_HEADS[:3], ("Nguyễn Thị Hoa", "LĐTT", "2019-2020"), at=AT)
    with pytest.raises(ValidationError, match="Dòng 2: lựa chọn này không còn nữa"):
        decide(batch, {2: str(other.pk)}, version=batch.version, actor=secretary, at=AT)
    with pytest.raises(ValidationError, match="Tệp không có dòng 99"):
        decide(batch, {99: "leave"}, version=batch.version, actor=secretary, at=AT)


def test_a_line_is_left_out_and_taken_back(secretary, school):
    PersonFactory.create_batch(2, school=school, full_name="Nguyễn Thị Hoa")
    batch = make_batch(secretary, HONOR_HEADS[:3], ("Nguyễn Thị Hoa", "LĐTT", "2019-2020"), at=AT)
    batch = decide(batch, {2: "leave"}, version=batch.version, actor=secretary, at=AT)
    assert statuses(batch) == {2: "LEFT"}
    batch = decide(batch, {2: UNDO}, version=batch.version, actor=secretary, at=AT)
    assert statuses(batch) == {2: "LOOK"}


def test_a_doubtful_value_is_written_once_somebody_confirmed_it(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, (*DAO_2021[:2], "", *DAO_2021[3:]), at=AT)
    assert statuses(batch) == {2: "LOOK"}
    assert "theo ngày quyết định là năm học 2021–2022" in messages(batch, 2)
    batch = decide(batch, {2: "yes"}, version=batch.version, actor=secretary, at=AT)
    assert statuses(batch) == {2: "VALID"}


def test_the_same_title_of_a_year_by_another_decision_is_asked_about(secretary, dao):
    write(make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT), secretary)
    batch = make_batch(secretary, HONOR_HEADS, (*DAO_2021[:3], "99/QĐ-UBND", *DAO_2021[4:]), at=AT)
    assert statuses(batch) == {2: "LOOK"}


def test_an_own_layout_is_mapped_by_hand_once_and_known_afterwards(secretary, dao):
    batch = make_batch(secretary, ("DANH SÁCH KHEN THƯỞNG",), (), OWN_HEADS, (1, "Đỗ Thị Đào", "LĐTT", "2019-2020"), at=AT)
    assert batch.state == S.MAPPING
    batch = map_columns(batch, sheet="Sheet1", row=3, columns=OWN_COLUMNS, version=batch.version, actor=secretary, at=AT)
    check(batch, at=AT)
    assert statuses(batch) == {4: "VALID"}
    other = make_batch(secretary, ("Năm 2021",), OWN_HEADS, (1, "Đỗ Thị Đào", "LĐTT", "2020-2021"), at=AT)
    assert statuses(other) == {3: "VALID"}
    assert ColumnMapping.objects.count() == 1


@pytest.mark.parametrize(
    "columns",
    [{"full_name": 1}, {"full_name": 1, "honor": 1}, {"full_name": 1, "honor": 9}, {**OWN_COLUMNS, "nobody": 0}],
)
def test_a_mapping_that_does_not_fit_is_refused(secretary, columns):
    batch = make_batch(secretary, OWN_HEADS, (1, "Đỗ Thị Đào", "LĐTT", "2019-2020"), at=AT)
    with pytest.raises(ValidationError, match="Cách ghép cột không khớp với tệp"):
        map_columns(batch, sheet="Sheet1", row=1, columns=columns, version=batch.version, actor=secretary, at=AT)


def test_what_stands_around_a_list_is_no_line_of_it(secretary, school, dao):
    GroupFactory(school=school, name="Tổ 5 tuổi")
    rows = [
        ("PHÒNG GD&ĐT",), ("DANH SÁCH",), (), HONOR_HEADS, ("I. Tổ 5 tuổi",), DAO_2021,
        ("nt", "LĐTT", "2020-2021"), (), ("Tổng cộng:", "2 người"), ("", "", "", "", "Hiệu trưởng"),
    ]  # fmt: skip
    batch = make_batch(secretary, *rows, at=AT)
    assert statuses(batch) == {5: "LEFT", 6: "VALID", 7: "VALID", 9: "LEFT", 10: "LEFT"}
    write(batch, secretary)
    assert HonorEntry.objects.filter(person=dao).count() == 2


def test_a_school_a_group_and_a_class_are_found_by_name(secretary, school):
    group = GroupFactory(school=school, name="Tổ mẫu giáo lớn")
    batch = make_batch(
        secretary, HONOR_HEADS[:3], ("Tổ Mẫu giáo lớn", "Tập thể Lao động tiên tiến", "2019-2020"),
        ("Trường", "Tập thể Lao động xuất sắc", "2019-2020"), at=AT,
    )  # fmt: skip
    write(batch, secretary)
    assert set(HonorEntry.objects.values_list("holder_kind", "group")) == {("GROUP", group.pk), ("SCHOOL", None)}


def test_a_stale_page_writes_nothing(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    with pytest.raises(StaleError, match="vừa thay đổi ở cửa sổ khác"):
        step(batch, "write", version=batch.version - 1, actor=secretary, at=AT)
    assert not HonorEntry.objects.exists()


def test_a_batch_is_written_once_however_often_the_button_is_pressed(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    write(batch, secretary)
    with pytest.raises(MoveRefusedError, match="Đang ở trạng thái “đã ghi”"):
        write(batch, secretary)
    assert HonorEntry.objects.count() == 1


def test_a_damaged_file_is_told_in_the_batch(secretary, dao):
    batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS, DAO_2021), actor=secretary, at=AT)
    batch.FOLDER = FOLDER
    damage(batch)
    check(batch, at=AT)
    batch.refresh_from_db()
    assert batch.state == S.FAILED
    assert "không còn nguyên trong kho" in batch.problem


def test_a_crash_while_reading_leaves_a_batch_that_can_be_read_again(secretary, dao, monkeypatch):
    batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS, DAO_2021), actor=secretary, at=AT)
    with monkeypatch.context() as patch:
        patch.setattr("thiduakt.intake.services.checking.filled_down", lambda rows: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            check(batch, at=AT)
    batch.refresh_from_db()
    assert batch.state == S.FAILED
    batch = read_again(batch, version=batch.version, actor=secretary, at=AT)
    check(batch, at=AT)
    assert statuses(batch) == {2: "VALID"}


def test_a_reading_that_was_overtaken_by_a_new_mapping_is_dropped(secretary, dao):
    batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS, DAO_2021), actor=secretary, at=AT)
    read_again(batch, version=batch.version, actor=secretary, at=AT)
    check(batch, at=AT)  # of the first mapping: it began before
    stored = Batch.objects.get()
    assert (stored.state, stored.rows.count()) == (S.READING, 0)


def test_what_is_discarded_takes_its_rows_and_its_file_along(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    discard(batch, version=batch.version, actor=secretary, at=AT)
    assert not batch.rows.exists()
    assert storage.read(FOLDER, batch.sha256) is None


def test_a_file_that_another_batch_names_is_kept(secretary, dao):
    content = xlsx(HONOR_HEADS, DAO_2021)  # the bytes of another one tell another second
    first = upload(IntakeKind.HONORS, "a.xlsx", content, actor=secretary, at=AT)
    check(first, at=AT)
    write(Batch.objects.get(), secretary)
    again = upload(IntakeKind.HONORS, "b.xlsx", content, actor=secretary, at=AT)
    assert again != first
    discard(again, version=again.version, actor=secretary, at=AT)
    assert storage.read(FOLDER, again.sha256) is not None


def test_people_are_written_only_after_the_principal_has_looked(clerk, principal, school):
    rows = [("Họ và tên", "Giới tính", "Chức vụ"), ("Lê Thị Mới", "Nữ", "Giáo viên")]
    batch = make_batch(clerk, *rows, at=AT, kind=IntakeKind.PEOPLE)
    assert statuses(batch) == {2: "VALID"}
    with pytest.raises(PermissionDenied):
        write(batch, clerk)
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    with pytest.raises(PermissionDenied):
        step(batch, "approve", version=batch.version, actor=clerk, at=AT)
    step(batch, "approve", version=batch.version, actor=principal, at=AT)
    assert school.people.filter(full_name="Lê Thị Mới").count() == 1


def test_a_returned_list_of_people_tells_why(clerk, principal):
    rows = [("Họ và tên", "Giới tính", "Chức vụ"), ("Lê Thị Mới", "Nữ", "Giáo viên")]
    batch = make_batch(clerk, *rows, at=AT, kind=IntakeKind.PEOPLE)
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    with pytest.raises(MoveRefusedError, match="ghi rõ lý do"):
        step(batch, "give_back", version=batch.version, actor=principal, at=AT)
    batch = step(batch, "give_back", version=batch.version, reason="Thiếu tổ văn phòng.", actor=principal, at=AT)
    assert batch.state == S.CHECKED
    assert AuditEvent.objects.filter(verb="intake.give_back", reason="Thiếu tổ văn phòng.").exists()


def test_nobody_else_uploads(teacher, accountant):
    for actor in (teacher, accountant):
        with pytest.raises(PermissionDenied):
            upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS, DAO_2021), actor=actor, at=AT)


def test_an_import_of_another_school_is_seen_by_nobody_here(secretary, stranger, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    assert not Batch.objects.visible_to(stranger, timezone.localdate(AT)).exists()
    with pytest.raises(PermissionDenied):
        write(batch, stranger)


def test_what_was_done_stands_in_the_log_without_a_name_of_the_sheet(secretary, dao):
    write(make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT), secretary)
    told = [(event.verb, str(event.changes)) for event in AuditEvent.objects.order_by("seq")]
    assert [verb for verb, _ in told] == ["intake.upload", "intake.map", "intake.check", "ledger.enter_many", "intake.write"]
    assert "Đào" not in str(told)


def test_lines_are_resolved_in_as_many_queries_for_one_as_for_many(secretary, dao, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for many in (1, 60):
        rows = [("Đỗ Thị Đào", "LĐTT", "2019-2020", f"{number + many}/QĐ") for number in range(many)]
        batch = upload(IntakeKind.HONORS, "a.xlsx", xlsx(HONOR_HEADS[:4], *rows), actor=secretary, at=AT)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            check(batch, at=AT)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["Trương Thị Mỹ Duyên", "Tô Thị Hoa"])
def test_a_family_name_is_neither_the_school_nor_a_group(secretary, school, name):
    person = PersonFactory(school=school, full_name=name)
    row = make_batch(secretary, HONOR_HEADS, (name, *DAO_2021[1:]), at=AT).rows.get()
    assert (row.status, row.target_id) == (RowStatus.VALID, person.pk)


def test_a_name_with_a_remark_is_asked_about_in_each_line(secretary, school):
    people = PersonFactory.create_batch(2, school=school, full_name="Nguyễn Thị Ánh")
    PersonFactory(school=school, full_name="Lê Thị Mơ")
    rows = [(name, "LĐTT", year) for name, year in (("Lê Thị Mơ (bé)", "2020-2021"), ("Nguyễn Thị Ánh (nhỡ)", "2021-2022"))]
    batch = make_batch(secretary, HONOR_HEADS[:3], rows[0], (*rows[0][:2], "2021-2022"), rows[1], at=AT)
    assert statuses(batch) == dict.fromkeys((2, 3, 4), "LOOK")
    assert all("có ghi chú bên cạnh tên" in messages(batch, number) for number in (2, 3, 4))
    assert {choice[0] for choice in batch.rows.get(number=4).choices} == {str(person.pk) for person in people}
