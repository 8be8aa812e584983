"""Soạn thảo: making and changing what is not yet before the signer."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from thiduakt.audit.services import record
from thiduakt.documents import policies
from thiduakt.documents.composing import compose
from thiduakt.documents.content import DRAFT_FIELDS, LINES, NOTHING, Content, content_of, values_of
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.kinds import Kind
from thiduakt.documents.merging import Choice, Merge, changed, merge
from thiduakt.documents.models import Document, SavedDraft
from thiduakt.documents.output import forget_pages
from thiduakt.documents.paper import Paper
from thiduakt.documents.richtext import clean
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import GoneError, MoveRefusedError, StaleError, hold

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
        if older and not policies.can_end(actor, older, at):
            raise PermissionDenied
    _tidy(document)
    document.full_clean()
    document.save()
    keep_saving(document, actor, at)
    record(actor=actor, verb="document.draft", target=document, at=at)
    return document


@dataclass(frozen=True, slots=True)
class Saving:
    """What a save came to; `merged` names what others had saved since the person began, and it went together."""

    document: Document
    merged: tuple[str, ...] = ()
    others: tuple[User, ...] = ()


class ConflictError(StaleError):
    """Two people changed the same place, each in another way. Nothing was stored; `merge` holds both."""

    def __init__(self, sentence: str, *, version: int, merge: Merge, others: tuple[User, ...]):
        super().__init__(sentence, version=version)
        self.merge, self.others = merge, others


@transaction.atomic
def save_draft(
    document: Document,
    *,
    changes: dict[str, Any],
    version: int,
    actor: User,
    at: datetime,
    choices: Mapping[str, Choice] | None = None,
) -> Saving:
    """Store `changes` made to the draft as it was at `version`, together with what others have saved since.

    Raises ConflictError where both changed one place and `choices` (by the conflict's key) does not say what stays.
    """
    locked = _held(document, actor, at)
    if locked.version == version:
        return Saving(_store(locked, changes, actor=actor, at=at))
    mine = copy(locked)
    for name, value in changes.items():
        setattr(mine, name, value)
    _tidy(mine)
    merged = merge(_saved_content(locked, version), content_of(mine), content_of(locked))
    others = _savers_since(locked, version, actor)
    content = merged.content(choices)
    if content is None:
        sentence = "Có chỗ đồng nghiệp vừa lưu mà thầy/cô cũng sửa. Chưa lưu gì cả: thầy/cô chọn bản giữ lại cho từng chỗ."
        raise ConflictError(sentence, version=locked.version, merge=merged, others=others)
    note = f"Gộp với lần lưu {locked.version}."
    stored = _store(locked, values_of(content), actor=actor, at=at, note=note)
    return Saving(stored, merged.taken, others)


@transaction.atomic
def edit_draft(
    document: Document, *, changes: dict[str, Any], version: int, actor: User, at: datetime, note: str = ""
) -> Document:
    """Store `changes` (fields of DRAFT_FIELDS) made to the draft as it was at `version`, and only then."""
    locked = _held(document, actor, at)
    if locked.version != version:
        raise StaleError(
            "Có người vừa lưu bản khác của văn bản này sau khi thầy/cô mở trang. Thầy/cô mở lại trang, xem rồi làm lại.",
            version=locked.version,
        )
    return _store(locked, changes, actor=actor, at=at, note=note)


def restore_draft(document: Document, number: int, *, version: int, actor: User, at: datetime) -> Document:
    """Khôi phục một lần lưu, as a new one: nothing that was saved since is lost."""
    saved = document.saved_drafts.filter(number=number).first()
    if saved is None:
        raise GoneError(document)
    note = f"Khôi phục lần lưu {number}."
    return edit_draft(document, changes=values_of(saved.content), version=version, actor=actor, at=at, note=note)


def _held(document: Document, actor: User, at: datetime) -> Document:
    """The draft as it stands, locked."""
    locked = hold(document, policies.can_edit, actor=actor, at=at)
    if not locked.is_editable:
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{locked.get_state_display()}”, không sửa được nữa.")
    return locked


def _store(locked: Document, changes: dict[str, Any], *, actor: User, at: datetime, note: str = "") -> Document:
    """One more saving, unless nothing changed."""
    before = {name: getattr(locked, name) for name in DRAFT_FIELDS}
    if not locked.saved_drafts.filter(number=locked.version).exists():
        keep_saving(locked, actor, at, "Nội dung có trước khi hệ thống giữ các lần lưu.")
    for name in DRAFT_FIELDS:
        setattr(locked, name, changes.get(name, before[name]))
    _tidy(locked)
    fields = sorted(name for name in DRAFT_FIELDS if getattr(locked, name) != before[name])
    if not fields:
        return locked
    locked.version += 1
    locked.full_clean()
    locked.save()
    keep_saving(locked, actor, at, note)
    record(actor=actor, verb="document.edit", target=locked, at=at, changes={"fields": fields})
    return locked


def keep_saving(document: Document, actor: User, at: datetime, note: str = "") -> None:
    before, content = document.saved_drafts.first(), content_of(document)
    SavedDraft.objects.create(
        document=document,
        number=document.version,
        content=content,
        changed=changed(before.content, content) if before else [],
        saved_by=actor,
        saved_at=at,
        note=note,
    )


def _saved_content(document: Document, number: int) -> Content:
    """What was saved then; of a saving that never was, nothing: whatever differs is then for the person to decide."""
    saved = document.saved_drafts.filter(number=number).first()
    return saved.content if saved else NOTHING


def _savers_since(document: Document, version: int, actor: User) -> tuple[User, ...]:
    """Who else saved after that version, the latest first."""
    saved = document.saved_drafts.filter(number__gt=version).select_related("saved_by__person")
    return tuple(dict.fromkeys(each.saved_by for each in saved if each.saved_by_id != actor.pk))


def preview_draft(document: Document, *, changes: dict[str, Any], actor: User, at: datetime) -> Paper:
    """The paper as it would be after `changes`. Nothing is stored."""
    if not policies.can_edit(actor, document, at):
        raise PermissionDenied
    imagined = Document.objects.select_related("school").filter(pk=document.pk).first()
    if imagined is None:
        raise GoneError(document)
    for name, value in changes.items():
        setattr(imagined, name, value)
    _tidy(imagined)
    return compose(imagined, is_draft=True)


@transaction.atomic
def discard_draft(document: Document, *, actor: User, at: datetime) -> None:
    """Bỏ bản nháp: the row goes, what was done with it stays in the log. What refers to the paper goes before it."""
    locked = hold(document, policies.can_edit, actor=actor, at=at)
    if not policies.can_discard(actor, locked, at):
        raise MoveRefusedError(f"Văn bản đang ở trạng thái “{locked.get_state_display()}”, chỉ bỏ được bản nháp.")
    record(actor=actor, verb="document.discard", target=locked, at=at)
    locked.delete()
    transaction.on_commit(partial(forget_pages, document.pk))


def _tidy(document: Document) -> None:
    subject = "\n".join(one_line(line) for line in document.subject.splitlines()).strip()
    document.subject = Kind(document.kind).without_name(subject)
    document.body = clean(document.body)
    for name in LINES:
        setattr(document, name, tidy_lines(name, getattr(document, name)))
    for name, label in (("signer", "Người ký"), ("secretary", "Thư ký")):
        person = getattr(document, name)
        if person and person.school_id != document.school_id:
            raise ValidationError({name: f"{label} không thuộc trường."})


def tidy_lines(name: str, typed: list[str]) -> list[str]:
    """The lines of a field of LINES without the blank ones, none of them too long."""
    lines = [line for line in map(one_line, typed) if line]
    if len(lines) > MAX_LINES:
        raise ValidationError({name: f"Có {len(lines)} dòng, nhiều nhất là {MAX_LINES}. Thầy/cô gộp hoặc bỏ bớt dòng."})
    for place, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            raise ValidationError(
                {name: f"Dòng {place} dài {len(line)} ký tự, nhiều nhất là {MAX_LINE}. Thầy/cô viết ngắn hơn."}
            )
    return lines
