"""Chỉ tiêu: made from a sentence of the plan, given to a tổ or a person, changed, concluded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from campaigns.targets import sets
from campaigns.targets.enums import KnownSet, Measure, TargetState
from campaigns.targets.flows import TARGET_FLOW
from campaigns.targets.guessing import sentences
from campaigns.targets.models import Target
from campaigns.targets.policies import can_manage
from thiduakt.audit.services import record
from thiduakt.documents.passages import passages
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import Role, require
from thiduakt.school.models import Group, Person, User
from thiduakt.school.queries import holders
from thiduakt.workflow import MoveRefusedError, StaleError, hold, perform

EDITED = (
    "name", "measure", "value", "unit", "known_set", "denominator", "person", "group", "starts_on", "due_on",
    "evidence_asked", "checker", "campaign",
)  # fmt: skip
CHECKERS = {Role.PRINCIPAL, Role.COUNCIL_CHAIR, Role.SECRETARY, Role.COUNCIL_MEMBER}


@transaction.atomic
def make_target(target: Target, *, actor: User, at: datetime) -> Target:
    """Store a new one. Where it comes from a sentence, the plan must say that sentence still."""
    today = timezone.localdate(at)
    require(actor, "target.manage", on=today)
    if target.sentence and target.plan:
        _check_sentence(target)
    target.school_id, target.created_by_id = actor.school_id, actor.person_id
    target.year = target.plan.year if target.plan else target.campaign.launches_on.year if target.campaign else today.year
    last = Target.objects.filter(school=actor.school_id, year=target.year).aggregate(last=Max("position"))["last"]
    target.position = (last or 0) + 1
    _check(target, actor, today)
    target.save()
    record(actor=actor, verb="target.make", target=target, at=at)
    tell_owner(target, actor=actor, at=at)
    return target


@transaction.atomic
def edit_target(target: Target, *, version: int, actor: User, at: datetime) -> Target:
    """Store what was changed since `version`. What was counted stays counted, unless the set or its first day changed."""
    stored = hold(target, can_manage, actor=actor, at=at)
    if stored.state != TargetState.OPEN:
        raise MoveRefusedError(f"Chỉ tiêu đã kết luận “{stored.get_state_display()}”. Thầy/cô mở lại rồi sửa.")
    if stored.version != version:
        raise StaleError(
            "Có người vừa sửa chỉ tiêu này sau khi thầy/cô mở. Nội dung thầy/cô nhập vẫn còn dưới đây: thầy/cô mở lại chỉ "
            "tiêu ở cửa sổ khác, so lại rồi lưu.",
            version=stored.version,
        )
    same_set = (target.known_set, target.starts_on) == (stored.known_set, stored.starts_on)
    if same_set and target.known_set and target.known_set != KnownSet.OTHER:
        target.denominator, target.counted_on = stored.denominator, stored.counted_on
    _check(target, actor, timezone.localdate(at), count_anew=not same_set)
    changed = sorted(name for name in EDITED if getattr(target, name) != getattr(stored, name))
    if not changed:
        return stored
    target.version = stored.version + 1
    target.save()
    record(actor=actor, verb="target.edit", target=target, at=at, changes={"fields": changed})
    if {"person", "group"} & set(changed):
        tell_owner(target, actor=actor, at=at)
    return target


@transaction.atomic
def remove_target(target: Target, *, actor: User, at: datetime) -> None:
    """Lập nhầm: as long as nothing was reported of it."""
    stored = hold(target, can_manage, actor=actor, at=at)
    if stored.reports.exists():
        raise ValidationError("Chỉ tiêu đã có kết quả báo lên nên không xóa được. Thầy/cô chọn “Thôi thực hiện”, ghi lý do.")
    record(actor=actor, verb="target.remove", target=stored, at=at)
    stored.delete()


def settle_target(target: Target, action: str, *, reason: str = "", actor: User, at: datetime) -> Target:
    """Kết luận, thôi thực hiện, mở lại. Why stands in the target, for the report of the year."""
    is_opened = action == "reopen"

    def settle(locked: Target) -> dict[str, Any]:
        day = None if is_opened else timezone.localdate(at)
        cause = "" if is_opened or action == "achieve" else reason.strip()
        if len(cause) > 1000:
            raise ValidationError("Nguyên nhân dài quá 1000 ký tự. Thầy/cô viết ngắn hơn.")
        return {"settled_on": day, "cause": cause, "version": locked.version + 1}

    return perform(TARGET_FLOW, target, action, actor=actor, at=at, reason=reason, settle=settle)


@transaction.atomic
def assign_checker(group: Group, checker: Person, *, actor: User, at: datetime) -> int:
    """Phân công thành viên hội đồng: for all open targets of the tổ and of its people but the checker's own; how many."""
    today = timezone.localdate(at)
    require(actor, "target.manage", group, on=today)
    _check_checker(checker, actor.school_id, today)
    open_ones = Target.objects.filter(school=actor.school_id, state=TargetState.OPEN).of_group(group)
    changed = open_ones.exclude(checker=checker).exclude(person=checker)
    count = 0
    for target in changed.select_for_update(of=("self",)):
        target.checker, target.version = checker, target.version + 1
        target.save(update_fields=["checker", "version"])
        count += 1
    if count:
        told = {"người kiểm tra": str(checker), "số chỉ tiêu": count}
        record(actor=actor, verb="target.assign_checker", target=group, at=at, changes=told)
    return count


