from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import Estimate, Fund, FundLine, Payment, Recovery

Row = Estimate | Fund | FundLine | Payment | Recovery


def can_manage(actor: User, row: Row, at: datetime) -> bool:
    return may(actor, "money.manage", row, on=timezone.localdate(at))


def can_approve(actor: User, estimate: Estimate, at: datetime) -> bool:
    return may(actor, "money.approve", estimate, on=timezone.localdate(at))


def can_confirm(actor: User, payment: Payment, at: datetime) -> bool:
    return may(actor, "money.confirm", payment, on=timezone.localdate(at))
