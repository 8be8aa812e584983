"""The road of a batch. People go into the books only after a second person, the principal, has looked."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import RULES, Role, may
from thiduakt.school.models import User
from thiduakt.vietnamese import listed
from thiduakt.workflow import Move, Workflow

from .enums import BatchState as S
from .enums import IntakeKind
from .models import ENTER_RULES, Batch

OPEN = (S.MAPPING, S.READING, S.CHECKED, S.FAILED)  # whoever enters may still change it
ENDED = (S.DONE, S.DISCARDED, S.UNDONE)
# What whoever may enter must also be allowed, to take back what was written.
UNDO_RULES = {
    IntakeKind.PUPILS: "pupil.manage",
    **dict.fromkeys((IntakeKind.HONORS, IntakeKind.RATINGS, IntakeKind.INITIATIVES), "ledger.correct"),
}
UNDOING = (
    "Mọi dòng lượt nhập này đã ghi bị đưa ra khỏi sổ: dòng khen thưởng được gạch bỏ; xếp loại, sáng kiến, viên chức, học "
    "sinh thêm mới bị xóa; lớp lập cùng lúc thì giữ lại. Chỉ làm được khi chưa ai sửa các dòng ấy và chưa có gì dựa vào. "
    "Sau đó tệp đã sửa nhập lại được."
)


def can_enter(actor: User, batch: Batch, at: datetime) -> bool:
    return may(actor, ENTER_RULES[IntakeKind(batch.kind)], batch, on=timezone.localdate(at))


def can_write(actor: User, batch: Batch, at: datetime) -> bool:
    return batch.kind != IntakeKind.PEOPLE and can_enter(actor, batch, at)


def can_submit(actor: User, batch: Batch, at: datetime) -> bool:
    return batch.kind == IntakeKind.PEOPLE and can_enter(actor, batch, at)


def can_approve(actor: User, batch: Batch, at: datetime) -> bool:
    """Whoever had a hand in the list approves it not, whatever roles that person holds."""
    is_second = actor.pk not in {batch.uploaded_by_id, batch.prepared_by_id, batch.submitted_by_id}
    return is_second and may(actor, "intake.approve", batch, on=timezone.localdate(at))


def can_undo(actor: User, batch: Batch, at: datetime) -> bool:
    """Whoever decides on writing; lines of the ledger are struck and ratings removed by those who may correct the books."""
    if batch.kind == IntakeKind.PEOPLE:
        return can_approve(actor, batch, at)
    rule = UNDO_RULES[IntakeKind(batch.kind)]
    return may(actor, rule, batch, on=timezone.localdate(at)) and can_write(actor, batch, at)


def who_undoes(batch: Batch) -> str:
    """Told to whoever entered the file and may not take it back."""
    roles = RULES[UNDO_RULES.get(IntakeKind(batch.kind), "intake.approve")].grants
    named = listed([role.label.lower() for role in Role if role in roles])
    return f"Nhập nhầm thì {named} hoàn tác cả lượt nhập ở trang này. Thầy/cô báo để được làm giúp."


def by_the_system(actor: User | None, batch: Batch, at: datetime) -> bool:
    """What reading comes to is nobody's step: whoever uploaded may have lost the role meanwhile."""
    return actor is None


BATCH_FLOW = Workflow(
    "intake",
    Move("map", "Ghép cột", OPEN, S.READING, can_enter),
    Move("check", "Đọc xong", (S.READING,), S.CHECKED, by_the_system),
    Move("fail", "Không đọc được", (S.READING,), S.FAILED, by_the_system),
    Move("write", "Ghi vào sổ", (S.CHECKED,), S.DONE, can_write),
    Move("submit", "Trình hiệu trưởng duyệt", (S.CHECKED,), S.WAITING, can_submit),
    Move("take_back", "Lấy lại để sửa", (S.WAITING,), S.CHECKED, can_submit),
    Move("approve", "Duyệt và ghi", (S.WAITING,), S.DONE, can_approve),
    Move("give_back", "Trả lại", (S.WAITING,), S.CHECKED, can_approve, needs_reason=True),
    Move("undo", "Hoàn tác lượt nhập", (S.DONE,), S.UNDONE, can_undo, needs_reason=True, warning=UNDOING),
    Move("discard", "Bỏ lượt nhập", OPEN, S.DISCARDED, can_enter),
)
