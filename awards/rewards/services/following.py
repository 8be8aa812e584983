"""What a decision does to the money when it comes in force, when another takes its place and when it is cancelled.

In the transaction of the paper. Rows are only added: what is no longer due tells its line.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.telling import CERTIFICATES_OF
from awards.rewards.enums import RecoveryKind
from awards.rewards.models import Payment, Recovery
from awards.rewards.models.payments import PAYING_FUNDS
from thiduakt.audit.services import record
from thiduakt.documents.models import Document
from thiduakt.school.models import User

Key = tuple[str, int | None]  # `holder_key` of a line


def follow_paper(paper: Document, actor: User, at: datetime) -> None:
    """After the room of decisions has put in force what the paper decides."""
    day = paper.issued_on
    if day is None:
        return
    if decision := AwardDecision.objects.filter(document=paper).select_related("replaces").first():
        follow_decision(decision, day, actor=actor, at=at)
    if cancellation := Cancellation.objects.filter(document=paper).select_related("decision").first():
        follow_cancellation(cancellation, f"Quyết định {paper.notation}", day, actor=actor, at=at)


def follow_decision(decision: AwardDecision, day: date, *, actor: User, at: datetime) -> None:
    """A payment for each line with a sum. What the decision before it had paid is counted, and the rest goes back."""
    if decision.fund not in PAYING_FUNDS and decision.replaces is None:
        return
    lines = list(decision.lines.order_by("position", "pk"))
    received = _received(decision.replaces) if decision.replaces else Counter()
    payments = []
    same_fund = decision.replaces is not None and decision.replaces.fund == decision.fund  # the two never meet
    for line in lines:
        owed = line.amount if decision.fund in PAYING_FUNDS else 0
        credited = min(received[line.holder_key], owed) if same_fund else 0
        received[line.holder_key] -= credited
        if owed:
            payments.append(
                Payment(
                    line=line, school_id=decision.school_id, fund=decision.fund, amount=owed - credited, credited=credited
                )
            )
    Payment.objects.bulk_create(payments)
    recoveries = _superfluous(decision, lines, received, day) if decision.replaces else []
    Recovery.objects.bulk_create(recoveries)
    told = {"khoản chi": len(payments), "khoản thu hồi": len(recoveries)}
    record(actor=actor, verb="payment.make", target=decision, at=at, changes=told)


def follow_cancellation(cancellation: Cancellation, named: str, day: date, *, actor: User, at: datetime) -> None:
    """Money that was paid, and what was handed over, comes back (Luật 06/2022/QH15, Điều 93 khoản 2)."""
    why = f"{named} hủy khen thưởng: {cancellation.get_ground_display()}."
    lines = list(cancellation.lines.order_by("position", "pk"))
    sums = _sums(lines)
    recoveries = [
        *(_money(line, cancellation.school_id, sums[line.pk], why, day) for line in lines if sums[line.pk]),
        *(_items(line, cancellation.school_id, why, day) for line in lines),
    ]
    Recovery.objects.bulk_create(recoveries)
    record(actor=actor, verb="recovery.make", target=cancellation, at=at, changes={"khoản thu hồi": len(recoveries)})


def _superfluous(decision: AwardDecision, lines: Iterable[AwardLine], left: Counter[Key], day: date) -> list[Recovery]:
    """Of the decision before: what its holders were paid beyond what they get now, and what was handed over of honors that
    they have no more, or that the newer decision gives another certificate of.
    """
    older: AwardDecision = decision.replaces  # type: ignore[assignment]
    why = f"{decision.name}: thay Quyết định {older.notation}."[:300]
    kept = {(line.holder_key, line.code) for line in lines}
    before = list(older.lines.filter(cancellation__isnull=True).order_by("position", "pk"))
    sums = _sums(before)
    found = []
    for line in before:
        back = min(left[line.holder_key], sums[line.pk])
        left[line.holder_key] -= back
        if back:
            found.append(_money(line, decision.school_id, back, why, day))
        if (line.holder_key, line.code) not in kept or any(drawn([line]) for drawn in CERTIFICATES_OF):
            found.append(_items(line, decision.school_id, why, day))
    return found


def _received(older: AwardDecision) -> Counter[Key]:
    """What the holders of a decision were paid by it, or by those before it."""
    lines = list(older.lines.filter(cancellation__isnull=True))
    sums = _sums(lines)
    received: Counter[Key] = Counter()
    for line in lines:
        received[line.holder_key] += sums[line.pk]
    return received


def _sums(lines: Iterable[AwardLine]) -> Counter[int]:
    """By line: what has been paid of it, and what the decision before had paid."""
    sums: Counter[int] = Counter()
    for payment in Payment.objects.filter(line__in=lines):
        sums[payment.line_id] = payment.credited + (payment.amount if payment.is_paid else 0)
    return sums


def _money(line: AwardLine, school_id: int, amount: int, why: str, day: date) -> Recovery:
    return Recovery(line=line, school_id=school_id, kind=RecoveryKind.MONEY, amount=amount, why=why[:300], due_from=day)


def _items(line: AwardLine, school_id: int, why: str, day: date) -> Recovery:
    return Recovery(line=line, school_id=school_id, kind=RecoveryKind.ITEMS, why=why[:300], due_from=day)
