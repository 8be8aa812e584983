"""Chi tiền thưởng: marks of payment, the counter-mark, and the word of whoever received it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from awards.decisions.enums import FundKind
from awards.decisions.models import AwardDecision
from awards.rewards.enums import LineKind, Manner
from awards.rewards.models import Fund, FundLine, Payment
from awards.rewards.policies import can_confirm, can_manage
from awards.rewards.queries import amounts, full, fund_of
from thiduakt.audit.services import record, record_each
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import listed, one_line, shortened
from thiduakt.workflow import MoveRefusedError, hold, lock

from .funds import check_day, refuse_beyond, take_back, write_lines

FIELDS = ("paid_on", "manner", "received_by", "behalf_reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How it was paid. `received_by`: who took it in the place of whoever it is due to, and why."""

    paid_on: date
    manner: str
    received_by: str = ""
    behalf_reason: str = ""
    why_beyond: str = ""


@transaction.atomic
def pay(payments: Sequence[Payment], mark: Mark, *, actor: User, at: datetime) -> int:
    """Mark these of one decision as paid, all or none; the fund's ledger gets a line for each. Returns their sum in đồng.

    The decision is locked first: what cancels or replaces it waits, or was there before.
    """
    decision, held = _hold_due(payments, actor, at)
    fund = _held_fund(decision, mark, at)
    total = amounts(held)
    why = refuse_beyond(fund, -total, mark.why_beyond)
    values = {
        "paid_on": mark.paid_on, "manner": mark.manner, "received_by": one_line(mark.received_by),
        "behalf_reason": one_line(mark.behalf_reason),
    }  # fmt: skip
    for payment, (name, value) in product(held, values.items()):
        setattr(payment, name, value)
    held[0].clean_fields(exclude=["line", "school"])  # they are all paid alike
    held[0].validate_constraints(exclude=["line"])
    Payment.objects.filter(pk__in=[payment.pk for payment in held]).update(**values)
    write_lines([_line(fund, payment, mark.paid_on, why) for payment in held], actor=actor, at=at)
    acts = [(payment, {"ngày": f"{mark.paid_on:%d/%m/%Y}", "hình thức": Manner(mark.manner).label}) for payment in held]
    record_each(acts, actor=actor, verb="payment.pay", at=at, reason=why)
    return total


@transaction.atomic
def undo(payment: Payment, *, reason: str, actor: User, at: datetime) -> None:
    """A payment marked by mistake: the fund gets a counter-line, the sum is due again."""
    lock(payment.line.decision)
    held: Payment = hold(payment, can_manage, actor=actor, at=at)
    if not held.is_paid:
        raise MoveRefusedError("Khoản này chưa đánh dấu đã chi.")
    if held.confirmed_at:
        raise MoveRefusedError("Người được thưởng đã xác nhận đã nhận, không bỏ đánh dấu được.")
    if held.line.recoveries.exists():
        raise MoveRefusedError("Khoản này đang được thu hồi: thầy/cô ghi ở khoản thu hồi.")
    if not held.line.stands:  # as it is now: a correction may have been issued since the page was loaded
        raise MoveRefusedError(
            "Quyết định này đã được thay thế hoặc hủy: khoản đã chi được tính tiếp ở quyết định sau, không bỏ đánh dấu được."
        )
    line = held.fund_lines.standing().select_related("fund").get(kind=LineKind.PAID)
    take_back(lock(line.fund), line, reason=reason, actor=actor, at=at)
    held.paid_on, held.manner, held.received_by, held.behalf_reason = None, "", "", ""
    held.save(update_fields=FIELDS)
    record(actor=actor, verb="payment.undo", target=held, at=at, reason=one_line(reason))


@transaction.atomic
def confirm(payment: Payment, *, actor: User, at: datetime) -> Payment:
    """Người được thưởng says that the money came. Pressed again it changes nothing."""
    held: Payment = hold(payment, can_confirm, actor=actor, at=at)
    if held.line.person_id != actor.person_id:
        raise PermissionDenied
    if not held.is_paid:
        raise MoveRefusedError("Kế toán chưa ghi chi khoản này, thầy/cô chưa xác nhận được.")
    if held.confirmed_at is None:
        held.confirmed_at = at
        held.save(update_fields=["confirmed_at"])
        record(actor=actor, verb="payment.confirm", target=held, at=at)
    return held


def _hold_due(payments: Sequence[Payment], actor: User, at: datetime) -> tuple[AwardDecision, list[Payment]]:
    keys = {payment.line.decision_id for payment in payments}
    if len(keys) != 1:
        raise ValidationError("Thầy/cô chọn các khoản của một quyết định.")
    decision = lock(payments[0].line.decision)
    require(actor, "money.manage", decision, on=timezone.localdate(at))
    held = _locked(payments)
    if done := [one.line.holder_name for one in held if one.is_paid]:
        raise MoveRefusedError(f"{listed(shortened(done))} đã được ghi chi. Thầy/cô mở lại trang để xem.")
    if gone := [one.line.holder_name for one in held if not one.is_due]:
        raise MoveRefusedError(f"Không còn chi cho {listed(shortened(gone))}: quyết định đã hủy, đã thay hoặc đã chi trước.")
    return decision, held


def _locked(payments: Sequence[Payment]) -> list[Payment]:
    """All in one query, in the order of their keys."""
    keys = [payment.pk for payment in payments]
    rows = full(Payment.objects.filter(pk__in=keys)).select_for_update(of=("self",)).order_by("pk")
    return list(rows)


def _held_fund(decision: AwardDecision, mark: Mark, at: datetime) -> Fund:
    fund = fund_of(decision.school_id, decision.fund, mark.paid_on.year)
    if fund is None:
        kind = FundKind(decision.fund).label
        raise ValidationError({"paid_on": f"Chưa mở {kind} năm {mark.paid_on.year}. Thầy/cô mở quỹ trước khi ghi chi."})
    held: Fund = lock(fund)
    if decision.day and mark.paid_on < decision.day:
        raise ValidationError({"paid_on": f"Ngày chi không được trước ngày quyết định ({decision.day:%d/%m/%Y})."})
    try:
        check_day(held, mark.paid_on, timezone.localdate(at))
    except ValidationError as refusal:
        raise ValidationError({"paid_on": refusal.messages}) from refusal
    return held


def _line(fund: Fund, payment: Payment, day: date, why: str) -> FundLine:
    told = f"Chi tiền thưởng {payment.line.honor_name} cho {payment.line.holder_name}"
    on_behalf = f", {payment.received_by} nhận thay" if payment.received_by else ""
    return FundLine(
        fund=fund, kind=LineKind.PAID, amount=-payment.amount, day=day, payment=payment, why_beyond=why,
        told=f"{told}{on_behalf}"[:500], paper=f"Quyết định {payment.line.decision.notation}"[:100],
    )  # fmt: skip
