"""A list is shown to the school, heard, answered and ended; an open complaint stops the dossier it is about."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Review
from nominations.feedback.enums import OpinionKind, Outcome
from nominations.feedback.models import Opinion, Posting
from nominations.feedback.queries import tally
from nominations.feedback.services.opinions import answer, send
from nominations.feedback.services.posting import begin_notice, close, discard_posting, draw_up, post, save_posting
from tests.factories.contests import kin
from tests.factories.dossiers import DossierFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError, StaleError

from .conftest import AFTERWARDS, IN_TIME, SENT

pytestmark = pytest.mark.django_db
DAYS = {"place": "Bảng tin phòng hội đồng", "posted_on": date(2023, 5, 15), "until": date(2023, 5, 26)}
ANSWER = "Thư ký đã kiểm tra sổ chấm công: cô Ánh dạy đủ."


def complaint(line, actor, at=IN_TIME):
    text = "Cô Ánh nghỉ dạy nhiều buổi trong tháng Ba mà không ghi."
    return send(line.posting, line=line, kind=OpinionKind.COMPLAINT, text=text, actor=actor, at=at)


def test_a_list_takes_what_has_reached_the_school(review, dossier, secretary):
    DossierFactory(review=review, state=DossierState.DRAFT)
    DossierFactory(review=review, state=DossierState.WITHDRAWN)

    posting = draw_up(review, **DAYS, actor=secretary, at=IN_TIME)

    assert [line.dossier for line in posting.lines.all()] == [dossier]
    assert posting.lines.get().holder_name == "Bùi Thị Ngọc Ánh"


def test_what_arrives_until_it_is_posted_is_shown_and_nothing_later(review, dossier, secretary):
    posting = draw_up(review, **DAYS, actor=secretary, at=IN_TIME)
    DossierFactory(review=review, **SENT)

    post(posting, actor=secretary, at=IN_TIME)
    DossierFactory(review=review, **SENT)

    assert posting.lines.count() == 2


def test_everybody_is_told_of_a_posted_list(review, dossier, dao, secretary):
    posting = draw_up(review, **DAYS, actor=secretary, at=IN_TIME)

    post(posting, actor=secretary, at=IN_TIME)

    assert Notice.objects.filter(person=dao.person, kind="LIST_POSTED").count() == 1


def test_a_list_stands_for_as_many_working_days_as_the_school_asks(review, dossier, secretary):
    """Ten by default; nine of them need a reason."""
    posting = draw_up(review, **DAYS | {"until": date(2023, 5, 25)}, actor=secretary, at=IN_TIME)

    with pytest.raises(MoveRefusedError, match="ít nhất 10 ngày làm việc"):
        post(posting, actor=secretary, at=IN_TIME)

    save_posting(
        posting, **DAYS | {"until": date(2023, 5, 25)}, why_shorter="Cấp trên thu hồ sơ ngày 26/5.", version=1,
        actor=secretary, at=IN_TIME,
    )  # fmt: skip
    assert post(posting, actor=secretary, at=IN_TIME).state == "POSTED"


def test_a_list_of_nothing_is_not_posted(review, secretary):
    posting = draw_up(review, **DAYS, actor=secretary, at=IN_TIME)

    with pytest.raises(MoveRefusedError, match="chưa có hồ sơ nào"):
        post(posting, actor=secretary, at=IN_TIME)


def test_a_round_has_one_list_at_a_time(review, secretary):
    draw_up(review, **DAYS, actor=secretary, at=IN_TIME)

    with pytest.raises(ValidationError, match="đang có một danh sách"):
        draw_up(review, **DAYS, actor=secretary, at=IN_TIME)


@pytest.mark.parametrize("state", ["DRAFT", "HELD", "DONE"])
def test_a_list_is_drawn_up_only_while_the_round_takes_changes(review, secretary, state):
    Review.objects.filter(pk=review.pk).update(state=state)

    with pytest.raises(MoveRefusedError, match="chưa mở hoặc hội đồng đã họp"):
        draw_up(review, **DAYS, actor=secretary, at=IN_TIME)


def test_days_in_the_wrong_order_are_refused(review, secretary):
    with pytest.raises(ValidationError, match="không được trước ngày đầu"):
        draw_up(review, **DAYS | {"until": date(2023, 5, 14)}, actor=secretary, at=IN_TIME)


def test_a_stale_save_is_refused(review, secretary, deputy):
    posting = draw_up(review, **DAYS, actor=secretary, at=IN_TIME)
    save_posting(posting, **DAYS | {"place": "Văn phòng"}, version=1, actor=deputy, at=IN_TIME)

    with pytest.raises(StaleError):
        save_posting(posting, **DAYS, version=1, actor=secretary, at=IN_TIME)


def test_a_posted_list_is_neither_changed_nor_thrown_away(posting, secretary):
    with pytest.raises(MoveRefusedError):
        save_posting(posting, **DAYS, version=1, actor=secretary, at=IN_TIME)
    with pytest.raises(MoveRefusedError):
        discard_posting(posting, actor=secretary, at=IN_TIME)


def test_a_draft_is_thrown_away_with_its_notice(review, dossier, secretary):
    posting = draw_up(review, **DAYS, actor=secretary, at=IN_TIME)
    begin_notice(posting, actor=secretary, at=IN_TIME)

    discard_posting(Posting.objects.get(), actor=secretary, at=IN_TIME)

    assert not Posting.objects.exists()
    assert not Document.objects.exists()


def test_the_notice_bears_the_list(posting, secretary):
    paper = begin_notice(posting, actor=secretary, at=IN_TIME)

    assert paper.kind == Kind.NOTICE
    assert paper.appendices[0]["table"]["rows"][0][1] == "Bùi Thị Ngọc Ánh"
    assert "từ ngày 15/05/2023 đến hết ngày 26/05/2023" in paper.body
    with pytest.raises(MoveRefusedError, match="Đã có thông báo"):
        begin_notice(posting, actor=secretary, at=IN_TIME)


@pytest.mark.parametrize("step", [draw_up, save_posting, post, close, discard_posting, begin_notice])
def test_a_teacher_posts_no_list(step, posting, review, teacher):
    told = {draw_up: DAYS, save_posting: {**DAYS, "version": 1}, close: {"conclusion": "Xong."}}
    with pytest.raises(PermissionDenied):
        step(review if step is draw_up else posting, **told.get(step, {}), actor=teacher, at=AFTERWARDS)


def test_a_complaint_stops_the_dossier_until_it_is_answered(line, dossier, teacher, secretary):
    opinion = complaint(line, teacher)
    dossier.refresh_from_db()
    assert dossier.is_paused

    answer(opinion, outcome=Outcome.EXPLAINED, text=ANSWER, actor=secretary, at=IN_TIME)

    dossier.refresh_from_db()
    assert not dossier.is_paused


def test_a_dossier_waits_for_the_last_of_its_complaints(line, dossier, teacher, group_head, secretary):
    first, _ = complaint(line, teacher), complaint(line, group_head)

    answer(first, outcome=Outcome.EXPLAINED, text=ANSWER, actor=secretary, at=IN_TIME)

    dossier.refresh_from_db()
    assert dossier.is_paused


def test_an_opinion_stops_nothing(posting, line, dossier, teacher):
    send(posting, line=line, kind=OpinionKind.OPINION, text="Nên ghi rõ thành tích.", actor=teacher, at=IN_TIME)

    dossier.refresh_from_db()
    assert not dossier.is_paused


def test_a_complaint_says_whom_it_is_about_and_why(posting, line, teacher):
    with pytest.raises(ValidationError, match="về trường hợp nào"):
        send(posting, line=None, kind=OpinionKind.COMPLAINT, text="Danh sách này chưa đúng đâu.", actor=teacher, at=IN_TIME)
    with pytest.raises(ValidationError, match="ít nhất 20 ký tự"):
        send(posting, line=line, kind=OpinionKind.COMPLAINT, text="Không đúng.", actor=teacher, at=IN_TIME)


def test_after_the_last_day_nothing_is_sent_any_more(line, teacher):
    with pytest.raises(MoveRefusedError, match="hết thời gian công khai"):
        complaint(line, teacher, at=AFTERWARDS)


def test_a_stranger_sends_nothing(line, stranger):
    with pytest.raises(PermissionDenied):
        complaint(line, stranger)


def test_whom_it_is_about_does_not_read_it_whatever_the_role(line, dao, teacher, secretary):
    """The teacher shown becomes secretary and inspector as well."""
    opinion = complaint(line, teacher)
    day = date(2023, 5, 20)
    seen = {user: Opinion.objects.visible_to(user, day).filter(pk=opinion.pk).exists() for user in (dao, teacher, secretary)}

    assert seen == {dao: False, teacher: True, secretary: True}


def test_kin_neither_reads_nor_answers_it(line, dao, teacher, secretary, principal):
    kin(secretary, dao)
    opinion = complaint(line, teacher)

    assert not Opinion.objects.visible_to(secretary, date(2023, 5, 20)).exists()
    with pytest.raises(PermissionDenied):
        answer(opinion, outcome=Outcome.TAKEN, text=ANSWER, actor=secretary, at=IN_TIME)
    assert answer(opinion, outcome=Outcome.TAKEN, text=ANSWER, actor=principal, at=IN_TIME).state == "ANSWERED"


def test_who_may_answer_is_told_and_whom_it_is_about_is_not(line, dao, teacher, secretary, principal):
    complaint(line, teacher)

    told = set(Notice.objects.filter(kind="OPINION_SENT").values_list("person", flat=True))
    assert told == {secretary.person_id, principal.person_id}


def test_nobody_answers_to_themselves(line, secretary):
    opinion = complaint(line, secretary)

    with pytest.raises(PermissionDenied):
        answer(opinion, outcome=Outcome.TAKEN, text=ANSWER, actor=secretary, at=IN_TIME)


@pytest.mark.parametrize("told", [{"outcome": ""}, {"outcome": "X"}, {"text": "Đúng."}, {"text": "x" * 3001}])
def test_an_answer_says_what_came_of_it_and_why(line, teacher, secretary, told):
    opinion = complaint(line, teacher)

    with pytest.raises(ValidationError):
        answer(opinion, **{"outcome": "TAKEN", "text": ANSWER} | told, actor=secretary, at=IN_TIME)


def test_the_sender_hears_the_answer(line, teacher, secretary):
    answer(complaint(line, teacher), outcome=Outcome.TAKEN, text=ANSWER, actor=secretary, at=IN_TIME)

    assert Notice.objects.filter(person=teacher.person, kind="OPINION_ANSWERED").count() == 1


def test_a_list_ends_after_its_last_day_with_every_opinion_answered(posting, line, teacher, secretary):
    opinion = complaint(line, teacher)
    with pytest.raises(MoveRefusedError, match="sau ngày đó"):
        close(posting, conclusion="Không có gì thay đổi.", actor=secretary, at=IN_TIME)
    with pytest.raises(MoveRefusedError, match="Còn 1 phản ánh chưa trả lời"):
        close(posting, conclusion="Không có gì thay đổi.", actor=secretary, at=AFTERWARDS)

    answer(opinion, outcome=Outcome.EXPLAINED, text=ANSWER, actor=secretary, at=AFTERWARDS)

    assert close(posting, conclusion="Không có gì thay đổi.", actor=secretary, at=AFTERWARDS).state == "CLOSED"


def test_a_list_does_not_end_without_a_conclusion(posting, secretary):
    with pytest.raises(ValidationError, match="ghi kết luận"):
        close(posting, conclusion="  ", actor=secretary, at=AFTERWARDS)


def test_a_conclusion_is_kept_composed(posting, secretary):
    told = unicodedata.normalize("NFD", "Giữ nguyên danh sách.")

    assert close(posting, conclusion=told, actor=secretary, at=AFTERWARDS).conclusion == "Giữ nguyên danh sách."


def test_a_dossier_is_stopped_before_the_log_tells_of_the_complaint(line, teacher):
    """Whoever moves a dossier locks it before the log; the other way round two people would wait for each other."""
    complaint(line, teacher)

    verbs = AuditEvent.objects.filter(verb__in=("opinion.send", "dossier.pause")).order_by("seq")
    assert [event.verb for event in verbs] == ["dossier.pause", "opinion.send"]


def test_the_minutes_are_told_what_was_heard(posting, line, teacher, group_head, secretary):
    answer(complaint(line, teacher), outcome=Outcome.TAKEN, text=ANSWER, actor=secretary, at=IN_TIME)
    send(posting, line=None, kind=OpinionKind.OPINION, text="Danh sách rõ.", actor=group_head, at=IN_TIME)

    told = tally(posting)

    assert (told.sent, told.complaints, told.taken, told.explained, told.waiting) == (2, 1, 1, 0, 1)


def test_the_log_does_not_say_who_sent_it(line, teacher, dossier):
    complaint(line, teacher)

    assert not AuditEvent.objects.filter(actor_id=teacher.pk).exists()
