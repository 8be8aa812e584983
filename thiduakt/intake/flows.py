"""The road of a batch. People go into the books only after a second person, the principal, has looked."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User
from thiduakt.workflow import Move, Workflow

from .enums import BatchState as S
from .enums import IntakeKind
from .models import ENTER_RULES, Batch

OPEN = (S.MAPPING, S.READING, S.CHECKED, S.FAILED)  # whoever enters may still change it


def can_enter(actor: User, batch: Batch, at: datetime) -> bool:
    return may(actor, ENTER_RULES[IntakeKind(batch.kind)], batch, on=timezone.localdate(at))


def can_write(actor: User, batch: Batch, at: datetime) -> bool:
    return batch.kind != IntakeKind.PEOPLE and can_enter(actor, batch, at)


def can_submit(actor: User, batch: Batch, at: datetime) -> bool:
    return batch.kind == IntakeKind.PEOPLE and can_enter(actor, batch, at)


def can_approve(actor: User, batch: Batch, at: datetime) -> bool:
    is_second = actor.pk != batch.uploaded_by_id
    return is_second and may(actor, "intake.approve", batch, on=timezone.localdate(at))


BATCH_FLOW = Workflow(
    "intake",
    Move("map", "Ghép cột", OPEN, S.READING, can_enter),
    Move("check", "Đọc xong", (S.READING,), S.CHECKED, can_enter),
    Move("fail", "Không đọc được", (S.READING,), S.FAILED, can_enter),
    Move("write", "Ghi vào sổ", (S.CHECKED,), S.DONE, can_write),
    Move("submit", "Trình hiệu trưởng duyệt", (S.CHECKED,), S.WAITING, can_submit),
    Move("take_back", "Lấy lại để sửa", (S.WAITING,), S.CHECKED, can_submit),
    Move("approve", "Duyệt và ghi", (S.WAITING,), S.DONE, can_approve),
    Move("give_back", "Trả lại", (S.WAITING,), S.CHECKED, can_approve, needs_reason=True),
    Move("discard", "Bỏ lượt nhập", OPEN, S.DISCARDED, can_enter),
)
