"""Danh mục pháp lý: a school's own rows, proposed by one and approved by another. Nothing that was approved is changed."""

from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.catalog.choices import CHOICES
from thiduakt.catalog.dating import same_key, too_early
from thiduakt.catalog.enums import RuleFamily, RuleState
from thiduakt.catalog.flows import RULE_FLOW
from thiduakt.catalog.models import Honor, Rule
from thiduakt.catalog.trying import check_conditions
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import lock, perform

Row = TypeVar("Row", Honor, Rule)


@transaction.atomic
def propose(row: Row, *, actor: User, at: datetime) -> Row:
    """Store a new row, not in force until a second person approves it.

    Raises ValidationError where the day is one of the past that others stand on, or a proposal of the same rule waits.
    """
    row.school = actor.school
    require(actor, "rule.propose", row, on=timezone.localdate(at))
    row.proposed_by, row.proposed_at = actor, at
    _check(row)
    lock(actor.school)  # of two who propose at the same moment the second is told so
    if sentences := too_early(row):
        raise ValidationError({"valid_from": sentences})
    if _waiting(row):
        raise ValidationError("Đang có một đề xuất của quy định này chờ duyệt: thầy/cô chờ kết quả rồi đề xuất tiếp.")
    row.save()
    record(actor=actor, verb="rule.propose", target=row, at=at, changes=_told(row))
    return row


@transaction.atomic
def decide(row: Row, action: str, *, actor: User, at: datetime, reason: str = "") -> Row:
    """`approve` or `refuse`. Decisions in one school wait for one another: what one approves, another must come after."""
    lock(actor.school)
    return perform(
        RULE_FLOW, row, action, actor=actor, at=at, reason=reason,
        settle=lambda locked: {"decided_by": actor, "decided_at": at},
    )  # fmt: skip


def _check(row: Honor | Rule) -> None:
    row.basis, row.note = row.basis.strip(), row.note.strip()
    if isinstance(row, Rule) and row.family == RuleFamily.CHOICE:
        _check_choice(row)
    elif not row.basis:
        raise ValidationError({"basis": "Thầy/cô ghi căn cứ: số, ký hiệu văn bản và điều, khoản."})
    row.clean_fields()
    row.validate_constraints()
    if isinstance(row, Honor):
        check_conditions(row)


def _check_choice(row: Rule) -> None:
    choice = CHOICES.get(row.key)
    if choice is None or row.values.get("value") not in choice.options:
        raise ValidationError({"value": "Thầy/cô chọn một trong các cách đã nêu."})
    if not row.note:
        raise ValidationError({"note": "Thầy/cô ghi vì sao trường chọn cách này, ai quyết định (họp hội đồng ngày nào)."})


def _waiting(row: Honor | Rule) -> bool:
    proposed = type(row).objects.filter(school=row.school_id, state=RuleState.PROPOSED, **same_key(row))
    return proposed.exists()


def _told(row: Honor | Rule) -> dict[str, str]:
    return {"name": row.name, "valid_from": str(row.valid_from)}
