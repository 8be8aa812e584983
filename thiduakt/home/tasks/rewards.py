"""What money asks of somebody: to pay, to take back, to approve an estimate, to tell that the money came."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from awards.rewards.enums import EstimateState
from awards.rewards.models import Estimate, Payment
from awards.rewards.queries import full, is_due, open_recoveries, paying_decisions, with_sums
from thiduakt.permissions import may
from thiduakt.routes import row_address
from thiduakt.school.models import User
from thiduakt.vietnamese import dong

from .task import Task

URGES = {
    "approve": "Duyệt dự toán tiền thưởng",
    "pay": "Chi tiền thưởng theo quyết định",
    "recover": "Thu hồi theo quyết định hủy, thay thế",
    "confirm": "Xác nhận đã nhận tiền thưởng",
}
MOST = 20


def reward_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if may(user, "money.approve", on=today):
        waiting = Estimate.objects.visible_to(user, today).filter(state=EstimateState.SUBMITTED)
        for one in waiting.select_related("review").order_by("-pk")[:MOST]:
            url = one.get_absolute_url()
            yield Task(URGES["approve"], one.review.name, dong(one.total), url, one.state, one.get_state_display())
    if may(user, "money.manage", on=today):
        yield from _of_the_accountant(user, at)
    if may(user, "money.confirm", on=today):
        own = full(Payment.objects.filter(line__person=user.person_id, school=user.school_id).paid())
        for payment in own.filter(confirmed_at__isnull=True).order_by("-pk")[:MOST]:
            told = f"{dong(payment.amount)}, chi ngày {payment.paid_on:%d/%m/%Y}"
            yield Task(
                URGES["confirm"], payment.line.honor_name, told, payment.get_absolute_url(), "PAID", payment.state_told
            )


def _of_the_accountant(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    due = paying_decisions(user, today).filter(is_due()).select_related("document", "school")
    for decision in with_sums(due.order_by("-pk")[:MOST]):
        told = f"{decision.count_due} khoản, {dong(decision.sum_due)}"
        url = row_address("rewards:decision", decision.pk)
        yield Task(URGES["pay"], str(decision), told, url, decision.state, decision.get_state_display())
    for recovery in open_recoveries(user, today).select_related("line").order_by("-pk")[:MOST]:
        told = recovery.why
        yield Task(URGES["recover"], str(recovery), told, recovery.get_absolute_url(), "DUE", recovery.state_told)
