"""The screens of lấy ý kiến once comments have come: answers, the summary, and who is told of what."""

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.documents.consulting import PASSAGE, consult, draft_of
from tests.documents.screens import day, said, url, words
from tests.factories.school import UserFactory
from thiduakt.documents.models import Comment, Consultation, Document
from thiduakt.documents.services.consulting import (
    answer_comment,
    end_consultation,
    mark_read,
    submit_document,
    write_comment,
)
from thiduakt.documents.services.issuing import sign_document
from thiduakt.permissions import Role

pytestmark = pytest.mark.usefixtures("blank_pages")
# session, user, roles, the consultation and what is made of it, school year
READING, SUMMARY, FORM = 9, 9, 10


@pytest.mark.parametrize(("action", "state"), [("take", "TAKEN"), ("not_take", "NOT_TAKEN")])
def test_an_answer_is_one_press(action, state, comment, consultation, deputy, client):
    client.force_login(deputy)

    response = client.post(url("comment_answer", comment), {"action": action, "answer": "Đã xem xét."})

    assert response.url == f"{url('consultation_summary', consultation)}#y-kien-{comment.pk}"
    assert Comment.objects.get().state == state


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"action": "take", "answer": " "}, "Thầy/cô cần ghi rõ lý do."),
        ({"action": "burn", "answer": "Đã xem xét."}, "Thầy/cô chọn tiếp thu hoặc không tiếp thu."),
        ({"answer": "Đã xem xét."}, "Thầy/cô chọn tiếp thu hoặc không tiếp thu."),
        ({"action": "take", "answer": "Đã xem xét." * 100}, "tối đa 1000 ký tự"),
    ],
)
def test_a_refused_answer_is_shown_again(typed, sentence, comment, deputy, client):
    client.force_login(deputy)

    response = client.post(url("comment_answer", comment), typed)

    assert response.status_code == 200
    assert sentence in words(response)
    assert typed["answer"].strip() in response.content.decode()


def test_an_answer_that_came_second_is_not_lost(comment, principal, deputy, now, client):
    answer_comment(comment, "take", answer="Đã bổ sung.", actor=deputy, at=now)
    client.force_login(principal)

    response = client.post(url("comment_answer", comment), {"action": "not_take", "answer": "Đã có ở phần II."})

    assert "Đã bổ sung." in words(response)
    assert "Đã có ở phần II." in words(response)
    assert Comment.objects.get().answer == "Đã bổ sung."


def test_after_the_signature_nothing_is_answered_and_the_typed_answer_is_not_lost(comment, principal, now, client):
    submit_document(comment.consultation.document, actor=principal, at=now)
    sign_document(comment.consultation.document, signed_on=timezone.localdate(now), actor=principal, at=now)
    client.force_login(principal)

    response = client.post(url("comment_answer", comment), {"action": "take", "answer": "Đã bổ sung ở phần II."})

    assert response.status_code == 200
    assert "Văn bản đã ký, ý kiến không trả lời được nữa." in words(response)
    assert "Đã bổ sung ở phần II." in response.content.decode()
    assert Comment.objects.get().state == "WAITING"
    assert "Trả lời…" not in words(client.get(url("consultation_summary", comment.consultation)))


@pytest.mark.parametrize("who", ["clerk", "teacher"])
def test_who_does_not_draft_answers_nothing(who, comment, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("comment_answer", comment)).status_code == 403
    assert client.post(url("comment_answer", comment), {"action": "take", "answer": "Vâng."}).status_code == 403


def test_an_answer_can_be_given_anew(comment, deputy, now, client):
    answer_comment(comment, "take", answer="Đã bổ sung.", actor=deputy, at=now)
    client.force_login(deputy)

    client.post(url("comment_answer", comment), {"action": "reopen"})

    assert Comment.objects.get().state == "WAITING"


def test_the_summary_counts_and_names(principal, teacher, group_head, deputy, now, client):
    consultation = consult(principal, teacher, group_head, at=now)
    write_comment(consultation, text="Nên ghi rõ.", field="body", passage=PASSAGE, actor=teacher, at=now)
    client.force_login(deputy)

    page = words(client.get(url("consultation_summary", consultation)))

    assert "Đã đọc 1/2" in page
    assert "Chưa đọc (1) Phạm Thị Hương" in page
    assert "I. MỤC ĐÍCH, YÊU CẦU (1)" in page


def test_the_summary_without_a_word_says_what_will_stand_there(consultation, principal, client):
    client.force_login(principal)

    page = words(client.get(url("consultation_summary", consultation)))

    assert "Chưa có ý kiến nào" in page
    assert "Chưa ai đọc." in page


def test_the_summary_is_taken_along_as_a_sheet(comment, consultation, deputy, now, client, tmp_path):
    answer_comment(comment, "take", answer="=1+1", actor=deputy, at=now)
    client.force_login(deputy)
    (tmp_path / "sheet.xlsx").write_bytes(client.get(url("consultation_excel", consultation)).content)

    rows = list(openpyxl.load_workbook(tmp_path / "sheet.xlsx").active.iter_rows(min_row=4, values_only=True))

    assert rows[1] == (
        "I. MỤC ĐÍCH, YÊU CẦU", PASSAGE, "Đỗ Thị Đào", "Nên ghi rõ chỉ tiêu.", "tiếp thu", "=1+1", "Nguyễn Thị Ánh",
    )  # fmt: skip


