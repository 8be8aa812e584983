"""Who prepares a ceremony and writes down what was handed over."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User


def can_manage(actor: User, row: Any, at: datetime) -> bool:
    """`row`: a ceremony, or a part of one."""
    return may(actor, "ceremony.manage", row, on=timezone.localdate(at))
