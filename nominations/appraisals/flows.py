"""The road of a waiver: proposed by one, decided by another."""

from nominations.appraisals.enums import WaiverState as S
from nominations.dossiers.enums import DossierState
from thiduakt.workflow import Move, Workflow

from .models import Waiver
from .policies import can_approve, can_withdraw


def dossier_has_gone_on(waiver: Waiver) -> list[str]:
    """What the council reads is settled before."""
    if waiver.dossier.state in {DossierState.SUBMITTED, DossierState.RETURNED}:
        return []
    return [f"Hồ sơ {waiver.dossier.get_state_display()}, không duyệt bỏ qua điều kiện được nữa."]


WAIVER_FLOW = Workflow(
    "waiver",
    Move(
        "approve", "Duyệt bỏ qua điều kiện", (S.PROPOSED,), S.APPROVED, can_approve, dossier_has_gone_on,
        warning="Việc bỏ qua điều kiện và lý do hiện ở hồ sơ, danh sách, biên bản và phụ lục tờ trình.",
    ),
    Move("refuse", "Không duyệt", (S.PROPOSED,), S.REFUSED, can_approve, needs_reason=True),
    Move("withdraw", "Rút đề xuất", (S.PROPOSED,), S.WITHDRAWN, can_withdraw),
)  # fmt: skip
