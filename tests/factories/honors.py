"""Rows of the law that a school has of its own, beside those of the state that every database holds."""

from datetime import date
from typing import Any

from django.forms.models import model_to_dict

from thiduakt.catalog.enums import Confidence, RuleFamily, RuleState
from thiduakt.catalog.models import Honor, Regime, Rule
from thiduakt.school.models import User


def honor_like(code: str, regime: str, **changes: Any) -> Honor:
    """A new row, not stored, that begins from the state's."""
    base = Honor.objects.get(school=None, code=code, regime__code=regime)
    kept = {"id", "school", "regime", "state", "proposed_by", "decided_by"}
    values = {name: value for name, value in model_to_dict(base).items() if name not in kept}
    return Honor(regime=changes.pop("of", base.regime), **values | changes)


def rule(family: str, key: str, valid_from: date, values: dict[str, Any], **changes: Any) -> Rule:
    given = {"name": key, "basis": "NĐ 99/2026/NĐ-CP, Điều 3", "confidence": Confidence.VERIFIED}
    return Rule(family=family, key=key, valid_from=valid_from, values=values, **given | changes)


def salary(valid_from: date, amount: int) -> Rule:
    return rule(RuleFamily.SALARY, "base_salary", valid_from, {"amount": amount}, name="Lương cơ sở")


def choice(key: str, value: str, valid_from: date) -> Rule:
    return rule(RuleFamily.CHOICE, key, valid_from, {"value": value}, note="Hội đồng họp ngày 15/9/2026 thống nhất.")


def reading(regime: str, valid_from: date) -> Rule:
    found = Regime.objects.get(code=regime)
    return rule(RuleFamily.REGIME, regime, valid_from, {"read": True}, regime=found, note="Đã đọc bản giấy.")


def stored(row: Any, *, proposer: User, approver: User | None = None, at: Any) -> Any:
    """As the services leave it: waiting, or approved where there is an approver."""
    row.school, row.proposed_by, row.proposed_at = proposer.school, proposer, at
    row.save()
    if approver:
        type(row).objects.filter(pk=row.pk).update(state=RuleState.APPROVED, decided_by=approver, decided_at=at)
        row.refresh_from_db()
    return row
