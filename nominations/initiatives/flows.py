"""The road of a solution until it is judged. The judging room goes on from SUBMITTED with a table of its own."""

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Solution
from nominations.initiatives.policies import can_lead, can_manage, can_write
from nominations.initiatives.queries import checklist
from thiduakt.workflow import Missing, Move, Workflow


def what_is_missing(solution: Solution) -> list[str]:
    """Each names its part, for a link to where it is mended."""
    return [Missing(sentence, check.part) for check in checklist(solution) for sentence in check.missing]


SOLUTION_FLOW = Workflow(
    "solution",
    Move("try", "Bắt đầu áp dụng thử", (S.IDEA,), S.TRYING, can_write),
    Move(
        "submit", "Nộp đơn yêu cầu công nhận", (S.IDEA, S.TRYING, S.RETURNED), S.SUBMITTED, can_lead, what_is_missing,
        warning="Sau khi nộp, thầy/cô không sửa được nữa, trừ phần được trả lại để bổ sung.",
    ),
    Move("return", "Trả lại để bổ sung", (S.SUBMITTED,), S.RETURNED, can_manage, needs_reason=True),
    Move(
        "withdraw", "Rút giải pháp", S.OPEN, S.WITHDRAWN, can_lead, needs_reason=True,
        warning="Giải pháp đã rút không nộp lại được.",
    ),
)  # fmt: skip
