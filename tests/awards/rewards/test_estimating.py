"""Dự toán: reckoned by the law of the expected day, held against the fund, approved by the principal alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from awards.decisions.enums import FundKind
from awards.rewards.enums import EstimateState
from awards.rewards.models import Estimate
from awards.rewards.services.estimating import discard, make_estimate, recount, take_step
from nominations.dossiers.enums import DossierState
from tests.factories.decisions import GK, held_review, passed
from tests.factories.dossiers import DossierFactory
from tests.factories.rewards import FundFactory, fund_with, to_pay
from tests.factories.school import PersonFactory
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
DAY = date(2024, 7, 15)  # of 2.340.000 đồng


@pytest.fixture
def review(school):
    return held_review(school)


@pytest.fixture
def two(review, school):
    names = ("Đỗ Thị Đào", "Lò Văn Ỏn")
    return [passed(review, person=PersonFactory(school=school, full_name=name)) for name in names]


@pytest.fixture
def make(review, fund, accountant, at):
    def act(**told) -> Estimate:
        return make_estimate(review, **{"fund": fund, "day": DAY, **told}, actor=accountant, at=at)

    return act


def test_each_dossier_is_reckoned_by_the_expected_day(make, two):
    estimate = make()

    assert [(line.holder_name, line.amount) for line in estimate.lines.all()] == [
        ("Đỗ Thị Đào", 710_000), ("Lò Văn Ỏn", 710_000),
    ]  # fmt: skip
    assert (estimate.total, estimate.balance, estimate.shortfall) == (1_420_000, 10_000_000, 0)


def test_what_the_fund_lacks_is_told(make, two, school):
    assert make(fund=fund_with(school, 1_000_000, year=2022)).shortfall == 420_000


def test_what_is_decided_and_not_yet_paid_is_no_longer_in_the_fund(make, two, school, fund):
    to_pay(school)  # three payments of 540.000 đồng

    assert make().balance == 10_000_000 - 1_620_000


def test_what_a_superior_decides_is_not_counted_unless_it_is_asked_for(make, review, two):
    DossierFactory(review=review, person=two[0].person, code="CSTDCS", state=DossierState.AWARDED)
    estimate = make()
    told = {line.honor_name: (line.amount, line.reason) for line in estimate.lines.all()}
    assert told["Chiến sĩ thi đua cơ sở"] == (0, "Cấp trên quyết định, cấp quyết định chi tiền thưởng.")
    Estimate.objects.all().delete()

    assert make(with_superiors=True).total == 1_420_000 + 2_340_000


def test_what_was_not_handed_in_or_not_passed_is_left_out(make, review, two):
    for state in (DossierState.DRAFT, DossierState.NOT_AWARDED, DossierState.WITHDRAWN, DossierState.TO_GROUP):
        DossierFactory(review=review, code="GK_HT_CN", honor_name=GK, state=state)

    assert make().lines.count() == 2


def test_a_day_without_a_base_salary_is_told_line_by_line(make, two):
    estimate = make(day=date(2010, 1, 4))

    assert estimate.total == 0
    assert not any(line.is_known for line in estimate.lines.all())


def test_it_is_reckoned_anew_as_long_as_it_is_drawn_up(make, review, two, fund, accountant, principal, at):
    estimate = make()
    passed(review)
    assert recount(estimate, actor=accountant, at=at).total == 2_130_000

    take_step(estimate, "submit", actor=accountant, at=at)
    with pytest.raises(MoveRefusedError, match="chờ duyệt"):
        recount(estimate, actor=accountant, at=at)
    with pytest.raises(MoveRefusedError, match="chờ duyệt"):
        discard(estimate, actor=accountant, at=at)


def test_the_principal_approves_and_nobody_else(make, two, accountant, principal, deputy, at):
    estimate = take_step(make(), "submit", actor=accountant, at=at)
    for other in (accountant, deputy):
        with pytest.raises(PermissionDenied):
            take_step(estimate, "approve", actor=other, at=at)

    approved = take_step(estimate, "approve", actor=principal, at=at)

    assert (approved.state, approved.approved_by, approved.approved_on) == (
        EstimateState.APPROVED, principal.person, at.date(),
    )  # fmt: skip


def test_what_is_given_back_is_reckoned_again(make, two, accountant, principal, at):
    estimate = take_step(make(), "submit", actor=accountant, at=at)
    with pytest.raises(MoveRefusedError, match="lý do"):
        take_step(estimate, "give_back", actor=principal, at=at)

    take_step(estimate, "give_back", reason="Chưa tính tập thể", actor=principal, at=at)
    assert recount(estimate, actor=accountant, at=at).state == EstimateState.DRAFT
    discard(estimate, actor=accountant, at=at)
    assert not Estimate.objects.exists()


def test_an_empty_estimate_is_not_sent(make, accountant, at):
    estimate = make()
    assert estimate.total == 0
    with pytest.raises(MoveRefusedError, match="chưa có dòng nào"):
        take_step(estimate, "submit", actor=accountant, at=at)


def test_of_a_round_one_is_open_at_a_time(make, two):
    make()
    with pytest.raises(ValidationError, match="chưa duyệt"):
        make()


def test_the_money_of_a_round_is_not_of_the_bonus_fund(make, two, school):
    with pytest.raises(ValidationError, match="quỹ thi đua, khen thưởng"):
        make(fund=FundFactory(school=school, kind=FundKind.BONUS))


def test_a_fund_of_another_school_is_not_asked(make, two, other_school):
    with pytest.raises(PermissionDenied):
        make(fund=FundFactory(school=other_school))


def test_the_principal_draws_up_none(review, fund, two, principal, at):
    with pytest.raises(PermissionDenied):
        make_estimate(review, fund, day=DAY, actor=principal, at=at)
