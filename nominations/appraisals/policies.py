"""Who appraises, who may let a condition pass, and what nobody may let pass."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.policies import why_close
from thiduakt.ledger.discretion import GUARDED
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.models import User

from .models import Waiver

NOT_WAIVED = "Điều kiện về kỷ luật, về việc đang xem xét, xác minh không ai bỏ qua được: hồ sơ chờ đến khi việc ấy kết thúc."


def can_appraise(actor: User, dossier: Dossier, at: datetime) -> bool:
    return may(actor, "dossier.appraise", dossier, on=timezone.localdate(at)) and not why_close(actor, dossier)


def can_list(actor: User, review: Review, at: datetime) -> bool:
    return may(actor, "dossier.submit_list", review, on=timezone.localdate(at))


def can_propose(actor: User, dossier: Dossier, at: datetime) -> bool:
    """The secretary, of what is neither the own nor kin's."""
    return _waives(Scope.PROPOSES, actor, dossier, at)


def can_approve(actor: User, waiver: Waiver, at: datetime) -> bool:
    """The principal, of what somebody else proposed."""
    return waiver.proposed_by_id != actor.pk and _waives(Scope.APPROVES, actor, waiver.dossier, at)


def can_withdraw(actor: User, waiver: Waiver, at: datetime) -> bool:
    return waiver.proposed_by_id == actor.pk and can_propose(actor, waiver.dossier, at)


def _waives(scope: Scope, actor: User, dossier: Dossier, at: datetime) -> bool:
    granted = scopes(actor, "dossier.waive", timezone.localdate(at))
    return dossier.school_id == actor.school_id and scope in granted and not why_close(actor, dossier)


def knows_private(actor: User, dossier: Dossier, at: datetime) -> bool:
    """Whether discipline, open cases and leave may be told to this person."""
    return may(actor, "sensitive.view", dossier, on=timezone.localdate(at))


def why_not_waived(answer: Mapping[str, Any]) -> str:
    """Why nobody may let this condition pass; empty where two people may.

    Nothing is given while somebody is investigated, or under discipline (NĐ 152/2025/NĐ-CP, Điều 4 khoản 4): that ends with
    the matter itself, when the verification is closed or the discipline has run out. And a waiver is read by all who read
    the list: of such matters none may speak there.
    """
    return NOT_WAIVED if is_private(answer) else ""


def is_private(answer: Mapping[str, Any]) -> bool:
    return answer.get("test") in GUARDED
