"""The road of a ceremony."""

from thiduakt.workflow import Move, Workflow

from .enums import CeremonyState as S
from .models import Ceremony
from .policies import can_manage
from .queries import waiting


def _before_held(ceremony: Ceremony) -> list[str]:
    left = waiting(ceremony)
    return [f"Còn {left} người, tập thể chưa ghi đã trao hay vắng."] if left else []


CEREMONY_FLOW = Workflow(
    "ceremony",
    Move(
        "hold", "Ghi đã tổ chức", (S.PLANNED,), S.DONE, can_manage, _before_held,
        warning="Chương trình, lượt trao, khách mời giữ nguyên từ lúc này; người vắng vẫn ghi trao sau được.",
    ),
)  # fmt: skip
