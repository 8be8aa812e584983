"""What this room tells of a decision on its page, to whoever may know all sums."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from awards.decisions.models import AwardDecision, AwardLine
from thiduakt.routes import row_address
from thiduakt.school.models import User
from thiduakt.vietnamese import dong

from .models import Payment
from .queries import paying_decisions, with_sums


def money_of(decision: AwardDecision, reader: User, at: datetime) -> Iterator[dict[str, Any]]:
    for found in with_sums(paying_decisions(reader, timezone.localdate(at)).filter(pk=decision.pk)):
        told = f"đã chi {dong(found.sum_paid)}, còn phải chi {dong(found.sum_due)}"
        yield {"label": "Tiền thưởng", "value": told, "url": row_address("rewards:decision", decision.pk)}


def received_of(lines: Sequence[AwardLine]) -> int:
    """Đồng that the holders of these lines have received, also by the decision whose place theirs took."""
    payments = Payment.objects.filter(line__in=[line.pk for line in lines])
    return sum(one.credited + (one.amount if one.is_paid else 0) for one in payments)
