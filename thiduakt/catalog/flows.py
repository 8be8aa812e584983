"""A rule of a school: proposed by one, approved by another. Once decided it stays; what comes after is a new row."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User
from thiduakt.workflow import Move, Workflow

from .dating import too_early
from .enums import RuleState as S
from .models import Honor, Rule


def can_decide(actor: User, row: Honor | Rule, at: datetime) -> bool:
    """Never one's own proposal."""
    return row.proposed_by_id != actor.pk and may(actor, "rule.approve", row, on=timezone.localdate(at))


RULE_FLOW = Workflow(
    "rule",
    Move("approve", "Duyệt", (S.PROPOSED,), S.APPROVED, can_decide, blockers=too_early),
    Move("refuse", "Không duyệt", (S.PROPOSED,), S.REFUSED, can_decide, needs_reason=True),
)
