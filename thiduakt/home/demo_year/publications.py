"""Công bố của trường dùng thử: the hall of honor, and one decision that everybody may read."""

from datetime import datetime, timedelta

from django.utils import timezone

from awards.decisions.models import AwardDecision
from awards.publications.enums import Unnamed
from awards.publications.models import ALL_YEARS
from awards.publications.services.publishing import draw_up, publish
from thiduakt.school.models import User

SHOWN = timedelta(days=365)
USUAL = {
    "on_page": True, "places": "Bảng tin cổng trường", "tells_unit": True, "tells_citation": False,
    "unnamed": Unnamed.BY_CLASS,
}  # fmt: skip


def load(at: datetime) -> None:
    """Onto the decisions of the school and its ledger."""
    clerk = User.objects.get(username="vanthu")
    today = timezone.localdate(at)
    values = USUAL | {"shown_from": today, "shown_until": today + SHOWN}
    roll = draw_up(None, values | {"title": "Bảng vàng của trường"}, year=ALL_YEARS, actor=clerk, at=at)
    publish(roll, actor=clerk, at=at)
    above = AwardDecision.objects.in_force().filter(school=clerk.school_id, origin="SUPERIOR").order_by("pk").first()
    if above:
        publish(draw_up(above, values | {"title": above.name}, actor=clerk, at=at), actor=clerk, at=at)
