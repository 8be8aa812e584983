"""Giấy mời, biên bản họp, biên bản kiểm phiếu: what they say is what was counted, and as printed they have no fault."""

import io
import re
from datetime import time

import pdfplumber
import pytest
from django.core.exceptions import PermissionDenied

from nominations.councils.models import Seat
from nominations.sessions.counted import CLOSING, count_paper, counted_list
from nominations.sessions.models import CouncilSession, Guest, Item, ItemVote
from nominations.sessions.queries import balloted, confirmations_told, to_confirm
from nominations.sessions.services.keeping import confirm_record
from nominations.sessions.services.papers import begin_count_record, begin_invitation, begin_record
from nominations.sessions.services.running import end_session
from nominations.sessions.services.voting import check_counts, conclude, enter_counts, write_discussion, write_opinions
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.appraisals import WaiverFactory
from tests.factories.feedback import OpinionFactory, PostingFactory
from tests.factories.school import PersonFactory, UserFactory
from tests.factories.sessions import AT, called, counted, drafted, opened, paper, ready_dossier
from thiduakt.documents.composing import compose, standing_paper
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.kinds import series_name
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Paper
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf
from thiduakt.documents.richtext import plain_text
from thiduakt.documents.services.appendices import detach
from thiduakt.documents.services.consulting import submit_document
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.documents.services.issuing import issue_document, sign_document
from thiduakt.permissions import Role
from thiduakt.workflow import MoveRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LONG = "Tôn Nữ Nguyễn Thị Hoàng Phương Ánh Tuyết"
WHY = "Chưa có minh chứng về hiệu quả của sáng kiến."


def without_fault(printed: Paper) -> bytes:
    pdf = paper_pdf(printed)
    assert check_pdf(pdf, expects=expectation(printed)) == []
    assert check_docx(paper_docx(printed), printed) == []
    return pdf


@pytest.fixture
def held(school, review, dossier, light, principal, secretary) -> CouncilSession:
    """Nine members, one heard in writing: one honor by ballot, 7 of 8 and the opinion agree; the other by hands, 3 of 8."""
    table = opened(school, review, chair=principal, secretary=secretary, written=1)
    item, other = table.item(dossier), table.item(light)
    first, second = table.tellers
    write_opinions(item, {table.seat(table.members[-1]).pk: True}, actor=secretary, at=AT)
    write_discussion(item, "Nhất trí với kết quả thẩm định.\nĐề nghị nhân rộng sáng kiến.", actor=secretary, at=AT)
    enter_counts(item, "PAPER", paper(7, 1), actor=first, at=AT)
    check_counts(item, paper(7, 1), actor=second, at=AT)
    conclude(item, actor=secretary, at=AT)
    enter_counts(other, "HANDS", counted(3, 5), actor=secretary, at=AT)
    conclude(other, reason=WHY, actor=secretary, at=AT)
    Guest.objects.create(session=table.session, name="Ngô Quang Huy", post="Chuyên viên phường Việt Hưng")
    return end_session(table.session, time(10, 30), actor=principal, at=AT)


def confirmed_by_all(held: CouncilSession) -> None:
    session = CouncilSession.objects.select_related("minutes").get(pk=held.pk)
    for one in to_confirm(session):
        for seat, _ in confirmations_told(session, one):
            confirm_record(session, one, version=one.version, actor=seat.person.user, at=AT)


def test_the_record_tells_what_was_counted(held, secretary) -> None:
    document = begin_record(held, actor=secretary, at=AT)
    told = document.body
    assert "tổng số 09 thành viên, có mặt 08, vắng 01" in told
    assert "Đi công tác, cho ý kiến bằng văn bản" in told
    assert "từ 80% tổng số thành viên hội đồng" in told
    assert "7 đồng ý, 1 không đồng ý, 0 không có ý kiến; bằng văn bản: 1 đồng ý trong 1 ý kiến" in told
    assert "Cần 8/9 phiếu, đạt 8/9: THÔNG QUA" in told
    assert "Cần 5/9 phiếu, đạt 3/9: KHÔNG THÔNG QUA (thiếu 2)" in told
    assert "Khách mời, không biểu quyết: Ngô Quang Huy, Chuyên viên phường Việt Hưng." in told
    assert "Nhất trí với kết quả thẩm định. Đề nghị nhân rộng sáng kiến." in told
    assert missing_parts(document) == []
    assert (document.signer, document.secretary) == (held.chair.person, held.secretary.person)