def test_the_unread_are_reminded_by_a_button(consultation, principal, teacher, client):
    client.force_login(principal)

    assert said(client.post(url("consultation_remind", consultation)))[0].startswith("Đã nhắc 1 người chưa đọc")
    assert "mai thầy/cô nhắc lại được" in said(client.post(url("consultation_remind", consultation)))[-1]
    client.force_login(teacher)
    assert "được nhắc lúc" in words(client.get("/"))


@pytest.mark.parametrize(("typed", "is_moved"), [(day(20), True), (day(1), False), ("mai", False), ("", False)])
def test_the_day_is_prolonged_by_a_button(typed, is_moved, consultation, principal, client):
    client.force_login(principal)
    before = consultation.closes_on

    response = client.post(url("consultation_prolong", consultation), {"closes_on": typed})

    assert response.url == url("consultation_summary", consultation)
    assert (Consultation.objects.get().closes_on > before) is is_moved


@pytest.mark.parametrize("route", ["consultation_remind", "consultation_prolong"])
@pytest.mark.parametrize("who", ["clerk", "teacher"])
def test_who_does_not_draft_leads_nothing(who, route, consultation, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.post(url(route, consultation), {"closes_on": day(30)}).status_code == 403


# What the home page and the page of the paper tell


def test_the_author_is_told_of_the_answer_until_it_was_seen(comment, consultation, teacher, deputy, now, client):
    answer_comment(comment, "not_take", answer="Chỉ tiêu đã có ở phần II.", actor=deputy, at=now)
    client.force_login(teacher)
    assert "Ý kiến của thầy/cô đã được trả lời" in words(client.get("/"))

    page = words(client.get(url("consultation", consultation)))

    assert "Nguyễn Thị Ánh trả lời: Chỉ tiêu đã có ở phần II." in page
    assert "đã được trả lời" not in words(client.get("/"))


def test_who_was_asked_and_sees_drafts_too_is_told_of_the_answer_until_the_summary_was_seen(
    principal, clerk, deputy, now, client
):
    consultation = consult(principal, clerk, at=now)
    comment = write_comment(consultation, text="Nhất trí.", actor=clerk, at=now)
    end_consultation(consultation.document, actor=principal, at=now)
    answer_comment(comment, "take", answer="Cảm ơn cô.", actor=deputy, at=now)
    client.force_login(clerk)
    assert "Ý kiến của thầy/cô đã được trả lời" in words(client.get("/"))

    client.get(url("consultation", consultation), follow=True)

    assert "đã được trả lời" not in words(client.get("/"))


def test_reading_the_summary_is_not_reading_the_draft(principal, teacher, now, client):
    consultation = consult(principal, teacher, at=now)
    end_consultation(consultation.document, actor=principal, at=now)
    client.force_login(teacher)

    client.get(url("consultation_summary", consultation))

    assert consultation.readers.get().read_at is None


def test_whoever_leads_has_read_once_the_summary_is_opened(principal, deputy, teacher, now, client):
    consultation = consult(principal, deputy, teacher, at=now)
    client.force_login(deputy)

    client.get(url("consultation_summary", consultation))

    assert [reader.person for reader in consultation.readers.filter(read_at__isnull=False)] == [deputy.person]


def test_those_who_draft_are_asked_for_answers_before_it_is_submitted(comment, consultation, principal, client):
    client.force_login(principal)

    assert "Trả lời ý kiến góp ý" in words(client.get("/"))
    page = words(client.get(consultation.document.get_absolute_url()))
    assert "Còn 1 ý kiến chưa trả lời." in page
    assert "1/1 người có tài khoản đã đọc, 1 ý kiến, 1 chưa trả lời" in page
    client.post(reverse("documents:step", args=[consultation.document.pk, "submit"]))
    assert Document.objects.get().state == "SUBMITTED"


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_comment_and_for_three(
    count, principal, teacher, deputy, now, client, django_assert_num_queries
):
    readers = [UserFactory(school=principal.school, full_name="Lê Thị Na", roles=[Role.TEACHER]) for _ in range(count)]
    consultation = consult(principal, teacher, *readers, at=now)
    for _ in range(count):
        made = write_comment(consultation, text="Ý kiến.", field="body", passage=PASSAGE, actor=teacher, at=now)
        answer_comment(made, "take", answer="Vâng.", actor=deputy, at=now)
    mark_read(consultation, actor=teacher, at=now)

    client.force_login(teacher)
    with django_assert_num_queries(READING):
        client.get(url("consultation", consultation))
    client.force_login(principal)
    with django_assert_num_queries(SUMMARY):
        client.get(url("consultation_summary", consultation))
    with django_assert_num_queries(FORM):
        client.get(url("consult", draft_of(principal)))
