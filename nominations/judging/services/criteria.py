"""Bộ tiêu chí chấm sáng kiến: written by the school, locked once a round with it was opened, then changed in a copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.campaigns.services.writing import MOST_ROWS
from nominations.judging.models import CriteriaSet, Criterion
from nominations.judging.policies import can_manage
from thiduakt.audit.services import record
from thiduakt.catalog.enums import Confidence
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold, refuse_stale

FIELDS = ("name", "source", "confidence", "aggregation", "pass_mark", "a_from", "b_from", "c_from")
ROW_FIELDS = ("text", "max_points", "min_points")
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSet:
    """All that a set is to say."""

    values: Mapping[str, Any]  # FIELDS
    criteria: Sequence[Mapping[str, Any]] = ()  # ROW_FIELDS


# No rubric of Hà Nội's education sector was found. The four parts are those of one from Bắc Ninh that an application names;
# the letter itself was not read, and the bands and the least points are only there to show what can be asked.
SAMPLE = ToldSet(
    values={
        "name": "Mẫu tham khảo, chưa đối chiếu văn bản", "confidence": Confidence.UNVERIFIED,
        "source": "Thang điểm theo Hướng dẫn số 1603/HD-HĐSK ngày 19/8/2025 (Bắc Ninh), dẫn lại từ nguồn khác",
        "pass_mark": Decimal(60), "a_from": Decimal(85), "b_from": Decimal(70), "c_from": Decimal(60),
    },
    criteria=[
        {"text": "Tính mới, tính sáng tạo", "max_points": Decimal(40), "min_points": Decimal(20)},
        {"text": "Khả năng áp dụng, nhân rộng", "max_points": Decimal(25), "min_points": Decimal(10)},
        {"text": "Hiệu quả kinh tế", "max_points": Decimal(15)},
        {"text": "Hiệu quả xã hội", "max_points": Decimal(20)},
    ],
)  # fmt: skip


@transaction.atomic
def add_set(told: ToldSet, *, actor: User, at: datetime) -> CriteriaSet:
    require(actor, "judging.manage", on=timezone.localdate(at))
    rules = CriteriaSet(school_id=actor.school_id, created_by_id=actor.person_id)
    _write(rules, told)
    record(actor=actor, verb="judging.add_criteria", target=rules, at=at)
    return rules


@transaction.atomic
def save_set(rules: CriteriaSet, told: ToldSet, *, version: int, actor: User, at: datetime) -> CriteriaSet:
    """Store it as it was changed since `version`."""
    stored = _held(rules, actor, at)
    refuse_stale(stored, version)
    stored.version += 1
    _write(stored, told)
    record(actor=actor, verb="judging.edit_criteria", target=stored, at=at)
    return stored


def copy_set(rules: CriteriaSet, *, actor: User, at: datetime) -> CriteriaSet:
    """What is used stays as it was; the copy is changed."""
    require(actor, "judging.manage", rules, on=timezone.localdate(at))
    rows = [{name: getattr(one, name) for name in ROW_FIELDS} for one in rules.criteria.all()]
    values = {name: getattr(rules, name) for name in FIELDS}
    return add_set(ToldSet(values={**values, "name": _free_name(rules.name, actor)}, criteria=rows), actor=actor, at=at)


def add_sample(*, actor: User, at: datetime) -> CriteriaSet:
    """An example to be changed, with the mark that nobody compared it with a text."""
    values = {**SAMPLE.values, "name": _free_name(SAMPLE.values["name"], actor, is_copy=False)}
    return add_set(ToldSet(values=values, criteria=SAMPLE.criteria), actor=actor, at=at)


@transaction.atomic
def discard_set(rules: CriteriaSet, *, actor: User, at: datetime) -> None:
    stored = _held(rules, actor, at)
    if stored.rounds.exists():
        raise MoveRefusedError("Có đợt chấm đang chọn bộ tiêu chí này. Thầy/cô chọn bộ khác cho đợt ấy trước.")
    record(actor=actor, verb="judging.discard_criteria", target=stored, at=at)
    stored.delete()


def _held(rules: CriteriaSet, actor: User, at: datetime) -> CriteriaSet:
    stored: CriteriaSet = hold(rules, can_manage, actor=actor, at=at)
    if stored.is_used:
        raise MoveRefusedError("Bộ tiêu chí đã dùng để chấm nên giữ nguyên. Thầy/cô sao chép thành bộ mới rồi sửa.")
    return stored


def _free_name(name: str, actor: User, *, is_copy: bool = True) -> str:
    taken = set(CriteriaSet.objects.filter(school=actor.school_id).values_list("name", flat=True))
    wanted = [
        f"{name[: NAME_LENGTH - 20]} ({'bản sao' if is_copy else 'bản'} {number})" for number in range(1, len(taken) + 2)
    ]
    return next(one for one in ([] if is_copy else [name]) + wanted if one not in taken)


def _write(rules: CriteriaSet, told: ToldSet) -> None:
    for name in FIELDS:
        if name in told.values:
            setattr(rules, name, told.values[name])
    if len(told.criteria) > MOST_ROWS:
        raise ValidationError(f"Mỗi bộ tối đa {MOST_ROWS} tiêu chí.")
    rules.full_clean(exclude=["search_key"])
    rules.save()
    rules.criteria.all().delete()
    for position, row in enumerate(told.criteria, start=1):
        criterion = Criterion(criteria_set=rules, position=position, **row)
        criterion.full_clean()
        criterion.save()
