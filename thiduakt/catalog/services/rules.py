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
from thiduakt.catalog.honors import code_of_new, honor_names, honors_of, rank_of_new
from thiduakt.catalog.models import Honor, Regime, Rule
from thiduakt.catalog.trying import check_conditions
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import fold
from thiduakt.workflow import lock, perform

Row = TypeVar("Row", Honor, Rule)


def check_proposal(row: Row, *, actor: User, at: datetime, is_new: bool = False) -> None:
    """Raises ValidationError where the row could not be proposed: what it asks, its ground, its first day.

    `is_new`: an honor that no row of the regime knows; it gets its place, and a code where none was told.
    """
    row.school = actor.school
    require(actor, "rule.propose", row, on=timezone.localdate(at))
    row.proposed_by, row.proposed_at = actor, at
    if is_new and isinstance(row, Honor) and row.regime:
        _settle_new(row, row.regime)
    _check(row)
    if sentences := too_early(row):
        raise ValidationError({"valid_from": sentences})


@transaction.atomic
def propose(row: Row, *, actor: User, at: datetime, is_new: bool = False) -> Row:
    """Store a new row, not in force until a second person approves it.

    Raises ValidationError where the day is one of the past that others stand on, or a proposal of the same rule waits.
    """
    lock(actor.school)  # of two who propose at the same moment the second is told so
    check_proposal(row, actor=actor, at=at, is_new=is_new)
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


@transaction.atomic
def withdraw(row: Row, *, actor: User, at: datetime) -> Row:
    """Take back what one has proposed and nobody has decided."""
    lock(actor.school)
    return perform(RULE_FLOW, row, "withdraw", actor=actor, at=at)


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


def _settle_new(row: Honor, regime: Regime) -> None:
    """What an older regime knew under the same name keeps its code; nothing else bears a code that is known."""
    known, names = honors_of(regime, row.school_id, row.valid_from), honor_names(row.school_id)
    named = fold(row.name)
    if row.code in known or any(fold(one.name) == named for one in known.values()):
        field = "code" if row.code in known else "name"
        sentence = "Danh mục đã có danh hiệu, hình thức này: thầy/cô mở trang của nó và chọn Đề xuất quy định mới."
        raise ValidationError({field: sentence})
    if fold(names.get(row.code, row.name)) != named:
        raise ValidationError({"code": f"Mã {row.code} là của {names[row.code]}: thầy/cô chọn mã khác hoặc để trống."})
    older = next((code for code, name in names.items() if fold(name) == named), "")
    row.code = row.code or older or code_of_new(row.name, names)
    row.rank = rank_of_new(row, known.values())


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
