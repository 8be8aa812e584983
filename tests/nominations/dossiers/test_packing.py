"""The whole dossier: what each reader is given of it, in what order, and on which page."""

import io
import re
import zipfile
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nominations.dossiers.models import Assessment, Dossier
from nominations.dossiers.numbering import number_pages
from nominations.dossiers.services.evidence import add_files
from nominations.dossiers.services.packing import bound, packed
from nominations.dossiers.services.writing import begin_report
from nominations.meetings.models import GroupMeeting
from nominations.meetings.services.papers import begin_paper
from tests.documents.test_minutes import issued
from tests.factories.appraisals import AppraisalFactory, WaiverFactory, answer
from tests.factories.meetings import AttendanceFactory, GroupMeetingFactory, VoteFactory
from tests.factories.targets import upload

pytestmark = pytest.mark.django_db
CASE = "Không có việc đang xem xét kỷ luật, thanh tra, xác minh."


@pytest.fixture
def whole(dossier, teacher, secretary, group_head, now) -> Dossier:
    """Reported on, with evidence, voted on, handed in with one condition missed and let pass, appraised."""
    begin_report(dossier, actor=teacher, at=now)
    files = [upload("Giấy khen đẹp.jpg"), SimpleUploadedFile("biên bản.pdf", plain_pdf((595, 842), (842, 595)))]
    assert add_files(dossier, files, caption="", actor=teacher, at=now) == []
    asked = [
        answer("rating", asked="Hoàn thành tốt nhiệm vụ trở lên."),
        answer("service", met=False, test="service_months", asked="Công tác đủ 6 tháng."),
    ]
    Assessment.objects.create(
        dossier=dossier, made_at=now, code="LDTT", regime=dossier.review.regime, verdict="not_eligible",
        answers=[*asked, answer("case", test="no_investigation", asked=CASE)], open_verdict="not_eligible",
        open_answers=asked, facts={},
    )  # fmt: skip
    WaiverFactory(dossier=dossier, state="APPROVED", decided_by=secretary, decided_at=now)
    item = {"key": "own", "text": "Bản tự nhận xét", "source": "", "confidence": "UNVERIFIED", "is_required": True}
    AppraisalFactory(
        dossier=dossier, items=[{**item, "proof": ""}], marks={"own": {"mark": "YES", "note": "Đã xem bản giấy."}}
    )
    voted(dossier, group_head, teacher, now)
    Dossier.objects.filter(pk=dossier.pk).update(state="APPRAISED", handed_in_at=now, waived=["service"])
    return Dossier.objects.get(pk=dossier.pk)


def voted(dossier, group_head, teacher, now) -> GroupMeeting:
    meeting = GroupMeetingFactory(
        review=dossier.review, school=dossier.school, group=dossier.team, state="CONCLUDED", place="Phòng họp",
        held_on=now.date() - timedelta(days=1), chair=group_head.person, secretary=teacher.person, threshold="2/3",
        counted_by="members", concluded_at=now, concluded_by=group_head, starts_at="14:00", ends_at="16:00",
        discussion="Nhất trí.",
    )  # fmt: skip
    AttendanceFactory(meeting=meeting, person=teacher.person)
    AttendanceFactory(meeting=meeting, person=group_head.person, is_present=False, reason="nghỉ ốm")
    VoteFactory(
        meeting=meeting, dossier=dossier, voters=8, agreed=7, against=1, blank=0, needed=6, counted_of=9, is_passed=True
    )
    meeting.refresh_from_db()
    return meeting


def plain_pdf(*sizes: tuple[int, int], turn: int = 0) -> bytes:
    made, stream = pikepdf.new(), io.BytesIO()
    for size in sizes:
        made.add_blank_page(page_size=size).obj.Rotate = turn
    made.save(stream)
    return stream.getvalue()


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def parts(pdf: bytes) -> dict[str, int]:
    """By title the page, from one, that its bookmark leads to."""
    with pikepdf.open(io.BytesIO(pdf)) as made, made.open_outline() as outline:
        places = {page.obj.objgen: number for number, page in enumerate(made.pages, start=1)}
        return {item.title: places[item.destination[0].objgen] for item in outline.root}


def test_whoever_reads_all_dossiers_of_the_school_is_given_every_part_in_order(whole, secretary, now):
    assert list(parts(bound(whole, reader=secretary, at=now))) == [
        "Mục lục", "Báo cáo thành tích", "Kết quả họp tổ (biên bản chưa ban hành)", "Xét điều kiện khi nộp hồ sơ",
        "Phiếu thẩm định", "Minh chứng 1: Giấy khen đẹp.jpg", "Minh chứng 2: biên bản.pdf",
    ]  # fmt: skip


def test_every_page_bears_its_number_of_all(whole, secretary, now):
    pages = texts(bound(whole, reader=secretary, at=now))

    assert [re.findall(r"Trang \d+/\d+", page)[-1] for page in pages] == [
        f"Trang {number}/{len(pages)}" for number in range(1, len(pages) + 1)
    ]


