"""The road of a decision and of its cancellation: drawn up, in force by its paper, replaced or cancelled by another one."""

from thiduakt.workflow import Move, Workflow

from .checking import why_not_decided
from .enums import CancellationState as C
from .enums import DecisionState as S
from .policies import can_put_in_force, can_record

DECISION_FLOW = Workflow(
    "award_decision",
    Move("decide", "Quyết định có hiệu lực", (S.DRAFT,), S.IN_FORCE, can_put_in_force, why_not_decided),
    Move("record", "Ghi quyết định của cấp trên", (S.DRAFT,), S.IN_FORCE, can_record),
    Move("replace", "Quyết định được thay thế", (S.IN_FORCE,), S.REPLACED, can_put_in_force),
    Move("cancel", "Quyết định bị hủy", (S.IN_FORCE,), S.CANCELLED, can_put_in_force),
)

CANCELLATION_FLOW = Workflow(
    "award_cancellation", Move("enter", "Hủy khen thưởng", (C.DRAFT,), C.IN_FORCE, can_put_in_force)
)
