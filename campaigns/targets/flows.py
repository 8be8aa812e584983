"""The road of a target, and of each result that is told of it."""

from datetime import datetime

from thiduakt.school.models import User
from thiduakt.workflow import Move, Workflow

from .enums import ProgressState as P
from .enums import TargetState as T
from .models import Progress, Target
from .policies import can_check, can_manage, can_report, can_settle


def _nothing_waits(target: Target) -> list[str]:
    if target.reports.filter(state=P.WAITING).exists():
        return ["Còn một lần báo kết quả chờ kiểm tra. Thầy/cô kiểm tra lần đó trước."]
    return []


def _is_met(target: Target) -> list[str]:
    return _nothing_waits(target) or ([] if target.is_met else ["Kết quả đã kiểm tra chưa đủ con số của chỉ tiêu."])


def _can_send(actor: User, progress: Progress, at: datetime) -> bool:
    return can_report(actor, progress.target, at)


TARGET_FLOW = Workflow(
    "target",
    Move("achieve", "Kết luận đạt", (T.OPEN,), T.ACHIEVED, can_settle, _is_met),
    Move("miss", "Kết luận không đạt", (T.OPEN,), T.MISSED, can_settle, _nothing_waits, needs_reason=True),
    Move("drop", "Thôi thực hiện", (T.OPEN,), T.DROPPED, can_manage, _nothing_waits, needs_reason=True),
    Move("reopen", "Mở lại", (T.ACHIEVED, T.MISSED, T.DROPPED), T.OPEN, can_manage, needs_reason=True),
)
PROGRESS_FLOW = Workflow(
    "target_report",
    Move("accept", "Xác nhận kết quả", (P.WAITING,), P.ACCEPTED, can_check),
    Move("return", "Trả lại", (P.WAITING,), P.RETURNED, can_check, needs_reason=True),
    Move("send", "Gửi lại kết quả", (P.RETURNED,), P.WAITING, _can_send),
)
