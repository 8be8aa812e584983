"""What every change of a solution begins with: its row held, by somebody who may, while that part of it is open."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Solution
from nominations.initiatives.policies import can_write
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, refuse_stale


def hold_part(solution: Solution, part: Part, *, version: int | None = None, actor: User, at: datetime) -> Solution:
    """`version`: of a form begun from it, nobody may have saved the solution since."""
    held: Solution = lock(solution)
    if not can_write(actor, held, at):
        raise PermissionDenied
    if shut := why_shut(held, part, at):
        raise MoveRefusedError(shut)
    if version is not None:
        refuse_stale(held, version)
    return held


def why_shut(solution: Solution, part: Part, at: datetime) -> str:
    """Why this part cannot be changed now, in a sentence; empty while it is open."""
    if solution.state not in S.WRITTEN:
        return f"Giải pháp đang ở trạng thái “{solution.get_state_display()}” nên không sửa được."
    if solution.state != S.RETURNED:
        return ""
    if late := why_late(solution, at):
        return late
    if part not in solution.returned_parts:
        return f"Phần “{part.label}” không bị trả lại nên giữ như đã nộp."
    return ""


def why_late(solution: Solution, at: datetime) -> str:
    """Past the day by which it was to be mended; empty until then."""
    until = solution.returned_until
    if solution.state != S.RETURNED or until is None or timezone.localdate(at) <= until:
        return ""
    return f"Đã hết hạn bổ sung (hết ngày {until:%d/%m/%Y}). Thầy/cô đề nghị thư ký hội đồng gia hạn."


def touched(solution: Solution) -> None:
    """Whoever has a page of it open has an older one now."""
    solution.version += 1
    solution.save(update_fields=["version"])
