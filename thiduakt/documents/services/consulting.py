"""Lấy ý kiến: asking colleagues about a draft, what they say to it, and the answer to each of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.consequences import tell_submitted
from thiduakt.documents.consultations import candidates
from thiduakt.documents.flows import COMMENT_FLOW, DOCUMENT_FLOW
from thiduakt.documents.models import Comment, Consultation, ConsultedReader, Document
from thiduakt.documents.passages import passages
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, lock, perform

from .working_copies import unsaved, unsaved_sentence


@transaction.atomic
def open_consultation(
    document: Document, *, people: Iterable[Person], closes_on: date, question: str = "", actor: User, at: datetime
) -> Consultation:
    """Ask these people, each once, until the end of `closes_on`."""
    today = timezone.localdate(at)
    asked = {person.pk for person in people}
    if not asked:
        raise ValidationError("Thầy/cô chọn ít nhất một người để hỏi ý kiến.")
    if not asked <= {person.pk for person in candidates(document, today)}:
        raise ValidationError({"people": "Trong danh sách có người không hỏi được. Thầy/cô chọn lại."})
    if closes_on < today:
        raise ValidationError({"closes_on": "Hạn góp ý không được trước hôm nay."})
    told = f"Hỏi {len(asked)} người, hạn góp ý {closes_on:%d/%m/%Y}."
    consulting = perform(DOCUMENT_FLOW, document, "consult", actor=actor, at=at, reason=told)
    consultation = Consultation(
        document=consulting, question=_words(question, 1000), opened_on=today, closes_on=closes_on, opened_by=actor
    )
    consultation.full_clean()
    consultation.save()
    ConsultedReader.objects.bulk_create(ConsultedReader(consultation=consultation, person_id=pk) for pk in sorted(asked))
    return consultation


@transaction.atomic
def end_consultation(document: Document, *, actor: User, at: datetime, reason: str = "") -> Document:
    """Thôi lấy ý kiến: the draft is again between those who write it; who was asked reads what became of the comments."""
    drafted = perform(DOCUMENT_FLOW, document, "end_consultation", actor=actor, at=at, reason=reason)
    _close(drafted, at)
    return drafted


@transaction.atomic
def submit_document(document: Document, *, actor: User, at: datetime, reason: str = "") -> Document:
    """Trình ký. What is before the signer is no longer asked about; nobody leaves out unknowing what they typed last."""
    submitted = perform(DOCUMENT_FLOW, document, "submit", actor=actor, at=at, reason=reason)
    if copy := unsaved(submitted, actor):
        way_out = "Thầy/cô bấm Sửa nội dung, lưu hoặc bỏ bản đang gõ, rồi trình ký."
        raise MoveRefusedError(f"{unsaved_sentence(copy)} {way_out}")
    _close(submitted, at)
    tell_submitted(submitted, actor=actor, at=at)
    return submitted


@transaction.atomic
def prolong(consultation: Consultation, *, closes_on: date, actor: User, at: datetime) -> Consultation:
    consultation, document = _locked(consultation)
    if not policies.can_consult(actor, document, at):
        raise PermissionDenied
    _refuse_ended(consultation)
    if closes_on <= consultation.closes_on or closes_on < timezone.localdate(at):
        raise ValidationError(
            {"closes_on": f"Hạn mới phải sau hạn đang có ({consultation.closes_on:%d/%m/%Y}) và không trước hôm nay."}
        )
    before, consultation.closes_on = consultation.closes_on, closes_on
    consultation.save(update_fields=["closes_on"])
    days = [before.isoformat(), closes_on.isoformat()]
    told = f"Hạn mới {closes_on:%d/%m/%Y}."
    record(actor=actor, verb="document.prolong", target=document, at=at, changes={"closes_on": days}, reason=told)
    return consultation


@transaction.atomic
def remind(consultation: Consultation, *, actor: User, at: datetime) -> int:
    """Nhắc người chưa đọc, each at most once a day; how many were. Who has no account is told by word of mouth."""
    consultation, document = _locked(consultation)
    if not policies.can_consult(actor, document, at):
        raise PermissionDenied
    _refuse_ended(consultation)
    begin = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    unread = consultation.readers.filter(read_at__isnull=True, person__user__is_active=True)
    reminded = unread.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lt=begin)).update(reminded_at=at)
    if not reminded:
        raise ValidationError(
            "Hôm nay đã nhắc hết những người chưa đọc; mai thầy/cô nhắc lại được."
            if unread.exists()
            else "Mọi người có tài khoản đều đã đọc, không còn ai để nhắc."
        )
    record(actor=actor, verb="document.remind", target=document, at=at, reason=f"Nhắc {reminded} người chưa đọc.")
    return reminded


def mark_read(consultation: Consultation, *, actor: User, at: datetime) -> None:
    """A reader looks at the draft for the first time, and at the answers. No act of office: the log is silent."""
    consultation.readers.filter(person=actor.person_id, read_at__isnull=True).update(read_at=at)
    mark_answers_seen(consultation, actor=actor, at=at)


def mark_answers_seen(consultation: Consultation, *, actor: User, at: datetime) -> None:
    answered = consultation.comments.filter(author=actor.person_id, answered_by__isnull=False, seen_at__isnull=True)
    answered.update(seen_at=at)


@transaction.atomic
def write_comment(
    consultation: Consultation, *, text: str, field: str = "", passage: str = "", actor: User, at: datetime
) -> Comment:
    """Góp ý about one passage, in its words as they stand now, or about the paper as a whole (no `field`)."""
    consultation, document = _locked(consultation)
    if not policies.can_comment(actor, consultation, at):
        raise PermissionDenied
    if not consultation.takes_comments(timezone.localdate(at)):
        raise MoveRefusedError("Đợt lấy ý kiến này đã hết hạn hoặc đã kết thúc, không góp ý thêm được.")
    if field and (field, passage) not in {(found.field, found.quoted) for found in passages(document)}:
        raise ValidationError(
            "Đoạn này vừa được sửa nên không còn như thầy/cô đã đọc. Thầy/cô đọc lại; ý kiến đã gõ còn ở ô góp ý cả dự thảo."
        )
    comment = Comment(
        consultation=consultation, author_id=actor.person_id, field=field, passage=passage, text=_words(text, 2000),
        written_at=at,
    )  # fmt: skip
    comment.full_clean()
    comment.save()
    consultation.readers.filter(person=actor.person_id, read_at__isnull=True).update(read_at=at)
    record(actor=actor, verb="document.comment", target=document, at=at)
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, actor: User, at: datetime) -> None:
    """Rút ý kiến: one's own, as long as nobody has answered it."""
    consultation, document = _locked(comment.consultation)
    comment = lock(comment)
    if comment.author_id != actor.person_id or not policies.can_comment(actor, consultation, at):
        raise PermissionDenied
    _refuse_ended(consultation)
    if comment.answered_by_id:
        raise MoveRefusedError("Ý kiến này đã được trả lời nên không rút được nữa.")
    comment.delete()
    record(actor=actor, verb="document.withdraw_comment", target=document, at=at)


