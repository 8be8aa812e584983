"""Lượt nhập: a file comes in, its columns are told, or it is thrown away again. What was uploaded is kept until then."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.files import storage
from thiduakt.files.uploads import MEGABYTE, check_size, check_xlsx, shown_name
from thiduakt.intake.enums import BatchState, IntakeKind
from thiduakt.intake.flows import BATCH_FLOW, OPEN
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.models import ENTER_RULES, FOLDER, Batch, ColumnMapping
from thiduakt.intake.workbooks import Head, Sheet, find_head, fingerprint, fits, head_at, top_rows
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import StaleError, lock, perform

MAX_BYTES = 5 * MEGABYTE
ADVICE = "Thầy/cô tách thành nhiều tệp, hoặc bỏ ảnh trong tệp."
PLACE = ("sheet", "header_row", "heads", "columns", "prepared_by", "problem")
LOST = "Tệp đã tải lên không còn nguyên trong kho. Thầy/cô bỏ lượt nhập này rồi tải tệp lên lại."


def upload(kind: IntakeKind, name: str, content: bytes, *, actor: User, at: datetime) -> Batch:
    """Take a sheet in. A file that waits already is not taken twice: its batch is returned.

    Where nobody need be asked about the columns the batch is READING, and whoever calls starts the reading.
    """
    require(actor, ENTER_RULES[kind], on=timezone.localdate(at))
    try:
        check_upload(name, len(content))
        check_xlsx(content)
        head = find_head(top_rows(content), KINDS[kind].fields)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from refusal
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        lock(actor.school)  # of two who bring the same file at one moment the second is led to the first one's batch
        waiting = Batch.objects.filter(school=actor.school, kind=kind, sha256=sha256)
        if twin := waiting.filter(state__in=(*OPEN, BatchState.WAITING)).exclude(state=BatchState.FAILED).first():
            return twin
        storage.store(content, folder=FOLDER)
        batch = Batch.objects.create(
            school=actor.school,
            kind=kind,
            file_name=shown_name(name),
            sha256=sha256,
            size=len(content),
            sheet=head.sheet,
            header_row=head.row,
            heads=head.labels,
            uploaded_by=actor,
            uploaded_at=at,
        )
        record(actor=actor, verb="intake.upload", target=batch, at=at)
        if columns := _known_columns(batch, head):
            return _mapped(batch, head, columns, actor, at)
    return batch


def check_upload(name: str, size: int) -> None:
    """What can be told before the file is read into memory."""
    check_size(size, limit=MAX_BYTES, advice=ADVICE)
    if name.rpartition(".")[2].lower() != "xlsx":
        raise ValidationError("Chỉ nhận tệp Excel (.xlsx). Thầy/cô mở tệp bằng Excel, chọn Lưu thành, loại .xlsx.")


def stored_content(batch: Batch) -> bytes:
    content = storage.read(FOLDER, batch.sha256)
    if content is None:
        raise ValidationError(LOST)
    return content


def sheets_of(batch: Batch) -> list[Sheet]:
    return top_rows(stored_content(batch))


def map_columns(
    batch: Batch, *, sheet: str, row: int, columns: Mapping[str, int], version: int, actor: User, at: datetime
) -> Batch:
    """Ghép cột, and remember it for the next file of this layout. What was read by another mapping is read anew."""
    fields = KINDS[IntakeKind(batch.kind)].fields
    found = next((one for one in sheets_of(batch) if one.name == sheet), None)
    head = head_at(found, row, fields) if found else None
    if head is None or not fits(columns, head.labels, fields):
        raise ValidationError("Cách ghép cột không khớp với tệp. Thầy/cô chọn lại cột cho từng mục.")
    with transaction.atomic():
        batch = _mapped(batch, head, columns, actor, at, version=version)
        ColumnMapping.objects.update_or_create(
            school=batch.school,
            kind=batch.kind,
            fingerprint=fingerprint(head.labels),
            defaults={"columns": dict(columns), "used_at": at},
        )
    return batch


def read_again(batch: Batch, *, version: int, actor: User, at: datetime) -> Batch:
    """The same file by the same columns: after a crash, or when the books have changed. What was chosen stays."""
    if not batch.columns:
        raise ValidationError("Lượt nhập này chưa ghép cột.")
    head = Head(batch.sheet, batch.header_row, batch.heads, batch.columns)
    with transaction.atomic():
        return _mapped(batch, head, batch.columns, actor, at, version=version)


def discard(batch: Batch, *, version: int, actor: User, at: datetime) -> None:
    """Bỏ lượt nhập: its rows go, and its file where no other batch has the same."""
    with transaction.atomic():
        perform(BATCH_FLOW, batch, "discard", actor=actor, at=at, settle=lambda locked: next_version(locked, version))
        batch.rows.all().delete()
    kept = Batch.objects.filter(sha256=batch.sha256).exclude(state=BatchState.DISCARDED)
    if not kept.exists():
        storage.discard(FOLDER, batch.sha256)


def next_version(locked: Batch, version: int) -> dict[str, Any]:
    """For `settle`: refuses whoever began from another state of the batch than the present one."""
    if locked.version != version:
        raise StaleError(
            "Lượt nhập này vừa thay đổi ở cửa sổ khác hoặc do người khác làm. Thầy/cô xem lại trang này rồi bấm lần nữa.",
            version=locked.version,
        )
    return {"version": locked.version + 1}


def _known_columns(batch: Batch, head: Head) -> dict[str, int]:
    """Of a head that leaves no doubt, or that was told before; empty: a person has to tell."""
    fields = KINDS[IntakeKind(batch.kind)].fields
    if head.is_whole(fields):
        return head.columns
    known = ColumnMapping.objects.filter(
        school=batch.school_id, kind=batch.kind, fingerprint=fingerprint(head.labels)
    ).first()
    return known.columns if known and fits(known.columns, head.labels, fields) else {}


def _mapped(
    batch: Batch, head: Head, columns: Mapping[str, int], actor: User, at: datetime, *, version: int | None = None
) -> Batch:
    def settle(locked: Batch) -> dict[str, Any]:
        told = next_version(locked, locked.version if version is None else version)
        locked.sheet, locked.header_row = head.sheet, head.row
        locked.heads, locked.columns = head.labels, dict(columns)
        locked.prepared_by, locked.problem = actor, ""
        locked.save(update_fields=PLACE)  # not by `perform`: the log needs no heads of columns
        return {**told, "row_count": 0, "done_count": 0}

    return perform(BATCH_FLOW, batch, "map", actor=actor, at=at, settle=settle)