def checkers(school_id: int, day: date) -> list[Person]:
    """Who may be given targets to check: the council, each once, by name."""
    found = {held.person.pk: held.person for held in holders(school_id, CHECKERS, day)}
    return sorted(found.values(), key=lambda person: (person.sort_key, person.pk))


def owners_of(target: Target, day: date) -> Sequence[Person]:
    """Whom a word about the target is for: its person, or the heads of its tổ."""
    if target.person:
        return [target.person]
    heads = holders(target.school_id, {Role.GROUP_HEAD}, day)
    return [held.person for held in heads if held.person.group_id == target.group_id]


def tell_owner(target: Target, *, actor: User, at: datetime) -> None:
    notify(
        owners_of(target, timezone.localdate(at)),
        kind=NoticeKind.TARGET_ASSIGNED,
        subject=f"Được giao chỉ tiêu, thời hạn {target.due_on:%d/%m/%Y}: {target.name}"[:200],
        url=target.get_absolute_url(),
        school_id=target.school_id,
        actor=actor,
        at=at,
    )


def _check_sentence(target: Target) -> None:
    said = {sentence.text[:2000] for sentence in sentences(passages(target.plan.document))}  # type: ignore[union-attr]
    if target.sentence not in said:
        raise ValidationError("Câu này vừa được sửa trong kế hoạch. Thầy/cô mở lại trang kế hoạch rồi chọn lại câu.")


def _check(target: Target, actor: User, today: date, *, count_anew: bool = True) -> None:
    rows = (target.person, target.group, target.checker, target.campaign, target.plan)
    if any(row is not None and row.school_id != actor.school_id for row in rows):
        raise PermissionDenied
    if target.measure != Measure.SHARE:
        target.known_set, target.denominator, target.counted_on = "", None, None
    if target.measure == Measure.DONE:
        target.value, target.unit = None, ""
    if target.checker:
        _check_checker(target.checker, actor.school_id, today)
    if target.measure == Measure.SHARE and target.known_set and count_anew:
        _count(target, min(target.starts_on, today))
    target.full_clean(exclude=["search_key"])


def _count(target: Target, day: date) -> None:
    """The denominator is counted once, and stays what it was on that day."""
    target.counted_on = day
    if target.known_set == KnownSet.OTHER:
        if not target.denominator:
            raise ValidationError({"denominator": "Thầy/cô ghi tổng số của tập này."})
        return
    target.denominator = sets.count(target.known_set, target.school_id, day)
    if not target.denominator:
        told = sets.told(KnownSet(target.known_set), day)
        raise ValidationError(
            {
                "known_set": f"Sổ của trường chưa có {told} vào ngày {day:%d/%m/%Y}. Thầy/cô nhập danh sách trước, "
                "hoặc chọn “tập khác, tự ghi số”."
            }
        )


def _check_checker(checker: Person, school_id: int, today: date) -> None:
    if checker not in checkers(school_id, today):
        raise ValidationError({"checker": f"{checker} không phải là thành viên hội đồng thi đua, khen thưởng hiện nay."})
