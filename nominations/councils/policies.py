from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import Council, Renewal


def can_manage(actor: User, row: Council | Renewal, at: datetime) -> bool:
    return may(actor, "council.manage", row, on=timezone.localdate(at))


def can_put_in_force(actor: User, row: Council | Renewal, at: datetime) -> bool:
    """Whoever keeps the councils, and the clerk: by the number of its decision a list comes into force."""
    return can_manage(actor, row, at) or may(actor, "document.issue", row, on=timezone.localdate(at))
