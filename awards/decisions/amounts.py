"""Tiền thưởng của từng dòng: what a decision pays each, reckoned over all its lines together and over those in force.

NĐ 152/2025/NĐ-CP, Điều 49: by the base salary of the decision's day; of the titles of one year the highest only; a title
and a form both; one merit, one form. What an earlier decision paid for the same counts as received, and the rest is paid
(inferred: the law speaks of one moment only). The quỹ tiền thưởng goes by the school's own rules, not by coefficients
(NĐ 73/2024/NĐ-CP, Điều 4; NĐ 161/2026/NĐ-CP, Điều 4): its sums are typed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from nominations.dossiers.models.dossiers import PLACES
from thiduakt.catalog.amounts import base_salary_on, coefficient_of, paying_on
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.money import Award, payments
from thiduakt.ledger.enums import Merit
from thiduakt.vietnamese import dong

from .enums import FundKind
from .models import AwardDecision, AwardLine

NO_MONEY = "Quyết định không kèm tiền thưởng."
BY_SCHOOL_RULES = "Theo Quy chế tiền thưởng của trường."


@dataclass(frozen=True, slots=True)
class Reckoned:
    amount: int  # đồng
    reason: str  # how it was reckoned, or why nothing is paid
    is_known: bool = True  # False: the catalogue does not say what the honor pays


@dataclass(frozen=True, slots=True)
class _Received:
    """What decisions in force have paid for titles of one year, or for forms of one merit."""

    amount: int
    by: str


Claim = tuple[str, bool, str]  # holder, whether for a title, the year or the merit
Full = Callable[[AwardLine], Reckoned]


def reckon(lines: Sequence[AwardLine], day: date, school_id: int) -> list[Reckoned]:
    """In the order given, of one decision. The lines, and their decision, need not be stored yet.

    At most six queries for any number of lines that bear their decision and dossier.
    """
    if not lines:
        return []
    decision = lines[0].decision
    if decision.fund == FundKind.NONE:
        return [Reckoned(0, NO_MONEY) for _ in lines]
    if decision.fund == FundKind.BONUS:
        return [Reckoned(line.amount, BY_SCHOOL_RULES) for line in lines]
    full = _full_amounts(decision, day, school_id)
    reckoned = [full(line) for line in lines]
    awards = [_award(line, one.amount) for line, one in zip(lines, reckoned, strict=True)]
    received = _received(decision, school_id)
    return [
        _rest(one, paid.reason, received.get(_claim(paid.award)))
        for one, paid in zip(reckoned, payments(awards), strict=True)
    ]


def _full_amounts(decision: AwardDecision, day: date, school_id: int) -> Full:
    """What each honor pays by itself, by the law under which the round was held."""
    honors = honors_on(school_id, on=day, regime=decision.review.regime if decision.review else None)
    try:
        base, pay = base_salary_on(day, school_id), paying_on(day, school_id)
    except ValidationError as refusal:
        unpaid = Reckoned(0, refusal.messages[0], is_known=False)
        return lambda line: unpaid

    def full(line: AwardLine) -> Reckoned:
        honor = honors.get(line.code)
        coefficient = coefficient_of(honor, of_collective=line.is_collective) if honor else None
        amount = pay(coefficient)
        if coefficient is None or amount is None:
            return Reckoned(0, f"Danh mục chưa có hệ số tiền thưởng của “{line.honor_name}”.", is_known=False)
        rounded = ", làm tròn đến chục nghìn đồng" if amount != coefficient * base else ""
        return Reckoned(amount, f"Hệ số {_plain(coefficient)} × lương cơ sở {dong(base)}{rounded}.")

    return full


def _rest(full: Reckoned, why_not: str, received: _Received | None) -> Reckoned:
    if not full.is_known or not full.amount:
        return full
    if why_not:
        return Reckoned(0, why_not)
    if received is None:
        return full
    if received.amount >= full.amount:
        return Reckoned(0, f"Đã nhận {dong(received.amount)} theo {received.by}: chỉ nhận mức cao nhất.")
    told = (
        f"{full.reason[:-1]} là {dong(full.amount)}; đã nhận {dong(received.amount)} theo {received.by}, chi phần còn lại."
    )
    return Reckoned(full.amount - received.amount, told)


def _received(decision: AwardDecision, school_id: int) -> dict[Claim, _Received]:
    """By decisions in force of the same year, but for this one and the one whose place it takes."""
    paid = AwardLine.objects.standing().filter(
        decision__school=school_id, decision__year=decision.year, decision__fund=FundKind.EMULATION, amount__gt=0
    )
    others = paid.exclude(decision__in=[key for key in (decision.pk, decision.replaces_id) if key])
    found: dict[Claim, _Received] = {}
    for line in others.select_related("decision__document", "dossier").order_by("pk"):
        award = _award(line, line.amount)
        if not award.is_title and not award.merit:
            continue
        before = found.get(_claim(award))
        by = f"Quyết định {line.decision.notation}"
        told = by if before is None or before.by == by else f"{before.by}, {by}"
        found[_claim(award)] = _Received(line.amount + (before.amount if before else 0), told)
    return found


def _award(line: AwardLine, amount: int) -> Award:
    return Award(_holder(line), line.code, line.is_title, str(line.decision.year), amount, _merit(line))


def _claim(award: Award) -> Claim:
    return award.holder, award.is_title, award.period if award.is_title else award.merit


def _holder(line: AwardLine) -> str:
    keys = (getattr(line, f"{place}_id") for place in PLACES.values())
    return f"{line.holder_kind}:{next(filter(None, keys), '')}"


def _merit(line: AwardLine) -> str:
    """What a form is given for, as far as it can be known: two forms of one year's work are for one merit."""
    if line.decision.merit == Merit.YEARLY:
        return Merit.YEARLY
    if (dossier := line.dossier) is None:
        return ""
    named = {"campaign": dossier.campaign_id, "contest": dossier.contest_id, "day": dossier.merit_on}
    return next((f"{name}:{value}" for name, value in named.items() if value), "")


def _plain(coefficient: Decimal) -> str:
    """“0,3” for what is stored as 0.300."""
    return f"{coefficient.normalize():f}".replace(".", ",")
