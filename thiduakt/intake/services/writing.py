"""Ghi: the valid lines of a batch go into the books together, or none of them does."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count

from thiduakt.intake.enums import IntakeKind, RowStatus
from thiduakt.intake.flows import BATCH_FLOW
from thiduakt.intake.kinds import KINDS
from thiduakt.intake.models import Batch
from thiduakt.school.models import User
from thiduakt.workflow import lock, perform

from .batches import next_version
from .checking import lines_of, resolve_lines, save_lines, save_written

WRITES = {"write", "approve"}
EXPLAINED = {"give_back", "undo"}  # their reason stands on the page of the batch
NOTHING_LEFT = (
    "Không còn dòng nào để ghi: các dòng hợp lệ đã có trong sổ, hoặc vừa có người sửa dữ liệu liên quan. "
    "Thầy/cô đọc lại tệp để xem từng dòng."
)
NONE_VALID = "Chưa có dòng nào hợp lệ. Thầy/cô xem các dòng “Cần xem”, “Lỗi” trước."


def step(batch: Batch, action: str, *, version: int, reason: str = "", actor: User, at: datetime) -> Batch:
    """Take one step of the road; `write` and `approve` write, `undo` takes all of that back or nothing of it.

    Between reading and writing the books may have changed, by another batch of the same file too: every line is resolved
    once more under the lock, and only what is still valid is written.
    """

    def settle(locked: Batch) -> dict[str, Any]:
        told = next_version(locked, version)
        if action == "submit" and not locked.rows.filter(status=RowStatus.VALID).exists():
            raise ValidationError(NONE_VALID)
        told |= {"problem": reason.strip() if action in EXPLAINED else ""}
        if action == "submit":
            told |= {"submitted_by": actor}
        if action in WRITES:
            _write(locked, actor, at)
            told |= {"decided_by": actor, "decided_at": at}
        if action == "undo":
            _undo(locked, reason.strip(), actor, at)
        return told

    return perform(BATCH_FLOW, batch, action, actor=actor, at=at, reason=reason, settle=settle)


def counts_of(batch: Batch) -> dict[str, int]:
    """How many rows stand where."""
    counted = dict(batch.rows.order_by().values_list("status").annotate(Count("pk")))
    return {status: counted.get(status, 0) for status in RowStatus.values}


def _write(batch: Batch, actor: User, at: datetime) -> None:
    kind = KINDS[IntakeKind(batch.kind)]
    lock(batch.school)  # nobody writes the same lines between the last look and the writing
    if not batch.rows.filter(status=RowStatus.VALID).exists():
        raise ValidationError(NONE_VALID)
    stored = list(batch.rows.all())
    lines = lines_of(batch, stored)
    resolve_lines(batch, lines, actor, at)
    valid = [line for line in lines if line.status == RowStatus.VALID]
    if not valid:
        raise ValidationError(NOTHING_LEFT)
    done = kind.write(valid, actor=actor, at=at)
    save_lines(batch, stored, lines)
    save_written(batch, valid)
    batch.summary = {"done": done, "rows": counts_of(batch)}
    batch.save(update_fields=["summary"])


def _undo(batch: Batch, reason: str, actor: User, at: datetime) -> None:
    lock(batch.school)  # nothing comes to lean on what is taken away
    rows = list(batch.rows.filter(written_id__isnull=False))
    told = f"Nhập nhầm tệp {batch.file_name}: {reason}"
    undone = KINDS[IntakeKind(batch.kind)].undo(rows, reason=told, actor=actor, at=at)
    batch.summary = {**batch.summary, "undone": undone}
    batch.save(update_fields=["summary"])
