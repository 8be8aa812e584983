"""Two people at one consultation at the same moment: one of them waits for the other, and is told."""

import threading
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from tests.documents.consulting import consult, draft_of
from tests.documents.test_services_races import one_after_the_other
from thiduakt.documents.models import Comment, Consultation, Document
from thiduakt.documents.services.consulting import (
    answer_comment,
    end_consultation,
    remind,
    submit_document,
    withdraw_comment,
    write_comment,
)
from thiduakt.documents.services.issuing import sign_document
from thiduakt.documents.services.revoking import start_revocation

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Each in a thread of its own, all let go together; the refusals."""
    gate, refusals = threading.Barrier(len(acts)), []

    def run(act):
        gate.wait(10)
        try:
            act()
        except ValidationError as refusal:
            refusals.extend(refusal.messages)
        connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


@pytest.fixture
def consultation(transactional_db, principal, teacher, at):
    return consult(principal, teacher, at=at)


def test_a_draft_is_opened_once(transactional_db, principal, deputy, teacher, at):
    document = draft_of(principal)

    refusals = at_once(*(partial(consult, user, teacher, document=document, at=at) for user in (principal, deputy)))

    assert len(refusals) == 1
    assert Consultation.objects.count() == 1


def test_it_is_ended_once(consultation, principal, deputy, at):
    refusals = at_once(
        lambda: end_consultation(consultation.document, actor=principal, at=at),
        lambda: submit_document(consultation.document, actor=deputy, at=at),
    )

    assert len(refusals) <= 1  # a draft that is ended by hand can still be submitted, not the other way round
    assert Consultation.objects.get().ended_at == at
    assert Document.objects.get().state in {"SUBMITTED", "DRAFT"}


def test_nothing_is_said_to_what_is_just_being_ended(consultation, principal, teacher, at):
    refusals = one_after_the_other(
        lambda: end_consultation(consultation.document, actor=principal, at=at),
        lambda: write_comment(consultation, text="Muộn một bước.", actor=teacher, at=at),
    )

    assert "kết thúc" in refusals[0]
    assert not Comment.objects.exists()


def test_what_is_just_being_answered_is_not_withdrawn(consultation, principal, teacher, at):
    comment = write_comment(consultation, text="Nhất trí.", actor=teacher, at=at)

    refusals = one_after_the_other(
        lambda: answer_comment(comment, "take", answer="Cảm ơn cô.", actor=principal, at=at),
        lambda: withdraw_comment(comment, actor=teacher, at=at),
    )

    assert refusals == ["Ý kiến này đã được trả lời nên không rút được nữa."]
    assert Comment.objects.get().state == "TAKEN"


def test_nothing_is_answered_on_a_paper_that_is_just_being_signed(transactional_db, principal, deputy, teacher):
    now = timezone.now()
    consultation = consult(principal, teacher, at=now)
    comment = write_comment(consultation, text="Nhất trí.", actor=teacher, at=now)
    document = submit_document(consultation.document, actor=principal, at=now)

    refusals = one_after_the_other(
        lambda: sign_document(document, signed_on=timezone.localdate(now), actor=principal, at=now),
        lambda: answer_comment(comment, "take", answer="Đã bổ sung.", actor=deputy, at=now),
    )

    assert refusals == ["Văn bản đã ký, ý kiến không trả lời được nữa."]
    assert Comment.objects.get().state == "WAITING"


def test_two_answers_are_one(consultation, principal, deputy, teacher, at):
    comment = write_comment(consultation, text="Nhất trí.", actor=teacher, at=at)

    refusals = at_once(
        lambda: answer_comment(comment, "take", answer="Đã bổ sung.", actor=principal, at=at),
        lambda: answer_comment(comment, "not_take", answer="Không cần.", actor=deputy, at=at),
    )

    assert len(refusals) == 1
    assert Comment.objects.get().answer in {"Đã bổ sung.", "Không cần."}


def test_one_reminder_a_day_whoever_presses(consultation, principal, deputy, at):
    refusals = at_once(*(partial(remind, consultation, actor=user, at=at) for user in (principal, deputy)))

    assert len(refusals) == 1


def test_one_decision_revokes_a_plan(transactional_db, principal, at):
    older = draft_of(principal, state="ISSUED", dated_on=at.date())

    refusals = at_once(*[partial(start_revocation, older, actor=principal, at=at)] * 2)

    assert len(refusals) == 1
    assert Document.objects.filter(revokes=older).count() == 1
