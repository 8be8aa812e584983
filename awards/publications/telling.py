"""What this room tells on the page of a decision: where its result is published."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from awards.decisions.models import AwardDecision
from thiduakt.permissions import may
from thiduakt.school.models import User
from thiduakt.vietnamese import capitalized

from .models import Publication


def tell(decision: AwardDecision, reader: User, at: datetime) -> Iterator[dict[str, Any]]:
    """For whoever publishes: the publication, or where it begins."""
    today = timezone.localdate(at)
    if not decision.is_in_force or not may(reader, "publication.manage", decision, on=today):
        return
    if found := Publication.objects.visible_to(reader, today).filter(decision=decision).first():
        state = capitalized(found.get_state_display())
        yield {"label": "Công bố", "value": f"{state}: {found}", "url": found.get_absolute_url()}
    else:
        address = f"{reverse('publications:add')}?quyet-dinh={decision.pk}"
        yield {"label": "Công bố", "value": "Soạn bản công bố", "url": address}
