"""The road of an estimate: reckoned, sent to the principal, approved."""

from thiduakt.workflow import Move, Workflow

from .enums import EstimateState as S
from .models import Estimate
from .policies import can_approve, can_manage


def missing_of(estimate: Estimate) -> list[str]:
    return [] if estimate.lines.exists() else ["Dự toán chưa có dòng nào: đợt xét chưa có hồ sơ đã nộp."]


ESTIMATE_FLOW = Workflow(
    "estimate",
    Move(
        "submit", "Trình hiệu trưởng duyệt", (S.DRAFT,), S.SUBMITTED, can_manage, missing_of,
        warning="Số tiền giữ nguyên như lúc trình; muốn tính lại thì hiệu trưởng trả lại.",
    ),
    Move("approve", "Duyệt dự toán", (S.SUBMITTED,), S.APPROVED, can_approve),
    Move("give_back", "Trả lại", (S.SUBMITTED,), S.DRAFT, can_approve, needs_reason=True),
)  # fmt: skip
