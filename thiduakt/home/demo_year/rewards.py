"""Tiền thưởng của trường dùng thử: two funds, and an estimate that waits; the decision of today is still to be paid."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from awards.decisions.enums import FundKind
from awards.rewards.enums import LineKind
from awards.rewards.services.estimating import make_estimate, take_step
from awards.rewards.services.funds import enter_line, open_fund
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.models import Review
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import User


def load(at: datetime) -> None:
    """Beside the decision that was issued today."""
    accountant, today = User.objects.get(username="ketoan", is_demo=True), timezone.localdate(at)
    told: dict[str, Any] = {"actor": accountant, "at": at}
    fund = open_fund(FundKind.EMULATION, year=today.year, opening=1_250_000, allotment=24_000_000, **told)
    open_fund(FundKind.BONUS, year=today.year, opening=0, allotment=180_000_000, **told)
    enter_line(fund, LineKind.OTHER_OUT, amount=450_000, day=today, told="Mua khung giấy khen", paper="PC 14", **told)
    years = Review.objects.filter(school=accountant.school_id, merit=Merit.YEARLY).exclude(state=ReviewState.DRAFT)
    if review := years.order_by("-year", "-pk").first():
        estimate = make_estimate(review, fund, day=today, with_superiors=True, **told)
        if estimate.lines.exists():
            take_step(estimate, "submit", **told)
