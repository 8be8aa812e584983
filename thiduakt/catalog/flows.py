"""A rule of a school: proposed by one, who may withdraw it, and approved by another.

Once decided it stays; what comes after is a new row.
"""

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


def can_withdraw(actor: User, row: Honor | Rule, at: datetime) -> bool:
    """One's own, as long as nobody has decided it."""
    return row.proposed_by_id == actor.pk and may(actor, "rule.propose", row, on=timezone.localdate(at))


DECISIONS = ("approve", "refuse")
RULE_FLOW = Workflow(
    "rule",
    Move("approve", "Duyệt", (S.PROPOSED,), S.APPROVED, can_decide, blockers=too_early),
    Move("refuse", "Không duyệt", (S.PROPOSED,), S.REFUSED, can_decide, needs_reason=True),
    Move(
        "withdraw", "Rút đề xuất", (S.PROPOSED,), S.WITHDRAWN, can_withdraw,
        warning="Đề xuất đã rút thì không ai duyệt được nữa. Nội dung vẫn xem lại được ở mục Đã rút.",
    ),
)  # fmt: skip