def test_the_record_tells_what_the_school_said_and_what_two_people_let_pass(held, dossier, principal, secretary) -> None:
    posting = PostingFactory(review=held.review, state="CLOSED", conclusion="Không có ý kiến làm thay đổi danh sách.")
    told = {"state": "ANSWERED", "outcome": "TAKEN", "answer": "Đã xác minh, đúng như phản ánh.", "answered_by": secretary}
    OpinionFactory(posting=posting, sent_by=principal, answered_at=AT, **told)
    WaiverFactory(dossier=dossier, state="APPROVED", proposed_by=secretary, decided_by=principal, decided_at=AT)
    WaiverFactory(dossier=dossier, key="other", reason="Đề xuất này không được duyệt.", proposed_by=secretary)

    body = begin_record(held, actor=secretary, at=AT).body

    assert (
        "Công khai lấy ý kiến từ ngày 15 tháng 5 năm 2023 đến hết ngày 26 tháng 5 năm 2023: nhận 01 ý kiến, tiếp thu 01"
        in body
    )
    assert f"bỏ qua điều kiện “Công tác đủ 6 tháng” theo đề xuất của {secretary}, được {principal} duyệt" in body
    assert "Lý do: Về trường do điều động giữa năm học, hoàn thành tốt nhiệm vụ." in body
    assert "không được duyệt" not in body


def test_a_record_without_either_says_nothing_of_it(held, secretary) -> None:
    assert "Công khai, thẩm định" not in begin_record(held, actor=secretary, at=AT).body


def test_the_record_never_tells_when_or_by_whom_a_vote_was_cast(held, secretary) -> None:
    held.council.seats.update(duties="")
    told = begin_record(held, actor=secretary, at=AT).body
    assert not re.search(r"mã biên nhận|phiếu của", told)
    assert re.findall(r"\d+ giờ \d+", told) == ["8 giờ 00", "10 giờ 30"]


def test_the_record_as_printed_has_no_fault(held, secretary) -> None:
    document = begin_record(held, actor=secretary, at=AT)
    printed = compose(document, number=1, dated=AT.date())
    assert [one.title for one in printed.appendices] == ["Kết quả kiểm phiếu"]
    without_fault(printed)


def test_the_council_issues_its_record_with_numbers_of_its_own(held, secretary, principal, clerk) -> None:
    document = begin_record(held, actor=secretary, at=AT)
    printed = compose(document)
    assert printed.issuer_lines == ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",)
    assert printed.parent_lines == ("TRƯỜNG MẦM NON GIANG BIÊN",)
    submit_document(document, actor=secretary, at=AT)
    confirmed_by_all(held)
    signed = sign_document(document, signed_on=AT.date(), actor=principal, at=AT)
    issued = issue_document(signed, issued_on=AT.date(), actor=clerk, at=AT)
    assert (issued.notation, issued.series) == ("01/BB-HĐTĐKT", "BB-HĐTĐKT")
    assert series_name(issued.series) == "Biên bản của Hội đồng Thi đua - Khen thưởng (BB-HĐTĐKT)"


def test_the_numbers_of_the_printed_count_add_up(held) -> None:
    """From the text of the PDF: collected = valid + invalid, valid = the three answers, the share of all nine."""
    pdf = without_fault(count_paper(held))
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        (row,) = (line for page in book.pages for table in page.extract_tables() for line in table if line[0] == "1")
    out, back, valid, invalid, agreed, against, blank = (int(cell) for cell in row[3:10])
    written_agreed, written = (int(number) for number in row[10].split("/"))
    assert (out, back, valid, invalid) == (8, 8, 8, 0)
    assert (agreed, against, blank) == (7, 1, 0)
    assert (written_agreed, written) == (1, 1)
    assert row[11] == "88,89"
    needed, of, reached, _ = (int(number) for number in re.findall(r"(\d+)", row[12]))
    assert (needed, of, reached) == (8, 9, agreed + written_agreed)
    assert back == valid + invalid
    assert valid == agreed + against + blank


def test_the_count_is_signed_by_its_tellers_and_whoever_presides(held) -> None:
    rows = count_paper(held).signatures
    tellers = [str(seat) for seat in held.tellers.all()]
    assert [(rows[0].right.capacity, rows[0].right.name), (rows[0].left.capacity, rows[0].left.name)] == [
        (("TRƯỞNG BAN KIỂM PHIẾU",), tellers[0]),
        (("THƯ KÝ",), tellers[1]),
    ]
    assert (rows[1].right.capacity, rows[1].right.name) == (("CHỦ TỌA",), "Hoàng Thị Phương")


