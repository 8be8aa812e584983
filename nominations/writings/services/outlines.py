"""Mẫu riêng của trường: copied from another outline, changed, ended. What was written by one keeps it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from nominations.writings.enums import Fill
from nominations.writings.models import BELOW, TOP, Outline
from thiduakt.audit.services import record
from thiduakt.catalog.enums import Confidence
from thiduakt.permissions import require
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, lock, refuse_stale

MOST_SECTIONS = 40
MOST_WORDS = 2_000
OWN_SOURCE = "Mẫu của trường"
KEPT = ("school_id", "code", "use", "honor_code", "regime", "confidence")


@transaction.atomic
def copy_outline(outline: Outline, *, honor_code: str = "", actor: User, at: datetime) -> Outline:
    """An own one of the school, for one honor or for all, that takes the place of the copied from today on."""
    require(actor, "outline.manage", on=timezone.localdate(at))
    outline = lock(outline)  # two who press at once come one after the other
    _refuse_strange(outline, actor)
    code = slugify(f"{outline.code.removesuffix(f'-{slugify(outline.honor_code)}')} {honor_code}")[:60]
    if Outline.objects.filter(school=actor.school_id, code=code, until_on=None).exists():
        raise ValidationError("Trường đã có mẫu riêng cho trường hợp này. Thầy/cô sửa mẫu đó.")
    made = Outline(
        school_id=actor.school_id, code=code, name=outline.name, use=outline.use, honor_code=honor_code,
        regime=outline.regime, sections=outline.sections, confidence=Confidence.UNVERIFIED,
        source=f"{OWN_SOURCE}, lập từ “{outline.name}”.", from_on=timezone.localdate(at),
    )  # fmt: skip
    made.save()
    record(actor=actor, verb="outline.copy", target=made, at=at)
    return made


@transaction.atomic
def save_outline(
    outline: Outline,
    *,
    name: str,
    source: str,
    sections: Sequence[dict[str, Any]],
    version: int,
    actor: User,
    at: datetime,
) -> Outline:
    """In its place while nothing is written by it; afterwards as a new one that takes its place from today on."""
    locked = _held_own(outline, version, actor, at)
    told = {"name": one_line(name), "source": one_line(source), "sections": _tidied(sections)}
    if locked.writings.exists():
        locked.until_on = timezone.localdate(at)
        locked.save(update_fields=["until_on"])
        kept = {field: getattr(locked, field) for field in KEPT}
        locked = Outline(**kept, from_on=locked.until_on, version=locked.version)
    for field, value in told.items():
        setattr(locked, field, value)
    locked.version += 1
    locked.save()
    record(actor=actor, verb="outline.edit", target=locked, at=at)
    return locked


@transaction.atomic
def end_outline(outline: Outline, *, version: int, actor: User, at: datetime) -> None:
    """From today on what is begun is written by the outline of the system again."""
    locked = _held_own(outline, version, actor, at)
    locked.until_on, locked.version = timezone.localdate(at), locked.version + 1
    locked.save(update_fields=["until_on", "version"])
    record(actor=actor, verb="outline.end", target=locked, at=at)


def _held_own(outline: Outline, version: int, actor: User, at: datetime) -> Outline:
    locked: Outline = lock(outline)
    require(actor, "outline.manage", on=timezone.localdate(at))
    if locked.school_id != actor.school_id:
        raise PermissionDenied
    if locked.until_on is not None:
        raise MoveRefusedError("Mẫu này đã thôi dùng. Thầy/cô mở mẫu đang dùng để sửa.")
    refuse_stale(locked, version)
    return locked


def _refuse_strange(outline: Outline, actor: User) -> None:
    if outline.school_id not in {None, actor.school_id}:
        raise PermissionDenied


def _tidied(sections: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with a key of its own, which stays with it however it is called and wherever it is moved."""
    if not sections:
        raise ValidationError("Mẫu cần ít nhất một mục.")
    if len(sections) > MOST_SECTIONS:
        raise ValidationError(f"Mẫu có {len(sections)} mục, nhiều nhất là {MOST_SECTIONS}.")
    if sections[0]["level"] != TOP:
        raise ValidationError("Mục đầu tiên phải là phần (I, II, III).")
    taken = {each["key"] for each in sections if each.get("key")}
    made, used = [], set()
    for place, each in enumerate(sections, start=1):
        key = each.get("key") or next(name for number in range(place, 1000) if (name := f"muc_{number}") not in taken)
        taken.add(key)
        if key in used:
            raise ValidationError("Trang gửi lên có hai mục trùng nhau. Thầy/cô tải lại trang rồi nhập lại giúp.")
        used.add(key)
        made.append(
            {
                "key": key,
                "title": one_line(each["title"]),
                "hint": one_line(each.get("hint", "")),
                "level": each["level"] if each["level"] in {TOP, BELOW} else TOP,
                "fill": each.get("fill", "") if each.get("fill", "") in Fill.values else "",
                "is_required": bool(each.get("is_required")),
                "min_words": min(each.get("min_words") or 0, MOST_WORDS),
            }
        )
    return made
