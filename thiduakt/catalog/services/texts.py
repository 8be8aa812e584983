"""Thư viện văn bản: a school's own rows. The texts of the state come with the system and are changed by nobody here."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.catalog.basis import lacks
from thiduakt.catalog.citing import tidied
from thiduakt.catalog.enums import ChangeKind
from thiduakt.catalog.files import attach
from thiduakt.catalog.models import LegalChange, LegalText, TextCompletion, index
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import StaleError, lock

EDITED = ("kind", "number", "name", "issuer", "issued_on", "in_force_from", "in_force_to", "note")


def add_text(
    text: LegalText,
    *,
    older: LegalText | None = None,
    change: str = ChangeKind.REPLACES,
    upload: tuple[str, bytes] | None = None,
    actor: User,
    at: datetime,
) -> LegalText:
    """Store a new text of the actor's school. `older`: the own text that it replaces or amends; `upload`: name, content."""
    text.school = actor.school
    require(actor, "legal.manage", text, on=timezone.localdate(at))
    _check(text)
    if upload:
        attach(text, *upload)
    with transaction.atomic():
        lock(actor.school)  # of two who add one text at the same moment the second is told so
        text.validate_constraints()
        text.save()
        record(actor=actor, verb="legal.add", target=text, at=at)
        _relate(text, older, change, actor, at)
    return text


def edit_text(
    text: LegalText,
    *,
    version: int,
    older: LegalText | None = None,
    change: str = ChangeKind.REPLACES,
    upload: tuple[str, bytes] | None = None,
    actor: User,
    at: datetime,
) -> LegalText:
    """Store what was changed since `version`. Papers that cite the text keep their own words."""
    require(actor, "legal.manage", text, on=timezone.localdate(at))
    _check(text)
    if upload:
        attach(text, *upload)
    with transaction.atomic():
        lock(actor.school)
        stored = lock(text)
        text.validate_constraints()
        require(actor, "legal.manage", stored, on=timezone.localdate(at))
        if stored.version != version:
            raise StaleError(
                f"Có người vừa sửa {stored} sau khi thầy/cô mở. Nội dung thầy/cô gõ vẫn còn dưới đây: "
                "thầy/cô mở văn bản này ở cửa sổ khác, so lại rồi lưu.",
                version=stored.version,
            )
        related = _relate(text, older, change, actor, at)
        changed = sorted(name for name in (*EDITED, "sha256") if getattr(text, name) != getattr(stored, name))
        if not changed and not related:
            return stored
        text.version, text.withdrawn_at = stored.version + 1, stored.withdrawn_at
        text.save()
        record(actor=actor, verb="legal.edit", target=text, at=at, changes={"fields": changed or ["replaces"]})
    return text


@transaction.atomic
def withdraw_text(text: LegalText, *, actor: User, at: datetime, reason: str) -> None:
    """Rút khỏi thư viện: it is offered no more; the row stays, because papers may cite it."""
    stored = _own(text, actor, at)
    if stored.withdrawn_at:
        raise ValidationError(f"{stored} đã được rút khỏi thư viện.")
    if not reason.strip():
        raise ValidationError({"reason": "Thầy/cô cần ghi rõ lý do."})
    stored.withdrawn_at = at
    stored.save()
    record(actor=actor, verb="legal.withdraw", target=stored, at=at, reason=reason.strip())


@transaction.atomic
def restore_text(text: LegalText, *, actor: User, at: datetime) -> None:
    stored = _own(text, actor, at)
    if not stored.withdrawn_at:
        raise ValidationError(f"{stored} đang ở trong thư viện.")
    stored.withdrawn_at = None
    stored.save()
    record(actor=actor, verb="legal.restore", target=stored, at=at)


@transaction.atomic
def complete_text(
    text: LegalText, *, name: str = "", issued_on: date | None = None, actor: User, at: datetime
) -> TextCompletion | None:
    """Bổ sung: what the library lacks of a text of the state, for the papers of the actor's school. Nothing: taken back."""
    today = timezone.localdate(at)
    require(actor, "legal.manage", on=today)
    if text.school_id is not None or not lacks(text):
        raise ValidationError(f"{text} đã có đủ trích yếu, ngày ban hành.")
    if issued_on and issued_on > min(filter(None, (today, text.in_force_from))):
        raise ValidationError({"issued_on": "Ngày ban hành không được sau hôm nay, và sau ngày có hiệu lực."})
    lock(actor.school)
    known: dict[str, Any] = {
        "name": "" if text.name else one_line(name),
        "issued_on": None if text.issued_on else issued_on,
    }
    told = {"trích yếu": known["name"], "ngày ban hành": str(known["issued_on"] or "")}
    stored = TextCompletion.objects.filter(school=actor.school_id, text=text).first()
    if not any(known.values()):
        if stored:
            record(actor=actor, verb="legal.complete", target=stored, at=at, changes=told)
            stored.delete()
        return None
    completion = stored or TextCompletion(school=actor.school, text=text)
    completion.name, completion.issued_on = known["name"], known["issued_on"]
    completion.full_clean()
    completion.save()
    record(actor=actor, verb="legal.complete", target=completion, at=at, changes=told)
    return completion


def _own(text: LegalText, actor: User, at: datetime) -> Any:
    stored = lock(text)
    require(actor, "legal.manage", stored, on=timezone.localdate(at))
    return stored


def _check(text: LegalText) -> None:
    """A text that says nothing else is in force from the day it was issued."""
    text.number = tidied(text.number)
    text.name, text.issuer = one_line(text.name), one_line(text.issuer)
    text.note = text.note.strip()
    text.in_force_from = text.in_force_from or text.issued_on
    if not text.number and not text.name:
        raise ValidationError({"number": "Thầy/cô ghi số, ký hiệu, hoặc trích yếu nếu văn bản không có số."})
    text.clean_fields()
    index(text)
    text.validate_constraints()


def _relate(text: LegalText, older: LegalText | None, change: str, actor: User, at: datetime) -> bool:
    """Whether what `text` does to an older one is new. What is replaced ends on the day before, unless it says otherwise."""
    dropped, _ = text.older_changes.exclude(older=older).delete()
    if older is None:
        return bool(dropped)
    if older.school_id != text.school_id or older.pk == text.pk:
        raise ValidationError({"older": "Thầy/cô chọn một văn bản khác của trường."})
    if text.issued_on and older.issued_on and older.issued_on > text.issued_on:
        raise ValidationError({"older": f"{older} ban hành sau văn bản này."})
    relation = LegalChange.objects.filter(newer=text, older=older).first() or LegalChange(newer=text, older=older)
    is_new = relation.kind != change
    relation.kind, relation.effective_on = change, text.in_force_from
    relation.save()
    if change == ChangeKind.REPLACES:
        _end(older, text, actor, at)
    return is_new


def _end(older: LegalText, newer: LegalText, actor: User, at: datetime) -> None:
    locked = lock(older)
    if locked.in_force_to or not newer.in_force_from:
        return
    last = newer.in_force_from - timedelta(days=1)
    locked.in_force_to = max(last, locked.in_force_from) if locked.in_force_from else last
    locked.version += 1
    locked.save()
    record(actor=actor, verb="legal.edit", target=locked, at=at, changes={"fields": ["in_force_to"]})
