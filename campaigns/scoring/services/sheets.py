"""Bảng chấm điểm: drawing one up, copying it, its steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.scoring.enums import SheetKind, SheetState
from campaigns.scoring.flows import SHEET_FLOW
from campaigns.scoring.models import Item, ScoreSheet, Subject
from campaigns.scoring.policies import can_manage
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import Role, require
from thiduakt.school.models import Group, Person, User
from thiduakt.school.queries import holders
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, perform, refuse_stale

FIELDS = ("year", "title", "kind", "total", "cluster_name", "cluster_head", "covenant", "campaign")
MOST_ITEMS, MOST_SUBJECTS = 80, 200
TOLD = {
    "open": (NoticeKind.SCORE_OPENED, "Tự chấm điểm"),
    "rank": (NoticeKind.SCORE_RANKED, "Đã có kết quả chấm điểm"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that a sheet is to say; of the three lists of subjects the one that its kind asks for counts."""

    values: Mapping[str, Any]  # FIELDS
    items: Sequence[Mapping[str, Any]] = ()
    groups: Sequence[Group] = ()
    people: Sequence[Person] = ()
    names: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def add_sheet(told: Told, *, actor: User, at: datetime, copied_from: ScoreSheet | None = None) -> ScoreSheet:
    require(actor, "score.manage", on=timezone.localdate(at))
    sheet = ScoreSheet(school_id=actor.school_id, created_by_id=actor.person_id, copied_from=copied_from)
    _write(sheet, told)
    record(actor=actor, verb="score.add", target=sheet, at=at)
    return sheet


@transaction.atomic
def save_sheet(sheet: ScoreSheet, told: Told, *, version: int, actor: User, at: datetime) -> ScoreSheet:
    """Store a draft as it was changed since `version`."""
    stored = _held_draft(sheet, actor, at)
    refuse_stale(stored, version)
    stored.version += 1
    _write(stored, told)
    record(actor=actor, verb="score.edit", target=stored, at=at)
    return stored


@transaction.atomic
def discard_sheet(sheet: ScoreSheet, *, actor: User, at: datetime) -> None:
    stored = _held_draft(sheet, actor, at)
    record(actor=actor, verb="score.discard", target=stored, at=at)
    stored.delete()


@transaction.atomic
def copy_sheet(sheet: ScoreSheet, *, year: int, actor: User, at: datetime) -> ScoreSheet:
    """A draft with the same items and subjects: the way to change what is locked, and to begin a new year."""
    if not can_manage(actor, sheet, at):
        raise PermissionDenied
    values = {name: getattr(sheet, name) for name in FIELDS} | {"year": year}
    names = ("section", "text", "max_points", "is_compulsory")
    subjects = list(sheet.subjects.select_related("group", "person"))
    told = Told(
        values=values,
        items=[{name: getattr(one, name) for name in names} for one in sheet.items.all()],
        groups=[one.group for one in subjects if one.group],
        people=[one.person for one in subjects if one.person],
        names=[one.name for one in subjects if one.name],
    )
    return add_sheet(told, actor=actor, at=at, copied_from=sheet)


@transaction.atomic
def take_step(sheet: ScoreSheet, action: str, *, reason: str = "", actor: User, at: datetime) -> ScoreSheet:
    moved: ScoreSheet = perform(SHEET_FLOW, sheet, action, reason=reason, actor=actor, at=at)
    if action in TOLD:
        kind, words = TOLD[action]
        notify(
            _scored_people(moved, at), kind=kind, subject=f"{words}: {moved.title}", url=moved.get_absolute_url(),
            actor=actor, at=at, school_id=moved.school_id,
        )  # fmt: skip
    return moved


def _scored_people(sheet: ScoreSheet, at: datetime) -> list[Person]:
    """The people, and the heads of the tổ."""
    subjects = list(sheet.subjects.select_related("person"))
    groups = {one.group_id for one in subjects if one.group_id}
    heads = holders(sheet.school_id, {Role.GROUP_HEAD}, timezone.localdate(at)) if groups else []
    return [*(one.person for one in subjects if one.person), *(one.person for one in heads if one.person.group_id in groups)]


def _held_draft(sheet: ScoreSheet, actor: User, at: datetime) -> ScoreSheet:
    stored: ScoreSheet = hold(sheet, can_manage, actor=actor, at=at)
    if stored.state not in SheetState.EDITABLE:
        raise MoveRefusedError("Bảng đã dùng để chấm nên không sửa, không bỏ được nữa. Thầy/cô sao chép thành bảng mới.")
    return stored


def _write(sheet: ScoreSheet, told: Told) -> None:
    for name in FIELDS:
        if name in told.values:
            setattr(sheet, name, told.values[name])
    subjects = _subjects(sheet, told)
    if len(told.items) > MOST_ITEMS or len(subjects) > MOST_SUBJECTS:
        raise ValidationError(f"Mỗi bảng tối đa {MOST_ITEMS} tiêu chí và {MOST_SUBJECTS} đối tượng.")
    for one in (sheet.campaign, *(one.group or one.person for one in subjects)):
        if one and one.school_id != sheet.school_id:
            raise PermissionDenied
    sheet.full_clean(exclude=["search_key"])
    sheet.save()
    sheet.items.all().delete()
    for position, row in enumerate(told.items, start=1):
        item = Item(sheet=sheet, position=position, **row)
        item.full_clean()
        item.save()
    sheet.subjects.all().delete()
    for position, subject in enumerate(subjects, start=1):
        subject.position = position
        subject.save()


def _subjects(sheet: ScoreSheet, told: Told) -> list[Subject]:
    """Unsaved, each once."""
    if sheet.kind == SheetKind.GROUPS:
        return [Subject(sheet=sheet, group=group) for group in dict.fromkeys(told.groups)]
    if sheet.kind == SheetKind.PEOPLE:
        return [Subject(sheet=sheet, person=person) for person in dict.fromkeys(told.people)]
    names = dict.fromkeys(one_line(name)[:200] for name in told.names)
    return [Subject(sheet=sheet, name=name) for name in names if name]
