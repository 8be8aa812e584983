"""Sổ đăng ký văn bản đi: the columns that are filled after issue."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.documents.models import RegisterEntry
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import StaleError, lock

ENTRY_FIELDS = ("archive_holder", "copies", "dispatched_on", "received_by", "note", "sent_up_on")


@transaction.atomic
def edit_entry(entry: RegisterEntry, *, changes: dict[str, Any], version: int, actor: User, at: datetime) -> RegisterEntry:
    """Store `changes` (fields of ENTRY_FIELDS) made to the line as it was at `version`."""
    require(actor, "register.edit", entry, on=timezone.localdate(at))
    entry = lock(entry)
    if entry.version != version:
        raise StaleError(
            "Có người vừa ghi dòng này sau khi thầy/cô mở. Nội dung thầy/cô gõ vẫn còn trong ô dưới đây: "
            "thầy/cô xem dòng này trong sổ ở cửa sổ khác, so lại rồi ghi.",
            version=entry.version,
        )
    before = {name: getattr(entry, name) for name in ENTRY_FIELDS}
    for name in ENTRY_FIELDS:
        setattr(entry, name, changes.get(name, before[name]))
    for name in ("dispatched_on", "sent_up_on"):
        day = getattr(entry, name)
        if day and day < entry.document.issued_on:
            raise ValidationError({name: f"Không được trước ngày ban hành ({entry.document.issued_on:%d/%m/%Y})."})
    if entry.sent_up_on and entry.document.school.superior_id is None:
        raise ValidationError({"sent_up_on": "Trường chưa khai báo cấp trên trực tiếp trên hệ thống."})
    for name in ("archive_holder", "received_by", "note"):
        setattr(entry, name, one_line(getattr(entry, name)))
    changed = sorted(name for name in ENTRY_FIELDS if getattr(entry, name) != before[name])
    if not changed:
        return entry
    entry.version += 1
    entry.full_clean()
    entry.save()
    record(actor=actor, verb="register.edit", target=entry, at=at, changes={"fields": changed})
    return entry
