from thiduakt.workflow import Move, Workflow

from .enums import RoleState as S
from .policies import can_cancel, can_decide, can_propose, can_propose_end
from .queries import conflicting_roles, why_role_stays

ROLE_FLOW = Workflow(
    "role",
    Move("approve", "Duyệt", (S.PROPOSED,), S.ACTIVE, can_decide, blockers=conflicting_roles),
    Move("refuse", "Không duyệt", (S.PROPOSED,), S.REFUSED, can_decide, needs_reason=True),
    Move("withdraw", "Hủy đề xuất", (S.PROPOSED,), S.CANCELLED, can_propose),
    Move(
        "cancel", "Hủy vai trò chưa bắt đầu", (S.ACTIVE,), S.CANCELLED, can_cancel, blockers=why_role_stays,
        warning="Vai trò này sẽ không bắt đầu. Muốn giao lại thì cần đề xuất mới.",
    ),
    Move("propose_end", "Đề xuất thôi giao", (S.ACTIVE,), S.ENDING, can_propose_end),
    Move("end", "Duyệt thôi giao", (S.ENDING,), S.ACTIVE, can_decide, blockers=why_role_stays),
    Move("keep", "Không duyệt thôi giao", (S.ENDING,), S.ACTIVE, can_decide, needs_reason=True),
    Move("withdraw_end", "Hủy đề xuất thôi giao", (S.ENDING,), S.ACTIVE, can_propose),
)  # fmt: skip
