"""Dự toán: what the dossiers of a round would pay, held against the fund, and the principal's yes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from awards.decisions.amounts import Reckoned, reckon
from awards.decisions.enums import FundKind
from awards.decisions.models import AwardDecision
from awards.decisions.services.lines import line_of_dossier
from awards.rewards.enums import EstimateState
from awards.rewards.flows import ESTIMATE_FLOW
from awards.rewards.models import Estimate, EstimateLine, Fund, Payment
from awards.rewards.policies import can_manage
from nominations.appraisals.authorities import PRINCIPAL
from nominations.appraisals.queries import in_order
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.queries import full, honors_of_law
from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import dong
from thiduakt.workflow import MoveRefusedError, hold, lock, perform

BY_A_SUPERIOR = "Cấp trên quyết định, cấp quyết định chi tiền thưởng."
COUNTED = tuple(set(DossierState.SENT) - {DossierState.NOT_AWARDED})


@transaction.atomic
def make_estimate(
    review: Review, fund: Fund, *, day: date, with_superiors: bool = False, actor: User, at: datetime
) -> Estimate:
    require(actor, "money.manage", on=timezone.localdate(at))
    if actor.school_id != review.school_id or actor.school_id != fund.school_id:
        raise PermissionDenied
    if fund.kind != FundKind.EMULATION:
        raise ValidationError({"fund": "Tiền thưởng của đợt xét chi từ quỹ thi đua, khen thưởng."})
    lock(review)
    held = lock(fund)
    estimate = Estimate(
        school_id=review.school_id, review=review, fund=held, day=day, with_superiors=with_superiors,
        created_by=actor.person,
    )  # fmt: skip
    estimate.full_clean()
    estimate.save()
    _write_lines(estimate)
    record(actor=actor, verb="estimate.make", target=estimate, at=at, changes={"tổng": dong(estimate.total)})
    return estimate


@transaction.atomic
def recount(estimate: Estimate, *, actor: User, at: datetime) -> Estimate:
    """With the dossiers, the law and the fund of now."""
    held = _held_draft(estimate, actor, at)
    held.lines.all().delete()
    held.version += 1
    _write_lines(held)
    record(actor=actor, verb="estimate.recount", target=held, at=at, changes={"tổng": dong(held.total)})
    return held


@transaction.atomic
def discard(estimate: Estimate, *, actor: User, at: datetime) -> None:
    held = _held_draft(estimate, actor, at)
    record(actor=actor, verb="estimate.discard", target=held, at=at)
    held.delete()


def take_step(estimate: Estimate, action: str, *, reason: str = "", actor: User, at: datetime) -> Estimate:
    def settle(row: Estimate) -> dict[str, Any]:
        if action != "approve":
            return {}
        return {"approved_on": timezone.localdate(at), "approved_by": actor.person}

    moved: Estimate = perform(ESTIMATE_FLOW, estimate, action, actor=actor, at=at, reason=reason, settle=settle)
    return moved


def _held_draft(estimate: Estimate, actor: User, at: datetime) -> Estimate:
    held: Estimate = hold(estimate, can_manage, actor=actor, at=at)
    if held.state != EstimateState.DRAFT:
        raise MoveRefusedError(f"Dự toán {held.get_state_display()}, không sửa được nữa.")
    return held


def _write_lines(estimate: Estimate) -> None:
    review = estimate.review
    law = honors_of_law(review)
    standing = full(review.dossiers.filter(state__in=COUNTED)).select_related("person__group")
    dossiers = in_order(standing, law)
    here = [
        one for one in dossiers
        if estimate.with_superiors or (one.code in law and law[one.code].authority == PRINCIPAL)
    ]  # fmt: skip
    told = dict(zip((one.pk for one in here), _reckoned(estimate, here, law), strict=True))
    lines = [
        EstimateLine(
            estimate=estimate, position=position, dossier=one, holder_name=str(one.holder)[:200], honor_name=one.honor_name,
            amount=found.amount, reason=found.reason[:300], is_known=found.is_known,
        )
        for position, one in enumerate(dossiers, start=1)
        for found in [told.get(one.pk, Reckoned(0, BY_A_SUPERIOR))]
    ]  # fmt: skip
    EstimateLine.objects.bulk_create(lines)
    fund = estimate.fund
    owed = Payment.objects.filter(school=fund.school_id, fund=fund.kind).due().total()
    estimate.total, estimate.balance = sum(line.amount for line in lines), fund.stands_at() - owed
    estimate.save(update_fields=["total", "balance", "version"])


def _reckoned(estimate: Estimate, dossiers: Sequence[Dossier], law: dict[str, Any]) -> list[Reckoned]:
    """As a decision would reckon that took them all; nothing of it is stored."""
    review = estimate.review
    decision = AwardDecision(
        school=review.school, review=review, year=review.year, merit=review.merit, fund=estimate.fund.kind
    )
    lines = [line_of_dossier(decision, one, law.get(one.code)) for one in dossiers]
    return reckon(lines, estimate.day, review.school_id)
