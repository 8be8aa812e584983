"""The achievement report: begun from what the books know and the writer may read, written, printed as an official paper."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind, Part
from nominations.dossiers.filling import filled
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.printing import report_file, report_paper
from nominations.dossiers.queries import use_of
from nominations.dossiers.services.writing import begin_report, fill_anew, held_for
from nominations.writings.enums import Use
from nominations.writings.models import Outline
from nominations.writings.services.writing import save_writing
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.dossiers import DossierFactory, OutsiderFactory
from tests.factories.ledger import (
    AuthorFactory,
    DisciplineFactory,
    GroupEntryFactory,
    HonorEntryFactory,
    InitiativeFactory,
    YearRatingFactory,
)
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.writings import OutlineFactory
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import ClassMember
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


def of(kind: NomineeKind, review, **told) -> Dossier:
    return DossierFactory(review=review, holder_kind=kind, person=None, **told)


def begun_report(dossier, actor, now):
    return begin_report(dossier, actor=actor, at=now).sections


def known(teacher):
    """What the books know of the teacher."""
    teacher.person.born_on, teacher.person.post = date(1990, 3, 8), "Giáo viên"
    teacher.person.save()
    HonorEntryFactory(person=teacher.person, year=2021)
    HonorEntryFactory(person=teacher.person, year=2022, code="GK_HT_CN", honor_name="Giấy khen <b>đẹp</b>")
    YearRatingFactory(person=teacher.person, school=teacher.school, year=2022)
    work = InitiativeFactory(school=teacher.school, name="Góc đọc sách", year=2022)
    AuthorFactory(initiative=work, person=teacher.person, share=60)
    DisciplineFactory(person=teacher.person, school=teacher.school)


def test_the_report_of_a_person_begins_with_what_the_books_know(dossier, teacher, now):
    known(teacher)

    sections = begun_report(dossier, teacher, now)

    assert "<p>Họ và tên: Đỗ Thị Đào</p>" in sections["ly_lich"]
    assert "<p>Sinh ngày, tháng, năm: 08/03/1990</p>" in sections["ly_lich"]
    assert "<p>Giáo viên, Tổ mẫu giáo lớn.</p>" in sections["nhiem_vu"]
    assert "<td><p>2021–2022</p></td><td><p>Lao động tiên tiến</p></td>" in sections["danh_hieu"]
    assert "Số 1520/QĐ-UBND ngày 30/06/2022; Chủ tịch UBND quận Long Biên" in sections["danh_hieu"]
    assert "Giấy khen &lt;b&gt;đẹp&lt;/b&gt;" in sections["hinh_thuc"]
    assert "Giấy khen" not in sections["danh_hieu"]
    assert "“Góc đọc sách”, năm học 2022–2023" in sections["sang_kien"]
    assert "tỷ lệ đóng góp 60%" in sections["sang_kien"]
    assert "<td><p>2022–2023</p></td>" in sections["xep_loai"]
    assert dossier.summary in sections["ket_qua"]


def test_discipline_is_never_told(dossier, teacher, now):
    known(teacher)

    text = " ".join(begun_report(dossier, teacher, now).values()).lower()

    assert "kỷ luật" not in text
    assert "khiển trách" not in text


def test_whoever_writes_for_a_colleague_is_told_no_more_than_they_may_read(review, teacher, group_head, now):
    known(teacher)
    dossier = DossierFactory(review=review, person=teacher.person, written_by=group_head)

    sections = begun_report(dossier, group_head, now)

    assert "<p>Sinh ngày, tháng, năm:</p>" in sections["ly_lich"]
    assert "Lao động tiên tiến" in sections["danh_hieu"]


def test_the_head_of_another_group_is_told_nothing_of_the_ledger(review, teacher, group_head, group, now):
    known(teacher)
    group_head.person.group = None
    group_head.person.save()
    dossier = DossierFactory(review=review, person=teacher.person)
    outline = Outline.objects.get(code="bao-cao-ca-nhan")
    group_head.person.refresh_from_db()
    sections = filled(outline.parts, dossier, reader=group_head, on=now.date())

    assert sections["danh_hieu"] == "<p>Không.</p>"
    assert sections["sang_kien"] == sections["xep_loai"] == ""


def test_the_report_of_a_group_and_of_the_school(review, principal, group, now):
    GroupEntryFactory(group=group)
    of_group = begun_report(of(NomineeKind.GROUP, review, group=group, code="TTLDTT"), principal, now)
    of_school = begun_report(of(NomineeKind.SCHOOL, review, code="TTLDTT"), principal, now)

    assert "<p>Tên tập thể: Tổ mẫu giáo lớn</p>" in of_group["tinh_hinh"]
    assert "Tập thể lao động tiên tiến" in of_group["danh_hieu"]
    assert of_school["danh_hieu"] == "<p>Không.</p>"


def test_the_short_reports_of_a_pupil_a_class_and_an_outsider(review, principal, school, now):
    room = SchoolClassFactory(school=school, year=2023, name="Lớp A1")
    pupil = PupilFactory(school=school)
    ClassMember.objects.create(school_class=room, pupil=pupil)

    of_pupil = begun_report(of(NomineeKind.PUPIL, review, pupil=pupil, code="GK_HS_CN"), principal, now)
    of_class = begun_report(of(NomineeKind.CLASS, review, school_class=room, code="GK_HS_TT"), principal, now)
    outsider = OutsiderFactory(school=school)
    of_outsider = begun_report(of(NomineeKind.OUTSIDER, review, outsider=outsider, code="GK_HT_CN"), principal, now)

    assert "<p>Lớp: Lớp A1</p>" in of_pupil["thong_tin"]
    assert "<p>Số học sinh: 1</p>" in of_class["thong_tin"]
    assert "Nguyễn Văn Ẩn" in of_outsider["ly_lich"]


@pytest.mark.parametrize(
    ("kind", "merit", "use"),
    [
        (NomineeKind.PERSON, Merit.YEARLY, Use.PERSON),
        (NomineeKind.PERSON, Merit.SUDDEN, Use.SUDDEN),
        (NomineeKind.PERSON, Merit.CAMPAIGN, Use.TOPIC),
        (NomineeKind.PERSON, Merit.DEVOTION, Use.DEVOTION),
        (NomineeKind.GROUP, Merit.YEARLY, Use.COLLECTIVE),
        (NomineeKind.SCHOOL, Merit.TENURE, Use.COLLECTIVE),
        (NomineeKind.PUPIL, Merit.SUDDEN, Use.PUPIL),
        (NomineeKind.CLASS, Merit.YEARLY, Use.CLASS),
        (NomineeKind.OUTSIDER, Merit.YEARLY, Use.SUDDEN),
    ],
)
def test_which_outline_a_report_is_written_by(kind, merit, use):
    assert use_of(Dossier(review=Review(merit=merit), holder_kind=kind)) == use


def test_the_schools_own_outline_is_taken_and_an_old_report_keeps_its_own(dossier, teacher, now, group_head, review):
    first = begin_report(dossier, actor=teacher, at=now)
    own = OutlineFactory(school=teacher.school, use=Use.PERSON, from_on=now.date())

    second = begin_report(DossierFactory(review=review, person=group_head.person), actor=group_head, at=now)

    assert second.outline == own
    first.refresh_from_db()
    assert first.outline.code == "bao-cao-ca-nhan"


def test_who_begins_second_finds_the_report_of_the_first(dossier, teacher, group_head, now):
    first = begin_report(dossier, actor=teacher, at=now)
    dossier = Dossier.objects.get()
    dossier.report = None  # as a page opened before had it

    assert begin_report(dossier, actor=group_head, at=now) == first


def test_a_section_is_taken_anew_from_the_books_and_what_stood_there_is_kept(dossier, teacher, now):
    report = begin_report(dossier, actor=teacher, at=now)
    save_writing(report, {"danh_hieu": "<p>Em tự gõ.</p>"}, base_version=1, actor=teacher, at=now)
    HonorEntryFactory(person=teacher.person, year=2022)

    filled = fill_anew(dossier, "danh_hieu", actor=teacher, at=now)

    assert "Lao động tiên tiến" in filled.sections["danh_hieu"]
    assert filled.revisions.get(number=2).sections["danh_hieu"] == "<p>Em tự gõ.</p>"


def test_a_colleague_who_may_not_write_it_is_refused(dossier, now, accountant, stranger):
    for actor in (accountant, stranger):
        with pytest.raises(PermissionDenied):
            begin_report(dossier, actor=actor, at=now)
    dossier.refresh_from_db()
    assert dossier.report is None


def test_a_report_that_lies_before_others_is_not_written(dossier, teacher, now):
    begin_report(dossier, actor=teacher, at=now)
    Dossier.objects.filter(pk=dossier.pk).update(state=S.TO_GROUP)  # as it is once handed in

    with pytest.raises(MoveRefusedError, match="không sửa được nữa"):
        held_for(Dossier.objects.get(), Part.REPORT, actor=teacher, at=now)


@pytest.mark.parametrize(("flagged", "part", "is_open"), [("report", Part.REPORT, True), ("report", Part.EVIDENCE, False)])
def test_of_what_was_given_back_only_the_flagged_part_opens(dossier, teacher, now, flagged, part, is_open):
    told = {"state": S.RETURNED, "returned_fields": [flagged], "returned_to": S.SUBMITTED, "returned_reason": "x" * 20}
    Dossier.objects.filter(pk=dossier.pk).update(**told, returned_until=now.date(), handed_in_at=now)

    def try_it():
        held_for(Dossier.objects.get(), part, actor=teacher, at=now)

    if is_open:
        try_it()
    else:
        with pytest.raises(MoveRefusedError, match="giữ như đã nộp"):
            try_it()


def test_after_the_last_day_nothing_is_written(dossier, teacher, now):
    with pytest.raises(MoveRefusedError, match="hết hạn"):
        begin_report(dossier, actor=teacher, at=now + timedelta(days=30))


def test_without_any_outline_whoever_begins_is_told_whom_to_ask(dossier, teacher, now):
    Outline.objects.all().delete()

    with pytest.raises(ValidationError, match="Chưa có mẫu báo cáo"):
        begin_report(dossier, actor=teacher, at=now)


def written(dossier, actor, now) -> Dossier:
    report = begin_report(dossier, actor=actor, at=now)
    save_writing(report, {"ket_qua": "<p>Lớp 35 trẻ, chuyên cần 97,5%.</p>"}, base_version=1, actor=actor, at=now)
    return Dossier.objects.get(pk=dossier.pk)


@pytest.mark.parametrize("kind", [NomineeKind.PERSON, NomineeKind.GROUP, NomineeKind.SCHOOL])
def test_the_printed_report_stands_up_to_every_point(review, principal, teacher, group, group_head, now, kind):
    known(teacher)
    holders = {
        NomineeKind.PERSON: {"person": teacher.person},
        NomineeKind.GROUP: {"person": None, "group": group, "code": "TTLDTT"},
        NomineeKind.SCHOOL: {"person": None, "code": "TTLDTT"},
    }
    dossier = written(DossierFactory(review=review, holder_kind=kind, **holders[kind]), principal, now)

    paper = report_paper(dossier, dated=date(2023, 5, 20))

    assert check_pdf(report_file(dossier, "pdf", dated=date(2023, 5, 20)), expects=expectation(paper)) == []
    assert check_docx(report_file(dossier, "docx", dated=date(2023, 5, 20)), paper) == []


def test_who_signs_the_report(review, principal, teacher, group, group_head, now):
    def signers(dossier):
        paper = report_paper(dossier, dated=now.date())
        sides = [side for row in paper.signatures for side in (row.left, row.right) if side]
        return [(" ".join(side.capacity), side.name) for side in sides]

    sent_on = ("XÁC NHẬN CỦA CẤP TRÌNH KHEN", "")
    confirmed = ("XÁC NHẬN CỦA THỦ TRƯỞNG ĐƠN VỊ", "Hoàng Thị Phương")
    of_teacher = DossierFactory(review=review, person=teacher.person)
    assert signers(of_teacher) == [confirmed, ("NGƯỜI BÁO CÁO THÀNH TÍCH", "Đỗ Thị Đào"), sent_on]
    of_group = of(NomineeKind.GROUP, review, group=group, code="TTLDTT")
    assert signers(of_group) == [confirmed, ("TỔ TRƯỞNG", "Phạm Thị Hương"), sent_on]
    of_principal = DossierFactory(review=review, person=principal.person)
    assert signers(of_principal) == [sent_on, ("NGƯỜI BÁO CÁO THÀNH TÍCH", "Hoàng Thị Phương")]
    of_school = of(NomineeKind.SCHOOL, review, code="TTLDTT")
    assert signers(of_school) == [sent_on, ("HIỆU TRƯỞNG", "Hoàng Thị Phương")]
