"""What this room tells on the page of a decision: at which ceremony it is handed over."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from awards.decisions.models import AwardDecision
from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import Ceremony


def tell(decision: AwardDecision, reader: User, at: datetime) -> Iterator[dict[str, Any]]:
    """The ceremonies for everybody; where one begins, for whoever prepares it."""
    today = timezone.localdate(at)
    found = list(Ceremony.objects.visible_to(reader, today).filter(decisions=decision).order_by("held_on", "pk"))
    for one in found:
        told = f"{one}, ngày {one.held_on:%d/%m/%Y}"
        yield {"label": "Lễ trao thưởng", "value": told, "url": one.get_absolute_url()}
    if not found and decision.is_in_force and may(reader, "ceremony.manage", decision, on=today):
        address = f"{reverse('ceremonies:add')}?quyet-dinh={decision.pk}"
        yield {"label": "Lễ trao thưởng", "value": "Lập lễ trao thưởng", "url": address}
