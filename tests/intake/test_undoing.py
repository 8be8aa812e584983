"""A sheet written by mistake is taken back as a whole, while nothing leans on what it wrote."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.intake import DAO_2021, HONOR_HEADS, make_batch
from tests.factories.ledger import PupilEntryFactory, UseFactory
from tests.factories.pupils import SchoolClassFactory
from tests.factories.school import PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.intake.enums import BatchState as S
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.services.deciding import decide
from thiduakt.intake.services.writing import step
from thiduakt.ledger.enums import EntryKind, Rating
from thiduakt.ledger.models import HonorEntry, Initiative, InitiativeAuthor, YearRating
from thiduakt.ledger.services.ending import strike
from thiduakt.school.models import Group, Person, Pupil, SchoolClass
from thiduakt.school.services.staff import edit_person
from thiduakt.workflow import MoveRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PEOPLE = [
    ("Họ và tên", "Giới tính", "Chức vụ", "Tổ"),
    ("Lê Thị Mới", "Nữ", "Giáo viên", ""),
    ("Hồ Văn Mới", "Nam", "Bảo vệ", ""),
]
RATINGS = [("Họ và tên", "Năm học", "Xếp loại"), ("Đỗ Thị Đào", "2021-2022", "HTT"), ("Đỗ Thị Đào", "2022-2023", "HTXS")]
PUPILS = [
    ("Họ và tên", "Mã học sinh", "Giới tính", "Năm học", "Lớp"),
    ("Nguyễn Bảo An", "HS1", "Nam", "2022-2023", "5A"),
    ("Đỗ Thị Bình", "HS2", "Nữ", "2022-2023", "5A"),
]
INITIATIVES = [
    ("Tên sáng kiến, đề tài", "Tác giả", "Năm học", "Cấp công nhận"),
    ("Góc đọc sách", "Đỗ Thị Đào", "2021-2022", "Cấp cơ sở"),
    ("Vườn rau của bé", "Đỗ Thị Đào", "2021-2022", "Cấp cơ sở"),
]
REASON = "Tệp của trường khác."


@pytest.fixture
def dao(school):
    return PersonFactory(school=school, full_name="Đỗ Thị Đào")


@pytest.fixture
def honors(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, (DAO_2021[0], "LĐTT", *DAO_2021[2:]), at=AT)
    return written(batch, secretary)


@pytest.fixture
def ratings(secretary, dao):
    return written(make_batch(secretary, *RATINGS, at=AT, kind=IntakeKind.RATINGS), secretary)


@pytest.fixture
def people(clerk, principal):
    batch = make_batch(clerk, *PEOPLE, at=AT, kind=IntakeKind.PEOPLE)
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    return step(batch, "approve", version=batch.version, actor=principal, at=AT)


@pytest.fixture
def pupils(clerk):
    return written(make_batch(clerk, *PUPILS, at=AT, kind=IntakeKind.PUPILS), clerk)


@pytest.fixture
def initiatives(secretary, dao):
    return written(make_batch(secretary, *INITIATIVES, at=AT, kind=IntakeKind.INITIATIVES), secretary)


def written(batch, actor):
    return step(batch, "write", version=batch.version, actor=actor, at=AT)


def undo(batch, actor, reason=REASON):
    return step(batch, "undo", version=batch.version, reason=reason, actor=actor, at=AT)


def refused(batch, actor):
    with pytest.raises(ValidationError) as raised:
        undo(batch, actor)
    batch.refresh_from_db()
    assert batch.state == S.DONE
    return raised.value.messages


def test_honors_are_struck_by_later_lines(secretary, honors):
    batch = undo(honors, secretary)

    assert not HonorEntry.objects.standing().exists()
    struck = HonorEntry.objects.filter(kind=EntryKind.STRUCK)
    assert {line.reason for line in struck} == {"Nhập nhầm tệp khen-thuong.xlsx: Tệp của trường khác."}
    assert {line.ends_id for line in struck} == {row.written_id for row in batch.rows.all()}
    assert (batch.state, batch.summary["undone"]) == (S.UNDONE, {"dòng sổ khen thưởng đã gạch bỏ": 2})
    assert AuditEvent.objects.filter(verb="intake.undo", reason=REASON).exists()


def test_the_mended_sheet_writes_again_what_was_undone_and_nothing_struck_by_hand(secretary, honors):
    undo(honors, secretary)
    again = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    assert [row.status for row in again.rows.all()] == ["VALID"]
    written(again, secretary)
    entry = HonorEntry.objects.standing().get()
    strike(entry, reason="Ghi sai năm.", actor=secretary, at=AT)
    assert [row.status for row in make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT).rows.all()] == ["KNOWN"]


def test_an_honor_that_was_struck_or_used_since_refuses_the_whole(secretary, honors):
    title, plain = HonorEntry.objects.order_by("pk")
    UseFactory(entry=title)
    strike(plain, reason="Ghi sai.", actor=secretary, at=AT)

    assert refused(honors, secretary) == [
        "Chiến sĩ thi đua cơ sở, Đỗ Thị Đào, 2021–2022: dòng này đã gắn với sáng kiến sau khi nhập.",
        "Lao động tiên tiến, Đỗ Thị Đào, 2021–2022: dòng này đã bị hủy hoặc gạch bỏ sau khi nhập.",
    ]
    assert HonorEntry.objects.standing().get() == title


def test_ratings_are_removed(secretary, ratings):
    undo(ratings, secretary)

    assert not YearRating.objects.exists()


def test_a_rating_corrected_since_refuses_the_whole(secretary, ratings):
    YearRating.objects.filter(year=2021).update(version=2, rating=Rating.DONE)

    assert refused(ratings, secretary) == ["Đỗ Thị Đào, hoàn thành nhiệm vụ, 2021–2022: xếp loại này đã sửa sau khi nhập."]
    assert YearRating.objects.count() == 2


def test_a_rating_removed_since_refuses_the_whole(secretary, ratings):
    YearRating.objects.filter(year=2021).delete()

    assert refused(ratings, secretary) == ["1 xếp loại đã xóa sau khi nhập."]


def test_people_nobody_speaks_of_are_removed_by_the_principal(principal, people, clerk):
    with pytest.raises(PermissionDenied):
        undo(people, clerk)
    undo(people, principal)

    assert not Person.objects.filter(full_name__endswith="Mới").exists()
    assert AuditEvent.objects.filter(verb="person.remove_all", reason__startswith="Nhập nhầm tệp").exists()


def test_people_of_whom_something_is_written_since_are_named(principal, secretary, people):
    made = Person.objects.get(full_name="Lê Thị Mới")
    written(make_batch(secretary, HONOR_HEADS, ("Lê Thị Mới", *DAO_2021[1:]), at=AT), secretary)
    made.post = "Tổ trưởng"
    edit_person(made, version=1, actor=principal, at=AT)

    assert refused(people, principal) == ["Lê Thị Mới: đã sửa thông tin sau khi nhập và đã có dòng sổ khen thưởng."]
    assert Person.objects.filter(full_name="Hồ Văn Mới").exists()


def test_people_who_were_there_before_are_not_put_back(clerk, principal, school):
    PersonFactory(school=school, full_name="Lê Thị Mới", staff_code="GV9", post="Nhân viên")
    batch = make_batch(
        clerk, (*PEOPLE[0], "Mã"), ("Lê Thị Mới", "Nữ", "Giáo viên", "", "GV9"), at=AT, kind=IntakeKind.PEOPLE
    )
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    batch = step(batch, "approve", version=batch.version, actor=principal, at=AT)

    assert "bổ sung thông tin cho 1 người có sẵn" in refused(batch, principal)[0]


def test_pupils_nobody_speaks_of_are_removed_and_their_class_stays(clerk, pupils):
    undo(pupils, clerk)

    assert not Pupil.objects.exists()
    assert SchoolClass.objects.get().name == "5A"
    assert AuditEvent.objects.filter(verb="pupil.remove_all", reason__startswith="Nhập nhầm tệp").exists()


def test_pupils_of_whom_something_is_written_since_are_named(clerk, secretary, pupils):
    an, binh = Pupil.objects.order_by("pk")
    PupilEntryFactory(pupil=an)
    SchoolClassFactory(school=an.school, year=2023, name="6A").members.create(pupil=binh)

    assert refused(pupils, clerk) == [
        "Nguyễn Bảo An: đã có dòng sổ khen thưởng.",
        "Đỗ Thị Bình: đã xếp lớp thêm sau khi nhập.",
    ]
    assert Pupil.objects.count() == 2


def test_pupils_who_were_there_before_are_not_taken_out_of_their_class(clerk, pupils):
    batch = make_batch(clerk, PUPILS[0], ("Nguyễn Bảo An", "HS1", "Nam", "2023-2024", "6A"), at=AT, kind=IntakeKind.PUPILS)

    assert "xếp lớp cho 1 học sinh có sẵn" in refused(written(batch, clerk), clerk)[0]


def test_initiatives_are_removed(secretary, initiatives):
    undo(initiatives, secretary)

    assert not Initiative.objects.exists()
    assert InitiativeAuthor.objects.count() == 0


def test_an_initiative_that_was_corrected_or_used_since_refuses_the_whole(secretary, initiatives):
    first, second = Initiative.objects.order_by("pk")
    UseFactory(author=first.authors.get())
    Initiative.objects.filter(pk=second.pk).update(version=2)

    assert refused(initiatives, secretary) == [
        "“Góc đọc sách”: đã dùng cho một danh hiệu, hình thức khen thưởng.",
        "“Vườn rau của bé”: đã sửa sau khi nhập.",
    ]
    assert Initiative.objects.count() == 2


def test_a_clerk_who_may_write_and_not_undo_is_told_who_does(client, clerk, secretary, dao):
    batch = written(make_batch(clerk, HONOR_HEADS, DAO_2021, at=AT), clerk)
    told = "hiệu trưởng và thư ký hội đồng hoàn tác cả lượt nhập"

    client.force_login(clerk)
    assert told in client.get(batch.get_absolute_url()).content.decode()
    client.force_login(secretary)
    assert told not in client.get(batch.get_absolute_url()).content.decode()


def test_a_reason_is_due(secretary, honors):
    with pytest.raises(MoveRefusedError, match="ghi rõ lý do"):
        undo(honors, secretary, reason=" ")


def test_what_was_not_written_or_is_undone_already_is_not_undone(secretary, dao):
    batch = make_batch(secretary, HONOR_HEADS, DAO_2021, at=AT)
    with pytest.raises(MoveRefusedError, match="chờ xem và ghi"):
        undo(batch, secretary)
    batch = undo(written(batch, secretary), secretary)
    with pytest.raises(MoveRefusedError, match="đã hoàn tác"):
        undo(batch, secretary)


def test_who_may_not_correct_the_books_undoes_nothing(clerk, stranger, accountant, honors):
    for actor in (clerk, stranger, accountant):
        with pytest.raises(PermissionDenied):
            undo(honors, actor)


def test_the_page_warns_and_tells_what_was_undone(client, secretary, honors):
    client.force_login(secretary)
    shown = client.get(honors.get_absolute_url()).content.decode()
    assert "Hoàn tác lượt nhập…" in shown
    assert "Chỉ làm được khi chưa ai sửa các dòng ấy" in shown
    address = reverse("intake:step", args=[honors.pk, "undo"])
    shown = client.post(address, {"version": honors.version, "reason": REASON}, follow=True).content.decode()
    assert "Đã hoàn tác lượt nhập" in shown
    assert "2 dòng sổ khen thưởng đã gạch bỏ" in shown
    assert f"Lý do: {REASON}" in shown
    assert "khen-thuong.xlsx" in client.get("/nhap-excel/?tab=da-bo").content.decode()
    assert "khen-thuong.xlsx" not in client.get("/nhap-excel/?tab=dang-lam").content.decode()
    assert "khen-thuong.xlsx" not in client.get("/").content.decode()


def test_a_group_made_along_stays(clerk, principal):
    batch = make_batch(clerk, PEOPLE[0], ("Lê Thị Mới", "Nữ", "Giáo viên", "Tổ lạ"), at=AT, kind=IntakeKind.PEOPLE)
    row = batch.rows.get()
    batch = decide(batch, {row.number: "yes"}, version=batch.version, actor=clerk, at=AT)
    batch = step(batch, "submit", version=batch.version, actor=clerk, at=AT)
    undo(step(batch, "approve", version=batch.version, actor=principal, at=AT), principal)

    assert Group.objects.filter(name="Tổ lạ").exists()


def test_many_lines_are_undone_in_as_many_queries_as_few(secretary, dao):
    counts = []
    for many in (1, 40):  # of one INSERT
        rows = [("Đỗ Thị Đào", "Giấy khen UBND quận", "2019-2020", f"{number + many}/QĐ") for number in range(many)]
        batch = written(decided(make_batch(secretary, HONOR_HEADS[:4], *rows, at=AT), secretary), secretary)
        with CaptureQueriesContext(connection) as queries:
            undo(batch, secretary)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def decided(batch, actor):
    """Confirmed where a row is doubted."""
    waiting = {row.number: "yes" for row in batch.rows.filter(status="LOOK")}
    return decide(batch, waiting, version=batch.version, actor=actor, at=AT) if waiting else batch