@transaction.atomic
def answer_comment(comment: Comment, action: str, *, answer: str = "", actor: User, at: datetime) -> Comment:
    """`take` or `not_take` with a reason, or `reopen` to answer anew. The author is shown every answer once more."""
    lock(comment.consultation.document)  # nobody signs it meanwhile
    answer = _words(answer, 1000)
    values: dict[str, Any] = {"answer": answer, "answered_by": actor, "seen_at": None}
    if action == "reopen":
        values |= {"answer": "", "answered_by": None}
    return perform(COMMENT_FLOW, comment, action, actor=actor, at=at, reason=answer, settle=lambda _: values)


def _close(document: Document, at: datetime) -> None:
    document.consultations.filter(ended_at__isnull=True).update(ended_at=at)


def _locked(consultation: Consultation) -> tuple[Consultation, Document]:
    """The paper is held first, as by every step of it: nobody writes to a consultation that is just being ended."""
    document = lock(consultation.document)
    consultation = lock(consultation)
    consultation.document = document
    return consultation, document


def _refuse_ended(consultation: Consultation) -> None:
    if consultation.ended_at:
        raise MoveRefusedError("Đợt lấy ý kiến này đã kết thúc.")


def _words(text: str, most: int) -> str:
    text = nfc(text).strip()
    if len(text) > most:
        raise ValidationError(f"Nội dung dài {len(text)} ký tự, nhiều nhất là {most}. Thầy/cô viết ngắn hơn.")
    return text
