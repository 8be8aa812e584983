"""What the room asks the database."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Sum

from awards.decisions.enums import FundKind
from awards.decisions.models import AwardDecision
from awards.decisions.models.decisions import AwardDecisionQuerySet
from thiduakt.catalog.enums import TextKind, TextState
from thiduakt.catalog.models import LegalText
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User

from .enums import EstimateState
from .models import Estimate, Fund, Payment, Recovery
from .models.payments import PaymentQuerySet, due

RULES_OF_BONUS = "tien thuong"
NO_RULES = (
    "Chưa thấy Quy chế tiền thưởng của trường trong thư viện văn bản: quỹ tiền thưởng chỉ được chi theo quy chế "
    "(NĐ 73/2024/NĐ-CP, Điều 4; NĐ 161/2026/NĐ-CP, Điều 4). Thầy/cô thêm quy chế vào thư viện."
)


def sees_all(user: User, on: date) -> bool:
    return bool(scopes(user, "money.view", on) & WHOLE_SCHOOL)


def full(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    """With everything a line of a list says."""
    return rows.select_related("line__decision__document", "line__cancellation", "line__entry__ended_by", "school")


def paying_decisions(user: User, on: date) -> AwardDecisionQuerySet:
    """Those with payments, for whoever sees all sums."""
    if not sees_all(user, on):
        return AwardDecision.objects.none()
    return AwardDecision.objects.filter(Exists(_payments()), school=user.school_id)


def with_sums(decisions: Iterable[AwardDecision]) -> list[Any]:
    """Each with `sum_due`, `count_due`, `sum_paid`, `count_all`: by one query for all of them."""
    found: list[Any] = list(decisions)
    payments = Payment.objects.filter(line__decision__in=[one.pk for one in found]).order_by()
    sums = payments.annotate(due_now=ExpressionWrapper(due(), BooleanField())).values_list("line__decision", "due_now")
    counted = sums.annotate(count=Count("pk"), sum=Sum("amount"), paid=Sum("amount", filter=Q(paid_on__isnull=False)))
    told = {(decision, due_now): counts for decision, due_now, *counts in counted}
    for one in found:
        unpaid, other = (told.get((one.pk, due_now), [0, 0, 0]) for due_now in (True, False))
        one.count_due, one.sum_due, _ = unpaid
        one.count_all, one.sum_paid = unpaid[0] + other[0], other[2] or 0
    return found


def is_due() -> Exists:
    """The condition that something of a decision is still to be paid."""
    return Exists(_payments().due())


def _payments() -> PaymentQuerySet:
    return Payment.objects.filter(line__decision=OuterRef("pk")).order_by()


def fund_of(school_id: int, kind: str, year: int) -> Fund | None:
    return Fund.objects.filter(school=school_id, kind=kind, year=year).first()


def bonus_rules(school_id: int, on: date) -> LegalText | None:
    """Quy chế tiền thưởng of the school, where its library has one in force."""
    own = LegalText.objects.filter(school=school_id, kind__in=(TextKind.STATUTES, TextKind.DECISION)).kept()
    return own.standing(TextState.IN_FORCE, on).matching(RULES_OF_BONUS).order_by("-issued_on", "pk").first()


def warnings_of(kind: str, school_id: int, on: date) -> list[str]:
    return [NO_RULES] if kind == FundKind.BONUS and bonus_rules(school_id, on) is None else []


def approved_estimate(decision: AwardDecision) -> Estimate | None:
    """The last one of its round, to hold the decision against."""
    found = Estimate.objects.filter(review=decision.review_id, state=EstimateState.APPROVED)
    return found.order_by("-approved_on", "-pk").first() if decision.review_id else None


def open_recoveries(user: User, on: date) -> QuerySet[Recovery]:
    return Recovery.objects.visible_to(user, on).filter(returned_on__isnull=True)


def amounts(payments: Iterable[Payment]) -> int:
    return sum(payment.amount for payment in payments)