def test_only_ballots_are_counted_in_the_record_of_the_count(held, dossier) -> None:
    pairs = balloted(held)
    assert [item.dossier for item, _ in pairs] == [dossier]
    assert len(counted_list(pairs).table.rows) == 1


@pytest.mark.parametrize("count", [1, 45, 130])
def test_records_have_no_fault_however_many_were_voted_on(school, review, principal, secretary, count) -> None:
    for place in range(count):
        name = LONG if place % 7 == 0 else "Đỗ Thị Đào"
        ready_dossier(review, PersonFactory(school=school, full_name=name), code="CSTDCS")
    table = opened(school, review, chair=principal, secretary=secretary)
    told = {"manner": "PAPER", "agreed": 8, "against": 1, "blank": 0, "handed_out": 9, "collected": 9, "voters": 9}
    told |= {"needed": 8, "counted_of": 9, "is_passed": True, "entered_by": principal, "checked_by": secretary}
    ItemVote.objects.bulk_create(ItemVote(item=item, **told) for item in Item.objects.filter(session=table.session))
    Item.objects.filter(session=table.session, position=1).update(discussion="Nhất trí.")
    ended = end_session(table.session, time(11), actor=principal, at=AT)
    printed = compose(begin_record(ended, actor=secretary, at=AT), number=1, dated=AT.date())
    assert len(printed.appendices) == 1 + (count > 30)
    without_fault(printed)
    without_fault(count_paper(ended))


def test_a_record_is_begun_once_and_of_a_session_that_is_over(held, school, review, principal, secretary, teacher) -> None:
    with pytest.raises(PermissionDenied):
        begin_record(held, actor=teacher, at=AT)
    begin_record(held, actor=secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="đã có biên bản"):
        begin_record(CouncilSession.objects.get(pk=held.pk), actor=secretary, at=AT)


def test_nothing_is_recorded_of_a_session_that_is_not_over(table, secretary) -> None:
    with pytest.raises(MoveRefusedError, match="chưa kết thúc"):
        begin_record(table.session, actor=secretary, at=AT)
    with pytest.raises(MoveRefusedError, match="đã khai mạc"):
        begin_invitation(table.session, actor=secretary, at=AT)


def test_the_invitation_has_no_fault_and_names_nobody_who_is_to_be_judged(
    school, review, dossier, principal, secretary
) -> None:
    session = called(school, review, chair=principal, secretary=secretary).session
    document = begin_invitation(session, actor=secretary, at=AT)
    assert missing_parts(document) == []
    assert "Thời gian: 8 giờ 00, ngày 18 tháng 10 năm 2023." in document.body
    assert f"Xét 01 hồ sơ đề nghị khen thưởng của đợt “{review}”" in document.body
    assert str(dossier.holder) not in document.body  # the whole school reads it
    without_fault(compose(document, number=1, dated=AT.date()))
    with pytest.raises(MoveRefusedError, match="đã có giấy mời"):
        begin_invitation(CouncilSession.objects.get(pk=session.pk), actor=secretary, at=AT)


def test_an_invitation_goes_before_a_session_is_called_as_well(school, review, dossier, principal, secretary) -> None:
    session = drafted(school, review, chair=principal, secretary=secretary).session
    begin_invitation(session, actor=secretary, at=AT)
    assert Document.objects.get().get_kind_display() == "Giấy mời"


def counted_record(held: CouncilSession, actor) -> Document:
    return begin_count_record(CouncilSession.objects.get(pk=held.pk), actor=actor, at=AT)


def test_the_record_of_the_count_tells_all_that_its_sample_has(held, secretary) -> None:
    document = counted_record(held, secretary)
    head, writer = (str(seat) for seat in held.tellers.all())
    lines = plain_text(document.body).splitlines()
    assert lines == [
        "Thời gian bắt đầu: 8 giờ 00, ngày 18 tháng 10 năm 2023.",
        "Địa điểm: Phòng hội đồng.",
        f"Căn cứ Quyết định số 45/QĐ-MNGB ngày 06/9/2023 về việc thành lập {held.council}.",
        f"Ban kiểm phiếu gồm: {head}, Trưởng ban; {writer}, Thư ký.",
        "Chủ tọa: Hoàng Thị Phương; Thư ký phiên họp: Trần Thị Ngọc Bích.",
        "Tổng số thành viên Hội đồng: 09; có mặt: 08; vắng: 01 (đã lấy ý kiến bằng văn bản: 01).",
        "Hình thức: bỏ phiếu kín bằng phiếu giấy, 01 hồ sơ.",
        "Số phiếu phát ra: 08; thu về: 08; hợp lệ: 08; không hợp lệ: 00.",
        CLOSING,
        "Biên bản được lập thành 02 bản, thông qua trước Hội đồng vào hồi 10 giờ 30 cùng ngày./.",
    ]
    assert missing_parts(document) == []
    with pytest.raises(MoveRefusedError, match="đã có biên bản kiểm phiếu"):
        counted_record(held, secretary)