def test_the_index_names_the_page_at_which_each_part_begins(whole, secretary, now):
    pdf = bound(whole, reader=secretary, at=now)
    index, found = texts(pdf)[0], parts(pdf)

    assert list(found.values()) == [1, 2, *range(found["Kết quả họp tổ (biên bản chưa ban hành)"], len(texts(pdf)))]
    for number, (title, page) in enumerate(list(found.items())[1:], start=1):
        assert f"{number} {title} {page} " in index.replace("- ", ""), (title, page, index)


def test_the_frozen_conditions_say_what_was_asked_what_there_was_and_what_was_missing(whole, secretary, now):
    pdf = bound(whole, reader=secretary, at=now)
    page = texts(pdf)[parts(pdf)["Xét điều kiện khi nộp hồ sơ"] - 1]

    assert all(head in page for head in ("Yêu cầu", "Hiện có", "Còn thiếu"))
    assert "Công tác đủ 6 tháng." in page
    assert "Bỏ qua điều kiện “Công tác đủ 6 tháng.”" in page
    assert CASE in page


def test_who_may_not_know_is_given_the_conditions_without_private_ones(whole, deputy, now):
    pdf = bound(whole, reader=deputy, at=now)
    page = texts(pdf)[parts(pdf)["Xét điều kiện khi nộp hồ sơ"] - 1]

    assert CASE not in page
    assert "Không kể kỷ luật" in page


def test_the_nominee_is_given_all_but_what_the_appraisers_wrote(whole, teacher, now):
    found = parts(bound(whole, reader=teacher, at=now))

    assert "Phiếu thẩm định" not in found
    assert {"Xét điều kiện khi nộp hồ sơ", "Kết quả họp tổ (biên bản chưa ban hành)"} <= set(found)


def test_an_appraisal_that_is_not_done_is_not_told(whole, secretary, now):
    whole.state = "SUBMITTED"
    whole.save()

    assert "Phiếu thẩm định" not in parts(bound(whole, reader=secretary, at=now))


def test_issued_minutes_stand_in_place_of_the_vote(whole, secretary, group_head, clerk, now):
    minutes = begin_paper(GroupMeeting.objects.get(), actor=group_head, at=now)
    assert "Kết quả họp tổ (biên bản chưa ban hành)" in parts(bound(whole, reader=secretary, at=now))
    issued(minutes, drafter=group_head, chair=group_head, clerk=clerk, at=now, day=now.date())

    pdf = bound(whole, reader=secretary, at=now)
    minutes.refresh_from_db()
    title = f"Biên bản họp tổ số {minutes.notation}"
    assert "BIÊN BẢN" in texts(pdf)[parts(pdf)[title] - 1]


def test_the_archive_holds_the_same_parts(whole, secretary, teacher, now):
    def names(reader) -> set[str]:
        with zipfile.ZipFile(io.BytesIO(packed(whole, reader=reader, at=now))) as archive:
            return set(archive.namelist())

    assert {"02-bien-ban-hop-to.pdf", "03-xet-dieu-kien.pdf", "04-phieu-tham-dinh.pdf"} <= names(secretary)
    assert "04-phieu-tham-dinh.pdf" not in names(teacher)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (842, 595), (300, 200)])
def test_the_number_stands_in_the_lower_right_corner_of_what_is_seen(size, turn):
    with pikepdf.open(io.BytesIO(plain_pdf(size, turn=turn))) as pdf:
        number_pages(pdf)
        pdf.save(stream := io.BytesIO())
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        seen = document[0].render(scale=1).to_pil().convert("L").point(lambda grey: 255 * (grey < 200))
    left, top, right, bottom = seen.getbbox()
    assert left > seen.width - 86
    assert right <= seen.width - 14
    assert top > seen.height - 30
    assert bottom <= seen.height - 14


def test_a_page_keeps_what_it_inherits_and_what_it_left_undone():
    made, sent, stream = pikepdf.new(), io.BytesIO(), io.BytesIO()
    page = made.add_blank_page(page_size=(300, 200))
    page.Contents = made.make_stream(b"q 2 0 0 2 0 0 cm /Own Do")  # moves all that is drawn after it
    own = pikepdf.Stream(
        made, b"0 g 0 0 20 20 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 20, 20]
    )
    del page.obj["/Resources"]
    made.Root.Pages.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Own=own))
    made.save(sent)
    with pikepdf.new() as pdf, pikepdf.open(io.BytesIO(sent.getvalue())) as source:
        pdf.pages.extend(source.pages)
        number_pages(pdf)
        pdf.save(stream)

    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        seen = document[0].render(scale=1).to_pil().convert("L")
        assert "Trang 1/1" in document[0].get_textpage().get_text_range()
    assert seen.getpixel((20, 180)) == 0
    assert seen.getpixel((100, 100)) == 255
