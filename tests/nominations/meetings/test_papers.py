"""Minutes and tờ trình of a tổ, as printed, stand up to the acceptance list, whatever their length."""

import pypdfium2
import pytest

from nominations.meetings.models import GroupMeeting, Vote
from nominations.meetings.printing import blank_minutes_pdf, slips_pdf, submittal_paper
from nominations.meetings.services.papers import begin_paper
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.meetings import AT, AttendanceFactory, GroupMeetingFactory, VoteFactory, waiting_dossier
from tests.factories.school import PersonFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SUMMARY = "Chủ nhiệm lớp mẫu giáo lớn, bảo đảm an toàn cho trẻ; 100% trẻ phát triển bình thường; 2 giờ dạy tốt cấp trường."


def without_fault(paper: Paper) -> None:
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []


@pytest.fixture
def concluded(review, school, group, group_head, teacher):
    def make(count: int) -> GroupMeeting:
        """So many were voted on; the second of them did not pass."""
        meeting = GroupMeetingFactory(
            review=review, school=school, group=group, state="CONCLUDED", place="Phòng họp", chair=group_head.person,
            secretary=teacher.person, threshold="more than 1/2", counted_by="members", concluded_at=AT,
            concluded_by=group_head, starts_at="14:00", ends_at="16:00", discussion="Các ý kiến nhất trí.",
        )  # fmt: skip
        meeting.refresh_from_db()
        AttendanceFactory(meeting=meeting, person=teacher.person)
        AttendanceFactory(meeting=meeting, person=group_head.person, is_present=False, reason="nghỉ ốm")
        for number in range(count):
            person = PersonFactory(school=school, group=group, full_name=f"Nguyễn Thị Ánh{' Ý' * (number % 3)}")
            dossier = waiting_dossier(review, person, state="SUBMITTED", summary=SUMMARY)
            agreed = 3 if number == 1 else 6
            VoteFactory(
                meeting=meeting, dossier=dossier, voters=8, agreed=agreed, against=8 - agreed, blank=0, needed=5,
                counted_of=8, is_passed=agreed >= 5,
            )  # fmt: skip
        return meeting

    return make


@pytest.mark.parametrize("count", [1, 45, 400])
def test_the_minutes_have_no_fault_however_many_were_voted_on(concluded, group_head, count) -> None:
    document = begin_paper(concluded(count), actor=group_head, at=AT)
    paper = compose(document, number=3, dated=AT.date())
    assert len(paper.appendices) == (count > 30)
    without_fault(paper)


@pytest.mark.parametrize("count", [1, 45, 400])
def test_the_letter_of_the_to_has_no_fault(concluded, count) -> None:
    meeting = concluded(count)
    paper = submittal_paper(meeting)
    assert len(paper.appendices[0].table.rows) == Vote.objects.filter(meeting=meeting, is_passed=True).count()
    without_fault(paper)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_no_slip_bears_a_number_that_tells_it_from_the_others(concluded) -> None:
    pages = pages_of(slips_pdf(concluded(12)))
    assert len(pages) == 2  # as many as there are people
    assert len(set(pages)) == 1


def test_short_slips_share_a_sheet(concluded) -> None:
    (page,) = pages_of(slips_pdf(concluded(2)))
    assert page.count("PHIẾU BIỂU QUYẾT") == 2


def test_the_minutes_to_be_filled_in_are_signed_on_a_sheet_that_says_something(concluded) -> None:
    for count in (1, 8, 9, 10, 11, 12):
        last = pages_of(blank_minutes_pdf(concluded(count)))[-1]
        assert "Cuộc họp kết thúc" in last
        assert "Chủ tọa" in last