def test_the_numbered_count_adds_up_as_printed_and_is_signed_by_its_tellers(held, secretary, principal, clerk) -> None:
    """From the text of the PDF that is issued: the sums of the text are those of the table, and the table adds up."""
    document = counted_record(held, secretary)
    submit_document(document, actor=secretary, at=AT)
    signed = sign_document(document, signed_on=AT.date(), actor=principal, at=AT)
    with pytest.raises(MoveRefusedError, match="Chưa xác nhận biên bản"):
        issue_document(signed, issued_on=AT.date(), actor=clerk, at=AT)
    confirmed_by_all(held)
    issued = issue_document(signed, issued_on=AT.date(), actor=clerk, at=AT)
    assert (issued.notation, CouncilSession.objects.get(pk=held.pk).state) == ("01/BB-HĐTĐKT", "ENDED")
    with pdfplumber.open(io.BytesIO(without_fault(standing_paper(issued)))) as book:
        text = " ".join(" ".join(page.extract_text().split()) for page in book.pages)
        (row,) = (line for page in book.pages for table in page.extract_tables() for line in table if line[0] == "1")
    out, back, valid, invalid, agreed, against, blank = (int(cell) for cell in row[3:10])
    assert f"phát ra: {out:02d}; thu về: {back:02d}; hợp lệ: {valid:02d}; không hợp lệ: {invalid:02d}" in text
    assert (back, valid) == (valid + invalid, agreed + against + blank)
    head, writer = (str(seat) for seat in held.tellers.all())
    assert text.index("THƯ KÝ TRƯỞNG BAN KIỂM PHIẾU") < text.index("CHỦ TỌA", text.index("TRƯỞNG BAN KIỂM PHIẾU"))
    assert f"{writer} {head}" in text


@pytest.mark.parametrize(
    ("told", "typed"),
    [("7 đồng ý, 1 không đồng ý", "8 đồng ý, 0 không đồng ý"), ("có mặt 08, vắng 01", "có mặt 09, vắng 00"),
     ("Cần 8/9 phiếu, đạt 8/9", "Cần 8/9 phiếu, đạt 9/9")],
)  # fmt: skip
def test_the_words_of_a_record_are_free_and_its_numbers_are_not(held, secretary, told, typed) -> None:
    document = begin_record(held, actor=secretary, at=AT)
    body = document.body.replace("Nhất trí với kết quả thẩm định.", "Cả hội đồng nhất trí.")
    document = edit_draft(document, changes={"body": body}, version=document.version, actor=secretary, at=AT)
    assert missing_parts(document) == []
    assert told in body
    changed = edit_draft(
        document, changes={"body": body.replace(told, typed)}, version=document.version, actor=secretary, at=AT
    )
    assert any("phải ghi đúng kết quả đã lưu" in one for one in missing_parts(changed))
    with pytest.raises(MoveRefusedError, match="phải ghi đúng kết quả"):
        submit_document(changed, actor=secretary, at=AT)


def test_a_record_without_its_list_of_the_count_is_not_signed(held, secretary) -> None:
    document = detach(counted_record(held, secretary), "Kết quả kiểm phiếu", actor=secretary, at=AT)
    assert [one for one in missing_parts(document) if "Phụ lục" in one]


def test_a_secretary_by_seat_alone_writes_both_records(held, dossier) -> None:
    """Whoever sits in the council as its secretary, without any role for it."""
    writer = UserFactory(school=held.school, roles=[Role.TEACHER])
    Seat.objects.filter(pk=held.secretary_id).update(person=writer.person)
    assert begin_record(CouncilSession.objects.get(pk=held.pk), actor=writer, at=AT).created_by == writer.person
    assert counted_record(held, writer).created_by == writer.person


def test_no_record_of_a_count_where_nobody_cast_a_ballot(school, review, light, principal, secretary) -> None:
    table = opened(school, review, chair=principal, secretary=secretary)
    enter_counts(table.item(light), "HANDS", counted(9), actor=secretary, at=AT)
    conclude(table.item(light), actor=secretary, at=AT)
    ended = end_session(table.session, time(10, 30), actor=principal, at=AT)
    with pytest.raises(MoveRefusedError, match="không bỏ phiếu kín"):
        begin_count_record(ended, actor=secretary, at=AT)
