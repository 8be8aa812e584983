"""Two at once: a line paid by two accountants, two payments out of one fund, a payment beside its cancellation, an estimate
that is reckoned anew while somebody sends or approves it."""

import pytest

from awards.rewards.enums import EstimateState
from awards.rewards.models import Estimate, FundLine, Payment
from awards.rewards.services.estimating import make_estimate, recount, take_step
from awards.rewards.services.paying import pay
from awards.rewards.services.recovering import mark_returned
from tests.campaigns.registrations.test_races import again, one_after_the_other
from tests.factories.decisions import held_review, passed
from tests.factories.rewards import RecoveryFactory, fund_with, to_pay
from thiduakt.workflow import lock

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_accountants_who_pay_one_line_the_second_is_told(fund, due, mark, accountant, second_accountant, at):
    refusals = one_after_the_other(
        lambda: pay(due[:1], mark, actor=accountant, at=at),
        lambda: pay(due, mark, actor=again(second_accountant), at=at),
    )

    assert "đã được ghi chi" in refusals[0]
    assert FundLine.objects.filter(payment__isnull=False).count() == 1
    assert Payment.objects.paid().count() == 1


def test_two_payments_do_not_take_the_same_money(school, mark, accountant, second_accountant, at):
    fund = fund_with(school, 600_000)
    one, other = to_pay(school, 1), to_pay(school, 1)

    refusals = one_after_the_other(
        lambda: pay(one, mark, actor=accountant, at=at), lambda: pay(other, mark, actor=again(second_accountant), at=at)
    )

    assert "còn 60.000 đồng" in refusals[0]
    assert fund.stands_at() == 60_000


def test_a_payment_waits_for_the_decision_that_is_being_cancelled(fund, due, mark, accountant, at):
    def cancelled():
        decision = lock(due[0].line.decision)
        decision.state = "CANCELLED"
        decision.save(update_fields=["state"])

    refusals = one_after_the_other(cancelled, lambda: pay(due, mark, actor=again(accountant), at=at))

    assert "Không còn chi" in refusals[0]
    assert not Payment.objects.paid().exists()


def test_money_comes_back_once(school, fund, accountant, second_accountant, at):
    recovery = RecoveryFactory(line__decision__school=school, due_from=at.date())

    refusals = one_after_the_other(
        lambda: mark_returned(recovery, day=at.date(), paper="PT 1", actor=accountant, at=at),
        lambda: mark_returned(recovery, day=at.date(), paper="PT 2", actor=again(second_accountant), at=at),
    )

    assert "đã được ghi nộp lại" in refusals[0]
    assert fund.stands_at() == 10_540_000


def test_what_is_sent_is_what_was_reckoned_last_and_what_is_approved_stays(
    school, fund, accountant, second_accountant, principal, at
):
    review = held_review(school)
    passed(review)
    estimate = make_estimate(review, fund, day=at.date(), actor=accountant, at=at)
    passed(review)

    refusals = one_after_the_other(
        lambda: recount(estimate, actor=accountant, at=at),
        lambda: take_step(estimate, "submit", actor=again(second_accountant), at=at),
    )
    assert (refusals, Estimate.objects.get().total) == ([], 1_080_000)
    passed(review)
    refusals = one_after_the_other(
        lambda: take_step(estimate, "approve", actor=again(principal), at=at),
        lambda: recount(estimate, actor=again(accountant), at=at),
    )

    assert "không sửa được nữa" in refusals[0]
    assert (Estimate.objects.get().total, Estimate.objects.get().state) == (1_080_000, EstimateState.APPROVED)
