"""Lấy ý kiến: who is asked, until when, what may be said, and what becomes of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.documents.consulting import PASSAGE, consult, draft_of
from tests.factories.school import DelegationFactory, PersonFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.consultations import candidates, summary
from thiduakt.documents.models import Comment, Consultation, ConsultedReader, Document
from thiduakt.documents.passages import passages
from thiduakt.documents.services.consulting import (
    answer_comment,
    end_consultation,
    mark_read,
    open_consultation,
    prolong,
    remind,
    submit_document,
    withdraw_comment,
    write_comment,
)
from thiduakt.documents.services.drafting import edit_draft
from thiduakt.permissions import Role
from thiduakt.school.models import RoleAssignment
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(principal, teacher, at):
    return consult(principal, teacher, at=at)


@pytest.fixture
def comment(consultation, teacher, at):
    return write_comment(consultation, text="Nên ghi rõ chỉ tiêu.", field="body", passage=PASSAGE, actor=teacher, at=at)


def verbs():
    return list(AuditEvent.objects.order_by("seq").values_list("verb", flat=True))


def test_opening_moves_the_draft_and_keeps_who_is_asked_each_once(principal, teacher, clerk, at):
    document = draft_of(principal)

    consultation = open_consultation(
        document, people=[teacher.person, clerk.person, teacher.person], closes_on=date(2023, 10, 12), actor=principal, at=at
    )

    document.refresh_from_db()
    assert document.state == "CONSULTING"
    assert consultation.opened_on == date(2023, 10, 5)
    assert sorted(consultation.readers.values_list("person", flat=True)) == sorted([teacher.person_id, clerk.person_id])
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason) == ("document.consult", "Hỏi 2 người, hạn góp ý 12/10/2023.")


@pytest.mark.parametrize(
    ("days", "people", "sentence"),
    [
        (-1, True, "Hạn góp ý không được trước hôm nay."),
        (3, False, "Thầy/cô chọn ít nhất một người để hỏi ý kiến."),
    ],
)
def test_a_past_day_and_an_empty_list_are_refused(days, people, sentence, principal, teacher, at):
    document = draft_of(principal)

    with pytest.raises(ValidationError, match=sentence):
        consult(principal, *([teacher] if people else []), days=days, document=document, at=at)

    assert Document.objects.get().state == "DRAFT"
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "technician", "superior"])
def test_nobody_is_asked_who_could_not_read(who, principal, request, at):
    with pytest.raises(ValidationError, match="không hỏi được"):
        consult(principal, request.getfixturevalue(who), at=at)


def test_those_at_work_can_be_asked_those_with_an_account_first(principal, teacher, technician, stranger, at):
    document = draft_of(principal)
    PersonFactory(school=principal.school, full_name="Bùi Thị An")  # no account
    gone = UserFactory(school=principal.school, full_name="Lý Thị Ba", roles=[Role.TEACHER])
    gone.person.left_on = at.date() - timedelta(days=1)
    gone.person.save()
    UserFactory(school=principal.school, full_name="Cao Văn Cư")  # an account without a role

    found = [(str(person), person.has_account) for person in candidates(document, at.date())]

    assert found == [("Đỗ Thị Đào", True), ("Hoàng Thị Phương", True), ("Bùi Thị An", False)]


@pytest.mark.parametrize("who", ["clerk", "secretary", "teacher", "accountant", "technician", "stranger"])
def test_only_those_who_draft_ask(who, principal, teacher, request, at):
    actor, document = request.getfixturevalue(who), draft_of(principal)

    with pytest.raises(PermissionDenied):
        open_consultation(document, people=[teacher.person], closes_on=at.date(), actor=actor, at=at)


def test_a_second_round_is_refused_while_one_is_open(consultation, principal, teacher, at):
    with pytest.raises(MoveRefusedError, match="đang lấy ý kiến"):
        consult(principal, teacher, document=consultation.document, at=at)


def test_the_database_holds_one_open_round(consultation, principal, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.create(
            document=consultation.document, opened_on=at.date(), closes_on=at.date(), opened_by=principal
        )


@pytest.mark.parametrize(("end", "state"), [(end_consultation, "DRAFT"), (submit_document, "SUBMITTED")])
def test_ending_by_hand_and_by_submitting_closes_the_round(end, state, consultation, deputy, at):
    document = end(consultation.document, actor=deputy, at=at)

    consultation.refresh_from_db()
    assert (document.state, consultation.ended_at) == (state, at)


def test_another_round_can_follow(consultation, principal, clerk, at):
    end_consultation(consultation.document, actor=principal, at=at)

    again = consult(principal, clerk, document=consultation.document, at=at)

    assert again.pk != consultation.pk
    assert list(again.readers.values_list("person", flat=True)) == [clerk.person_id]


def can_read(user, document, at):
    return Document.objects.visible_to(user, at.date()).filter(pk=document.pk).exists()


def test_only_those_asked_read_the_draft(consultation, request, at):
    people = ("principal", "deputy", "clerk", "teacher", "group_head", "technician", "superior", "stranger")

    readers = {who for who in people if can_read(request.getfixturevalue(who), consultation.document, at)}

    assert readers == {"principal", "deputy", "clerk", "teacher"}


@pytest.mark.parametrize("who", ["secretary", "accountant", "inspector", "group_head", "deputy"])
def test_whoever_is_asked_reads_whatever_the_role(who, principal, request, at):
    user = request.getfixturevalue(who)

    assert can_read(user, consult(principal, user, at=at).document, at)


@pytest.mark.parametrize("end", [end_consultation, submit_document])
def test_who_was_asked_reads_the_draft_no_longer_once_it_has_ended(end, consultation, principal, teacher, at):
    end(consultation.document, actor=principal, at=at)

    assert not can_read(teacher, consultation.document, at)
    assert Consultation.objects.visible_to(teacher, at.date()).get() == consultation


def test_a_reader_whose_role_has_ended_reads_no_more(consultation, teacher, at):
    RoleAssignment.objects.filter(person=teacher.person).update(ends_on=at.date() - timedelta(days=1))
    teacher = type(teacher).objects.get(pk=teacher.pk)

    assert not can_read(teacher, consultation.document, at)
    with pytest.raises(PermissionDenied):
        write_comment(consultation, text="Ý kiến.", actor=teacher, at=at)


def test_a_technician_reads_nothing_even_where_a_row_says_so(consultation, technician, at):
    ConsultedReader.objects.create(consultation=consultation, person=technician.person)

    assert not can_read(technician, consultation.document, at)
    assert not Consultation.objects.visible_to(technician, at.date()).exists()


def test_a_comment_keeps_the_words_of_its_passage(comment, consultation, teacher, principal, at):
    edit_draft(consultation.document, changes={"body": "<p>Đã viết lại.</p>"}, version=1, actor=principal, at=at)

    (section,) = summary(Consultation.objects.get()).sections

    assert section.title == "Đoạn đã được sửa hoặc bỏ"
    (said,) = section.comments
    assert (said.comment.passage, said.has_changed) == (PASSAGE, True)
    assert "document.comment" in verbs()


def test_a_passage_that_no_longer_stands_is_not_commented_on(consultation, teacher, at):
    with pytest.raises(ValidationError, match="vừa được sửa"):
        write_comment(consultation, text="Ý kiến.", field="body", passage="Chưa từng có.", actor=teacher, at=at)

    assert not Comment.objects.exists()


@pytest.mark.parametrize("who", ["principal", "deputy", "group_head", "stranger"])
def test_who_was_not_asked_says_nothing(who, consultation, request, at):
    with pytest.raises(PermissionDenied):
        write_comment(consultation, text="Ý kiến.", actor=request.getfixturevalue(who), at=at)


def test_the_last_day_still_counts_and_the_next_does_not(principal, teacher, at):
    consultation = consult(principal, teacher, days=0, at=at)
    write_comment(consultation, text="Đúng hạn.", actor=teacher, at=at.replace(hour=23, minute=59))

    with pytest.raises(MoveRefusedError, match="hết hạn"):
        write_comment(consultation, text="Muộn.", actor=teacher, at=at + timedelta(days=1))

    assert can_read(teacher, consultation.document, at + timedelta(days=1))


def test_nothing_is_said_after_the_end(consultation, principal, teacher, at):
    end_consultation(consultation.document, actor=principal, at=at)

    with pytest.raises(MoveRefusedError, match="kết thúc"):
        write_comment(consultation, text="Muộn.", actor=teacher, at=at)


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_comment_is_refused(text, consultation, teacher, at):
    with pytest.raises(ValidationError):
        write_comment(consultation, text=text, actor=teacher, at=at)


def test_one_s_own_comment_is_withdrawn_until_it_is_answered(comment, teacher, group_head, principal, at):
    with pytest.raises(PermissionDenied):
        withdraw_comment(comment, actor=principal, at=at)

    answer_comment(comment, "take", answer="Đã bổ sung chỉ tiêu.", actor=principal, at=at)
    with pytest.raises(MoveRefusedError, match="đã được trả lời"):
        withdraw_comment(comment, actor=teacher, at=at)
    answer_comment(comment, "reopen", actor=principal, at=at)
    withdraw_comment(comment, actor=teacher, at=at)

    assert not Comment.objects.exists()
    assert verbs()[-1] == "document.withdraw_comment"


@pytest.mark.parametrize(("action", "state"), [("take", "TAKEN"), ("not_take", "NOT_TAKEN")])
def test_an_answer_has_a_reason_and_a_name(action, state, comment, deputy, at):
    with pytest.raises(MoveRefusedError, match="lý do"):
        answer_comment(comment, action, answer="  ", actor=deputy, at=at)

    answer_comment(comment, action, answer=" Đã xem xét. ", actor=deputy, at=at)

    comment.refresh_from_db()
    assert (comment.state, comment.answer, comment.answered_by) == (state, "Đã xem xét.", deputy)
    assert verbs()[-1] == f"comment.{action}"


def test_an_answer_is_not_written_over_unseen(comment, principal, deputy, at):
    answer_comment(comment, "take", answer="Đã bổ sung.", actor=deputy, at=at)

    with pytest.raises(MoveRefusedError, match="tiếp thu"):
        answer_comment(comment, "not_take", answer="Không cần.", actor=principal, at=at)


@pytest.mark.parametrize("who", ["teacher", "clerk", "secretary", "stranger"])
def test_only_those_who_edit_answer(who, comment, request, at):
    with pytest.raises(PermissionDenied):
        answer_comment(comment, "take", answer="Vâng.", actor=request.getfixturevalue(who), at=at)


def test_a_secretary_with_a_delegation_answers(comment, secretary, at):
    DelegationFactory(person=secretary.person, action="plan.edit")

    assert answer_comment(comment, "take", answer="Đã bổ sung.", actor=secretary, at=at).state == "TAKEN"


def test_a_look_at_the_answer_is_kept_until_it_is_answered_anew(comment, consultation, teacher, principal, at):
    answer_comment(comment, "take", answer="Đã bổ sung.", actor=principal, at=at)
    mark_read(consultation, actor=teacher, at=at)
    assert Comment.objects.get().seen_at == at

    answer_comment(comment, "reopen", actor=principal, at=at)

    assert Comment.objects.get().seen_at is None


def test_the_first_look_is_the_one_that_is_kept(consultation, teacher, principal, at):
    mark_read(consultation, actor=principal, at=at)  # was not asked
    mark_read(consultation, actor=teacher, at=at)
    mark_read(consultation, actor=teacher, at=at + timedelta(hours=1))

    assert consultation.readers.get().read_at == at


def test_the_day_is_moved_further_only(consultation, deputy, teacher, at):
    for day in (consultation.closes_on, consultation.closes_on - timedelta(days=1)):
        with pytest.raises(ValidationError, match="sau hạn đang có"):
            prolong(consultation, closes_on=day, actor=deputy, at=at)
    with pytest.raises(PermissionDenied):
        prolong(consultation, closes_on=date(2023, 10, 20), actor=teacher, at=at)

    assert prolong(consultation, closes_on=date(2023, 10, 20), actor=deputy, at=at).closes_on == date(2023, 10, 20)
    assert verbs()[-1] == "document.prolong"


def test_after_the_day_has_passed_it_is_not_moved_to_another_past_day(consultation, deputy, at):
    with pytest.raises(ValidationError, match="không trước hôm nay"):
        prolong(consultation, closes_on=date(2023, 10, 15), actor=deputy, at=at + timedelta(days=20))


def test_a_reminder_reaches_each_unread_once_a_day(principal, teacher, group_head, deputy, at):
    consultation = consult(principal, teacher, group_head, at=at)
    mark_read(consultation, actor=group_head, at=at)

    assert remind(consultation, actor=deputy, at=at) == 1
    with pytest.raises(ValidationError, match="mai thầy/cô nhắc lại được"):
        remind(consultation, actor=deputy, at=at + timedelta(hours=5))
    assert remind(consultation, actor=deputy, at=at + timedelta(days=1)) == 1
    mark_read(consultation, actor=teacher, at=at + timedelta(days=1))
    with pytest.raises(ValidationError, match="không còn ai để nhắc"):
        remind(consultation, actor=deputy, at=at + timedelta(days=2))
    with pytest.raises(PermissionDenied):
        remind(consultation, actor=teacher, at=at)


def test_who_has_no_account_is_listed_and_not_reminded(principal, teacher, at):
    nobody = PersonFactory(school=principal.school, full_name="Nguyễn Văn Bảo")
    consultation = open_consultation(
        draft_of(principal), people=[teacher.person, nobody], closes_on=at.date(), actor=principal, at=at
    )

    assert remind(consultation, actor=principal, at=at) == 1
    found = summary(consultation)
    assert [str(reader) for reader in found.without_account] == ["Nguyễn Văn Bảo"]
    assert (found.with_account, len(found.unread)) == (1, 1)
    assert found.read_sentence == "0/1 người có tài khoản đã đọc, 1 người đọc bản in."


def test_the_summary_follows_the_text(principal, teacher, at):
    body = "<h2>MỤC ĐÍCH</h2><h3>Yêu cầu</h3><p>Đúng hạn.</p><h2>NỘI DUNG</h2><h3>Yêu cầu</h3><p>Đủ chỉ tiêu.</p>"
    consultation = consult(principal, teacher, body=body, at=at)
    for field, passage in (("body", "Đủ chỉ tiêu."), ("", ""), ("body", "Đúng hạn."), ("recipients", "Lưu: VT")):
        write_comment(consultation, text="Đồng ý.", field=field, passage=passage, actor=teacher, at=at)

    found = summary(consultation)

    assert [section.title for section in found.sections] == [
        "Cả dự thảo", "I. MỤC ĐÍCH, 1. Yêu cầu", "II. NỘI DUNG, 1. Yêu cầu", "Nơi nhận",
    ]  # fmt: skip
    assert (found.comments, found.waiting) == (4, 4)


def test_every_part_of_a_draft_can_be_commented_on(principal):
    table = "<table><tbody><tr><td>Tháng 9</td><td>Phát động</td></tr></tbody></table>"
    document = draft_of(principal, body=f"<p>Mở đầu.</p><h2>NỘI DUNG</h2><ul><li><p>Gạch.</p></li></ul>{table}")

    assert [(one.field, one.text, one.section) for one in passages(document)] == [
        ("subject", "Công tác thi đua, khen thưởng năm 2023", "Trích yếu"),
        ("bases", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", "Căn cứ"),
        ("body", "Mở đầu.", "Mở đầu nội dung"),
        ("body", "I. NỘI DUNG", "I. NỘI DUNG"),
        ("body", "- Gạch.", "I. NỘI DUNG"),
        ("body", "Tháng 9 | Phát động", "I. NỘI DUNG"),
        ("recipients", "Các tổ chuyên môn (để t/h)", "Nơi nhận"),
        ("recipients", "Lưu: VT", "Nơi nhận"),
    ]
