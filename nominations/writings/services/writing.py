"""Bài viết: begun, saved by one or by several at once, brought back to what it was.

Whose it is these services do not know. Whoever owns it passes `hold`, which locks the owner's row and raises
PermissionDenied or MoveRefusedError where this person may not write now; without it the caller has seen to that in the same
transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nominations.writings.models import Outline, Revision, Writing
from nominations.writings.texts import Sections, changed_titles, merged, tidied_all
from thiduakt.audit.services import record
from thiduakt.documents.merging import Choice
from thiduakt.documents.services.drafting import ConflictError
from thiduakt.school.models import User
from thiduakt.workflow import GoneError, StaleError, lock

Hold = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Saving:
    """What a save came to; `merged` names the sections that others had saved since the person began."""

    writing: Writing
    merged: tuple[str, ...] = ()
    others: tuple[User, ...] = ()


@transaction.atomic
def begin_writing(outline: Outline, filled: Sections, *, school_id: int, actor: User, at: datetime) -> Writing:
    """`filled`: what the record already tells, by the key of its section, in rich text."""
    sections = tidied_all(outline.parts, filled)
    writing = Writing.objects.create(
        school_id=school_id, outline=outline, sections=sections, changed_at=at, changed_by=actor
    )
    _keep_revision(writing, {}, actor, at)
    record(actor=actor, verb="writing.begin", target=writing, at=at)
    return writing


@transaction.atomic
def save_writing(
    writing: Writing,
    sections: Sections,
    *,
    base_version: int,
    actor: User,
    at: datetime,
    choices: Mapping[str, Choice] | None = None,
    hold: Hold | None = None,
) -> Saving:
    """Store the `sections` that were typed from `base_version`, together with what others have saved since.

    Sections that are not given stay. Raises ConflictError (a StaleError; its `merge.conflicts` hold both texts) where both
    changed one section and `choices` (by the conflict's key) does not say what stays.
    """
    locked = _held(writing, hold)
    if locked.version == base_version:
        return Saving(_store(locked, {**locked.sections, **sections}, actor=actor, at=at))
    parts, base = locked.outline.parts, _saved(locked, base_version)
    mine = tidied_all(parts, {**base, **sections})
    met = merged(parts, base, mine, locked.sections)
    others = _savers_since(locked, base_version, actor)
    content = met.content(choices)
    if content is None:
        sentence = "Có mục đồng nghiệp vừa lưu mà thầy/cô cũng sửa. Chưa lưu gì cả: thầy/cô chọn bản giữ lại cho từng mục."
        raise ConflictError(sentence, version=locked.version, merge=met, others=others)
    note = f"Gộp với lần lưu {locked.version}."
    return Saving(_store(locked, content, actor=actor, at=at, note=note), met.taken, others)


@transaction.atomic
def restore_writing(
    writing: Writing, number: int, *, version: int, actor: User, at: datetime, hold: Hold | None = None
) -> Writing:
    """Khôi phục một lần lưu, as a new one: nothing that was saved since is lost."""
    locked = _held(writing, hold)
    if locked.version != version:
        raise StaleError("Vừa có lần lưu mới. Thầy/cô mở lại trang, xem rồi làm lại.", version=locked.version)
    revision = locked.revisions.filter(number=number).first()
    if revision is None:
        raise GoneError(writing)
    return _store(locked, revision.sections, actor=actor, at=at, note=f"Khôi phục lần lưu {number}.")


def _held(writing: Writing, hold: Hold | None) -> Writing:
    if hold:
        hold()
    locked: Writing = lock(writing)
    return locked


def _store(locked: Writing, sections: Sections, *, actor: User, at: datetime, note: str = "") -> Writing:
    """One more revision, unless nothing changed."""
    before = locked.sections
    after = tidied_all(locked.outline.parts, sections)
    titles = changed_titles(locked.outline.parts, before, after)
    if not titles:
        return locked
    locked.sections, locked.version, locked.changed_at, locked.changed_by = after, locked.version + 1, at, actor
    locked.save()
    _keep_revision(locked, before, actor, at, note)
    record(actor=actor, verb="writing.save", target=locked, at=at, changes={"sections": titles})
    return locked


def _keep_revision(writing: Writing, before: Sections, actor: User, at: datetime, note: str = "") -> None:
    Revision.objects.create(
        writing=writing,
        number=writing.version,
        sections=writing.sections,
        changed=changed_titles(writing.outline.parts, before, writing.sections),
        saved_by=actor,
        saved_at=at,
        note=note,
    )


def _saved(writing: Writing, number: int) -> dict[str, str]:
    """What was saved then; of a saving that never was, nothing: whatever differs is then for the person to decide."""
    revision = writing.revisions.filter(number=number).first()
    return revision.sections if revision else {}


def _savers_since(writing: Writing, version: int, actor: User) -> tuple[User, ...]:
    """Who else saved after that version, the latest first."""
    saved = writing.revisions.filter(number__gt=version).select_related("saved_by__person")
    return tuple(dict.fromkeys(each.saved_by for each in saved if each.saved_by_id != actor.pk))
