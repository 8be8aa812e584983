"""Soạn thảo: making and changing what is not yet before the signer."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.composing import compose
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document
from thiduakt.documents.output import forget_pages
from thiduakt.documents.paper import Paper
from thiduakt.documents.richtext import clean
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, StaleError, lock

DRAFT_FIELDS = ("subject", "dated_on", "addressees", "bases", "body", "recipients", "signer")
# Kính gửi, căn cứ, nơi nhận: far more than any paper has, and still drawn within the time one paper is given.
MAX_LINES = 60
MAX_LINE = 1000  # characters


@transaction.atomic
def create_draft(kind: Kind, *, subject: str, dated_on: date, actor: User, at: datetime, **content: Any) -> Document:
    """Start a paper of the actor's school. `content` takes the other fields of a draft, `replaces` and `revokes`."""
    document = Document(
        school_id=actor.school_id, kind=kind, subject=subject, dated_on=dated_on, created_by_id=actor.person_id, **content
    )
    if not policies.can_edit(actor, document, at):
        raise PermissionDenied
    for older in (document.replaces, document.revokes):
        if older and (older.school_id != document.school_id or older.state != DocumentState.ISSUED):
            raise ValidationError("Chỉ thay thế, thu hồi được văn bản của trường đang có hiệu lực.")
    _tidy(document)
    document.full_clean()
    document.save()
    record(actor=actor, verb="document.draft", target=document, at=at)
    return document


@transaction.atomic
def edit_draft(document: Document, *, changes: dict[str, Any], version: int, actor: User, at: datetime) -> Document:
    """Store `changes` (fields of DRAFT_FIELDS) made to the draft as it was at `version`."""
    locked = lock(document)
    if not policies.can_edit(actor, locked, at):
        raise PermissionDenied
    if not locked.is_editable:
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{locked.get_state_display()}”, không sửa được nữa.")
    if locked.version != version:
        raise StaleError(
            "Có người vừa lưu bản khác của văn bản này sau khi thầy/cô mở. Nội dung thầy/cô gõ vẫn còn trong ô dưới đây: "
            "thầy/cô mở bản mới ở cửa sổ khác, so lại rồi lưu.",
            version=locked.version,
        )
    before = {name: getattr(locked, name) for name in DRAFT_FIELDS}
    for name in DRAFT_FIELDS:
        setattr(locked, name, changes.get(name, before[name]))
    _tidy(locked)
    changed = sorted(name for name in DRAFT_FIELDS if getattr(locked, name) != before[name])
    if not changed:
        return locked
    locked.version += 1
    locked.full_clean()
    locked.save()
    record(actor=actor, verb="document.edit", target=locked, at=at, changes={"fields": changed})
    return locked


def preview_draft(document: Document, *, changes: dict[str, Any], actor: User, at: datetime) -> Paper:
    """The paper as it would be after `changes`. Nothing is stored."""
    if not policies.can_edit(actor, document, at):
        raise PermissionDenied
    imagined = Document.objects.select_related("school").get(pk=document.pk)
    for name, value in changes.items():
        setattr(imagined, name, value)
    _tidy(imagined)
    return compose(imagined, is_draft=True)


@transaction.atomic
def discard_draft(document: Document, *, actor: User, at: datetime) -> None:
    """Bỏ bản nháp: the row goes, what was done with it stays in the log. What refers to the paper goes before it."""
    locked = lock(document)
    if not policies.can_edit(actor, locked, at):
        raise PermissionDenied
    if not policies.can_discard(actor, locked, at):
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{locked.get_state_display()}”, chỉ bỏ được bản nháp.")
    record(actor=actor, verb="document.discard", target=locked, at=at)
    locked.delete()
    transaction.on_commit(partial(forget_pages, document.pk))


def _tidy(document: Document) -> None:
    document.subject = "\n".join(one_line(line) for line in document.subject.splitlines()).strip()
    document.body = clean(document.body)
    for name in ("addressees", "bases", "recipients"):
        lines = [line for line in map(one_line, getattr(document, name)) if line]
        if len(lines) > MAX_LINES:
            raise ValidationError({name: f"Có {len(lines)} dòng, nhiều nhất là {MAX_LINES}. Thầy/cô gộp hoặc bỏ bớt dòng."})
        for place, line in enumerate(lines, start=1):
            if len(line) > MAX_LINE:
                raise ValidationError(
                    {name: f"Dòng {place} dài {len(line)} ký tự, nhiều nhất là {MAX_LINE}. Thầy/cô viết ngắn hơn."}
                )
        setattr(document, name, lines)
    if document.signer and document.signer.school_id != document.school_id:
        raise ValidationError({"signer": "Người ký không thuộc trường."})
