"""What this room tells of a decision on its page, to whoever may know all sums."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from awards.decisions.models import AwardDecision
from thiduakt.routes import row_address
from thiduakt.school.models import User
from thiduakt.vietnamese import dong

from .queries import decisions_to_pay


def money_of(decision: AwardDecision, reader: User, at: datetime) -> Iterator[dict[str, Any]]:
    found: Any = decisions_to_pay(reader, timezone.localdate(at)).filter(pk=decision.pk).first()
    if found:
        told = f"đã chi {dong(found.sum_paid)}, còn phải chi {dong(found.sum_due)}"
        yield {"label": "Tiền thưởng", "value": told, "url": row_address("rewards:decision", decision.pk)}
