"""What the room asks the database."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from awards.decisions.enums import FundKind
from awards.decisions.models import AwardDecision
from awards.decisions.models.decisions import AwardDecisionQuerySet
from thiduakt.catalog.enums import TextKind, TextState
from thiduakt.catalog.models import LegalText
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User

from .enums import EstimateState
from .models import Estimate, Fund, Payment, Recovery
from .models.payments import PaymentQuerySet

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


def decisions_to_pay(user: User, on: date) -> AwardDecisionQuerySet:
    """The same, each with `sum_due`, `count_due`, `sum_paid`, `count_all`."""
    due, paid = _payments().due(), _payments().paid()
    told = paying_decisions(user, on).annotate(
        sum_due=_of(due, Sum("amount")), count_due=_of(due, Count("pk")), sum_paid=_of(paid, Sum("amount")),
        count_all=_of(_payments(), Count("pk")),
    )  # fmt: skip
    return told.select_related("document", "school")


def is_due() -> Exists:
    """The condition that something of a decision is still to be paid."""
    return Exists(_payments().due())


def _payments() -> PaymentQuerySet:
    return Payment.objects.filter(line__decision=OuterRef("pk")).order_by()


def _of(rows: QuerySet[Payment], asked: Sum | Count) -> Coalesce:
    found = rows.values("line__decision").annotate(asked=asked).values("asked")
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)


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
