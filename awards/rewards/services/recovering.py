"""Thu hồi: what came back, when and by which paper. Money that came back is in the fund again."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.decisions.enums import FundKind
from awards.rewards.enums import LineKind, RecoveryKind
from awards.rewards.models import FundLine, Recovery
from awards.rewards.policies import can_manage
from awards.rewards.queries import fund_of
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock

from .funds import check_day, take_back, write_lines


@transaction.atomic
def mark_returned(recovery: Recovery, *, day: date, paper: str, actor: User, at: datetime) -> Recovery:
    held: Recovery = hold(recovery, can_manage, actor=actor, at=at)
    if held.is_returned:
        raise MoveRefusedError("Khoản này đã được ghi nộp lại. Thầy/cô mở lại trang để xem.")
    if day > timezone.localdate(at):
        raise ValidationError({"day": "Ngày chưa đến. Thầy/cô ghi ngày đã nộp lại."})
    if day < held.due_from:
        raise ValidationError({"day": f"Ngày nộp lại không được trước ngày phải nộp ({held.due_from:%d/%m/%Y})."})
    held.returned_on, held.paper = day, one_line(paper)
    held.clean_fields(exclude=["line", "school"])
    held.validate_constraints(exclude=["line"])
    if held.kind == RecoveryKind.MONEY:
        _into_fund(held, day, actor, at)
    held.save(update_fields=["returned_on", "paper"])
    record(actor=actor, verb="recovery.return", target=held, at=at, changes={"ngày": f"{day:%d/%m/%Y}"})
    return held


@transaction.atomic
def undo_returned(recovery: Recovery, *, reason: str, actor: User, at: datetime) -> None:
    """Marked by mistake: the fund gets a counter-line, it is due again."""
    held: Recovery = hold(recovery, can_manage, actor=actor, at=at)
    if not held.is_returned:
        raise MoveRefusedError("Khoản này chưa ghi nộp lại.")
    if not (why := one_line(reason)):
        raise MoveRefusedError("Thầy/cô cần ghi rõ lý do.")
    if held.kind == RecoveryKind.MONEY:
        line = held.fund_lines.standing().select_related("fund").get(kind=LineKind.RECOVERED)
        take_back(lock(line.fund), line, reason=why, actor=actor, at=at)
    held.returned_on, held.paper = None, ""
    held.save(update_fields=["returned_on", "paper"])
    record(actor=actor, verb="recovery.undo", target=held, at=at, reason=why)


def _into_fund(recovery: Recovery, day: date, actor: User, at: datetime) -> None:
    decision = recovery.line.decision
    fund = fund_of(recovery.school_id, decision.fund, day.year)
    if fund is None:
        kind = FundKind(decision.fund).label
        raise ValidationError({"day": f"Chưa mở {kind} năm {day.year}. Thầy/cô mở quỹ trước khi ghi nộp lại."})
    held = lock(fund)
    check_day(held, day, timezone.localdate(at))
    line = FundLine(
        fund=held, kind=LineKind.RECOVERED, amount=recovery.amount, day=day, recovery=recovery, paper=recovery.paper,
        told=f"Thu hồi tiền thưởng {recovery.line.honor_name} của {recovery.line.holder_name}"[:500],
    )  # fmt: skip
    write_lines([line], actor=actor, at=at)
