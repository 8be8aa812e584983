"""Bỏ qua một điều kiện: proposed by the secretary, decided by the principal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.appraisals.flows import WAIVER_FLOW
from nominations.appraisals.models import SHORTEST_REASON, Waiver
from nominations.appraisals.policies import can_propose, why_not_waived
from nominations.dossiers.duplicates import INITIATIVE_USED, used_up
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier
from nominations.dossiers.services import road
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import Role
from thiduakt.school.models import User
from thiduakt.school.queries import holders
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, hold, lock, perform


@transaction.atomic
def propose_waiver(dossier: Dossier, key: str, *, reason: str, actor: User, at: datetime) -> Waiver:
    """Of a condition that the frozen assessment says is not met, or not surely."""
    lock(dossier.review)
    stored: Dossier = hold(dossier, can_propose, actor=actor, at=at)
    if stored.state != S.SUBMITTED:
        raise MoveRefusedError(f"Hồ sơ {stored.get_state_display()}, không đề xuất bỏ qua điều kiện được.")
    reason = nfc(reason).strip()
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": f"Thầy/cô ghi lý do, ít nhất {SHORTEST_REASON} ký tự."})
    waiver = Waiver(dossier=stored, key=key, asked=_asked(stored, key), reason=reason, proposed_by=actor, proposed_at=at)
    waiver.full_clean(exclude=["proposed_by"])
    waiver.save()
    record(actor=actor, verb="waiver.propose", target=stored, at=at, changes={"điều kiện": waiver.asked}, reason=reason)
    principals = holders(stored.school_id, {Role.PRINCIPAL}, timezone.localdate(at))
    notify(
        [held.person for held in principals], kind=NoticeKind.WAIVER_PROPOSED,
        subject=f"Đề xuất bỏ qua một điều kiện: {stored}", text=reason, url=stored.get_absolute_url(),
        school_id=stored.school_id, actor=actor, at=at,
    )  # fmt: skip
    return waiver


@transaction.atomic
def decide_waiver(waiver: Waiver, action: str, *, reason: str = "", actor: User, at: datetime) -> Waiver:
    """approve, refuse or withdraw. Approved, the condition holds the dossier back no more."""
    dossier = waiver.dossier
    lock(dossier.review)
    lock(dossier)
    decides = action in {"approve", "refuse"}
    settle = {"decided_by": actor, "decided_at": at} if decides else {}
    moved: Waiver = perform(WAIVER_FLOW, waiver, action, actor=actor, at=at, reason=reason, settle=lambda row: settle)
    if action == "approve":
        road.waive(dossier, moved.key, actor=actor, at=at)
        record(
            actor=actor, verb="dossier.waive", target=dossier, at=at, changes={"điều kiện": moved.asked}, reason=moved.reason
        )
    if decides:
        notify(
            [moved.proposed_by.person], kind=NoticeKind.WAIVER_DECIDED,
            subject=f"{'Đã duyệt' if action == 'approve' else 'Không duyệt'} bỏ qua điều kiện: {dossier}", text=reason,
            url=dossier.get_absolute_url(), school_id=dossier.school_id, actor=actor, at=at,
        )  # fmt: skip
    return moved


def _asked(dossier: Dossier, key: str) -> str:
    """The words of the condition; PermissionDenied for one that is not asked, or that holds nothing back."""
    if key == INITIATIVE_USED:
        if used := used_up(dossier):
            return " ".join(used)
        raise PermissionDenied
    assessment = dossier.assessments.first()
    answers: dict[str, Mapping[str, Any]] = {one["key"]: one for one in (assessment.answers if assessment else ())}
    answer = answers.get(key)
    if answer is None or (answer["met"] is True and answer["sure"]):
        raise PermissionDenied
    if refusal := why_not_waived(answer):
        raise MoveRefusedError(refusal)
    return str(answer["asked"])
