from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.workflow import Move, Workflow

from .enums import RoleState as S
from .models import RoleAssignment, User
from .queries import conflicting_roles


def can_decide(actor: User, assignment: RoleAssignment, at: datetime) -> bool:
    return may(actor, "role.approve", assignment, on=timezone.localdate(at))


ROLE_FLOW = Workflow(
    "role",
    Move("approve", "Duyệt", (S.PROPOSED,), S.ACTIVE, can_decide, blockers=conflicting_roles),
    Move("refuse", "Không duyệt", (S.PROPOSED,), S.REFUSED, can_decide, needs_reason=True),
)
