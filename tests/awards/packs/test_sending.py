"""Duyệt, nộp, biên nhận, bổ sung, trả lại, quyết định: who does what, in which state, and what is frozen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from awards.packs.models import Answer, Pack
from awards.packs.queries import decisions_on
from awards.packs.services.drafting import save_pack
from awards.packs.services.sending import answer_pack, approve_pack, decide_pack, rework_pack, send_pack
from tests.documents.test_services_signed_copies import pdf
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.documents import DocumentFactory
from tests.factories.packs import SENT_ON, PackFactory, built
from thiduakt.documents.kinds import Kind
from thiduakt.school.models import School
from thiduakt.workflow import MoveRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = date(2023, 10, 5)


def answer(**told):
    return {"kind": "RECEIPT", "told_on": DAY, "number": "12/BN", "who": "Trần Thị Ý", "note": "", "due_on": None, **told}


ASKED = answer(kind="SUPPLEMENT", note="Thiếu báo cáo của bà Đào", due_on=date(2023, 10, 20))


@pytest.fixture
def pack(review, dossier):
    return PackFactory(review=review, dossiers=[dossier])


@pytest.fixture
def ready(pack, school, secretary):
    """Nothing is missing any more."""
    paper = DocumentFactory(school=school, kind=Kind.SUBMITTAL, state="ISSUED", created_by=secretary.person)
    Pack.objects.filter(pk=pack.pk).update(document=paper)
    built(pack)
    return Pack.objects.get(pk=pack.pk)


@pytest.fixture
def sent(review, dossier, superior):
    return PackFactory(review=review, dossiers=[dossier], state="SENT", superior=superior.school)


def test_what_is_missing_is_told_one_by_one(pack, principal, at):
    with pytest.raises(MoveRefusedError) as refusal:
        approve_pack(pack, actor=principal, at=at)

    assert refusal.value.messages == [
        "Chưa có tờ trình.", "Chưa lập bộ tệp của nội dung hiện có. Thầy/cô bấm “Lập bộ tệp”.",
    ]  # fmt: skip


def test_a_draft_of_the_to_trinh_and_an_old_build_do_not_do(ready, school, principal, secretary, at):
    draft = DocumentFactory(school=school, kind=Kind.SUBMITTAL, created_by=secretary.person)
    Pack.objects.filter(pk=ready.pk).update(document=draft)
    ready.refresh_from_db()
    save_pack(ready, addressee="UBND", order=ready.order, version=1, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError) as refusal:
        approve_pack(ready, actor=principal, at=at)

    assert refusal.value.messages == [
        "Tờ trình nháp, chưa ban hành.", "Chưa lập bộ tệp của nội dung hiện có. Thầy/cô bấm “Lập bộ tệp”.",
    ]  # fmt: skip


def test_a_dossier_that_was_stopped_holds_the_pack(ready, dossier, principal, at):
    type(dossier).objects.filter(pk=dossier.pk).update(paused_on=DAY, pause_reason="có phản ánh")
    with pytest.raises(MoveRefusedError, match="đang tạm dừng"):
        approve_pack(ready, actor=principal, at=at)


def test_the_principal_approves_and_the_clerk_sends(ready, school, principal, clerk, at):
    superior = School.objects.get(pk=school.pk).superior
    approve_pack(ready, actor=principal, at=at)
    pack = send_pack(ready, sent_on=ready.document.issued_on, shows=True, actor=clerk, at=at)

    assert (pack.state, pack.superior, pack.sent_build) == ("SENT", superior, ready.builds.get())


@pytest.mark.parametrize("who", ["secretary", "clerk", "teacher"])
def test_others_do_not_approve(who, ready, request, at):
    with pytest.raises(PermissionDenied):
        approve_pack(ready, actor=request.getfixturevalue(who), at=at)


@pytest.mark.parametrize("who", ["principal", "secretary", "superior", "stranger"])
def test_others_do_not_send(who, review, dossier, request, at):
    pack = PackFactory(review=review, dossiers=[dossier], state="APPROVED")
    with pytest.raises(PermissionDenied):
        send_pack(pack, sent_on=DAY, shows=False, actor=request.getfixturevalue(who), at=at)


@pytest.mark.parametrize(("day", "reason"), [(date(2023, 10, 6), "tương lai"), (date(2020, 1, 1), "trước ngày tờ trình")])
def test_a_day_that_cannot_be_is_refused(day, reason, review, dossier, clerk, at):
    pack = PackFactory(review=review, dossiers=[dossier], state="APPROVED")
    with pytest.raises(ValidationError, match=reason):
        send_pack(pack, sent_on=day, shows=False, actor=clerk, at=at)


def test_a_receipt_is_kept_with_its_scan_and_moves_nothing(sent, clerk, at, media_root):
    told = answer_pack(sent, answer(), [SimpleUploadedFile("bien-nhan.pdf", pdf())], actor=clerk, at=at)

    sent.refresh_from_db()
    assert sent.state == "SENT"
    assert [one.original_name for one in told.files.all()] == ["bien-nhan.pdf"]


def test_what_is_no_scan_is_refused_and_nothing_is_written(sent, clerk, at, media_root):
    with pytest.raises(ValidationError, match="Chỉ nhận"):
        answer_pack(sent, answer(), [SimpleUploadedFile("a.exe", b"MZ")], actor=clerk, at=at)
    assert not Answer.objects.exists()


def test_the_superior_asks_for_more_until_a_day_and_the_school_works_on_it(sent, superior, secretary, principal, at):
    answer_pack(sent, ASKED, [], actor=superior, at=at)
    sent.refresh_from_db()
    assert sent.state == "SUPPLEMENT"

    pack = rework_pack(sent, actor=secretary, at=at)

    assert (pack.state, pack.sent_on) == ("DRAFT", SENT_ON)
    assert not Pack.objects.visible_to(superior, at.date()).exists()  # until it is sent again


def test_the_whole_may_be_given_back(sent, superior, at):
    answer_pack(sent, answer(kind="RETURN", note="Sai thẩm quyền"), [], actor=superior, at=at)

    sent.refresh_from_db()
    assert sent.state == "RETURNED"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (answer(told_on=date(2023, 10, 6)), "tương lai"),
        (answer(told_on=date(2023, 10, 1)), "từ ngày ấy trở đi"),
        (answer(kind="SUPPLEMENT", note="Thiếu"), "hạn bổ sung"),
        (answer(kind="RETURN"), "yêu cầu gì"),
        ({**ASKED, "due_on": date(2023, 10, 4)}, "không được trước ngày yêu cầu"),
    ],
)
def test_an_answer_that_says_too_little_or_cannot_be_is_refused(told, reason, sent, clerk, at):
    with pytest.raises(ValidationError, match=reason):
        answer_pack(sent, told, [], actor=clerk, at=at)
    sent.refresh_from_db()
    assert sent.state == "SENT"


@pytest.mark.parametrize("who", ["principal", "secretary", "teacher", "stranger"])
def test_others_answer_nothing(who, sent, request, at):
    with pytest.raises(PermissionDenied):
        answer_pack(sent, answer(), [], actor=request.getfixturevalue(who), at=at)


def test_a_superior_it_was_not_opened_to_neither_sees_nor_answers(review, dossier, superior, at):
    pack = PackFactory(review=review, dossiers=[dossier], state="SENT")
    assert not Pack.objects.visible_to(superior, at.date()).exists()
    with pytest.raises(PermissionDenied):
        answer_pack(pack, answer(), [], actor=superior, at=at)


@pytest.mark.parametrize("state", ["DRAFT", "APPROVED"])
def test_the_superior_sees_nothing_before_it_is_sent(state, review, dossier, superior, at):
    PackFactory(review=review, dossiers=[dossier], state=state)

    assert not Pack.objects.visible_to(superior, at.date()).exists()


def test_the_decision_of_the_superior_ends_the_road(sent, dossier, school, clerk, at):
    decision = AwardDecisionFactory(school=school, origin="SUPERIOR", state="IN_FORCE")
    AwardLineFactory(decision=decision, dossier=dossier, person=dossier.person)
    AwardDecisionFactory(school=school, origin="SUPERIOR", state="IN_FORCE", number="99/QĐ-UBND")

    assert list(decisions_on(sent)) == [decision]
    assert decide_pack(sent, decision, actor=clerk, at=at).state == "DECIDED"
    with pytest.raises(MoveRefusedError, match="không ghi trả lời"):
        answer_pack(sent, answer(), [], actor=clerk, at=at)


def test_a_decision_of_the_school_itself_ends_nothing(sent, school, clerk, at):
    with pytest.raises(MoveRefusedError, match="quyết định của cấp trên"):
        decide_pack(sent, AwardDecisionFactory(school=school, state="IN_FORCE"), actor=clerk, at=at)
