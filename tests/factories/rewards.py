"""Money past the services: what a test does not say has one plain value."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from awards.decisions.enums import DecisionState, FundKind
from awards.decisions.models import AwardDecision
from awards.rewards.enums import LineKind, RecoveryKind
from awards.rewards.models import Estimate, Fund, FundLine, Payment, Recovery
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory
from tests.factories.dossiers import ReviewFactory
from tests.factories.school import PersonFactory, SchoolFactory, UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import School

GIVEN = 10_000_000
ENTERED = datetime(2023, 1, 3, 2, tzinfo=UTC)


class FundFactory(DjangoModelFactory):
    """Of 2023, empty; `fund_with` has a line."""

    class Meta:
        model = Fund

    school = factory.SubFactory(SchoolFactory)
    kind = FundKind.EMULATION
    year = 2023


class FundLineFactory(DjangoModelFactory):
    class Meta:
        model = FundLine

    fund = factory.SubFactory(FundFactory)
    kind = LineKind.ALLOTMENT
    amount = GIVEN
    day = factory.LazyAttribute(lambda line: date(line.fund.year, 1, 3))
    told = "Dự toán giao, trích lập đầu năm"
    entered_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..fund.school"), roles=[Role.ACCOUNTANT])
    entered_at = ENTERED


class PaymentFactory(DjangoModelFactory):
    """Due, by a decision in force."""

    class Meta:
        model = Payment

    line = factory.SubFactory(AwardLineFactory, decision__state=DecisionState.IN_FORCE, amount=540_000)
    school = factory.SelfAttribute("line.decision.school")
    fund = FundKind.EMULATION
    amount = factory.SelfAttribute("line.amount")


class RecoveryFactory(DjangoModelFactory):
    class Meta:
        model = Recovery

    line = factory.SubFactory(AwardLineFactory, decision__state=DecisionState.IN_FORCE, amount=540_000)
    school = factory.SelfAttribute("line.decision.school")
    kind = RecoveryKind.MONEY
    amount = factory.LazyAttribute(lambda row: 540_000 if row.kind == RecoveryKind.MONEY else 0)
    why = "Quyết định 30/QĐ-MNGB hủy khen thưởng: gian dối trong kê khai."
    due_from = date(2023, 11, 1)


class EstimateFactory(DjangoModelFactory):
    class Meta:
        model = Estimate

    review = factory.SubFactory(ReviewFactory)
    school = factory.SelfAttribute("review.school")
    fund = factory.SubFactory(FundFactory, school=factory.SelfAttribute("..school"))
    day = date(2023, 12, 1)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


def fund_with(school: School, amount: int = GIVEN, **told: Any) -> Fund:
    fund = FundFactory(school=school, **told)
    FundLineFactory(fund=fund, amount=amount)
    return fund


def payments_of(decision: AwardDecision, count: int, amount: int = 540_000) -> list[Payment]:
    return [PaymentFactory(line=AwardLineFactory(decision=decision, amount=amount)) for _ in range(count)]


def to_pay(school: School, count: int = 3, **told: Any) -> list[Payment]:
    """The payments of one decision in force of 04/10/2023."""
    decision = AwardDecisionFactory(school=school, state=DecisionState.IN_FORCE, **told)
    return payments_of(decision, count)
