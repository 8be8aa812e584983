"""Mẫu giấy khen, phôi, máy in: how certificates of a school look, and where they are printed."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from awards.certificates.models import Blank, BlankPlace, Design, EmblemFile, Printer, Wording
from awards.certificates.policies import can_design
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.models import PICTURES
from thiduakt.files.storage import store
from thiduakt.school.models import School, User
from thiduakt.workflow import MoveRefusedError, hold, lock, refuse_stale


@transaction.atomic
def save_design(
    school: School, *, awarding_title: str, wordings: Mapping[str, tuple[str, str]], version: int, actor: User, at: datetime
) -> Design:
    """`wordings`: of each honor's code the line above and the large one; both empty leave the usual words."""
    held = _held_design(school, actor, at)
    refuse_stale(held, version)
    halves = [code for code, (verb, title) in wordings.items() if bool(verb.strip()) != bool(title.strip())]
    if halves:
        raise ValidationError("Mỗi danh hiệu, hình thức: ghi cả hai dòng, hoặc để trống cả hai để dùng chữ thường dùng.")
    held.awarding_title, held.version = awarding_title, held.version + 1
    held.save()
    held.wordings.filter(code__in=wordings).delete()
    for code, (verb, title) in wordings.items():
        if verb.strip():
            Wording.objects.create(design=held, code=code, verb=verb, title=title)
    record(actor=actor, verb="certificate.design", target=held, at=at, changes={"chữ riêng": held.wordings.count()})
    return held


def put_emblem(school: School, file: File, *, actor: User, at: datetime) -> Design:
    """It takes the place of the one before."""
    prepared, refusals = evidence.prepare([file])
    refusals += [f"{one.name}: chỉ nhận ảnh PNG hoặc JPG." for one in prepared if one.content_type not in PICTURES]
    if refusals:
        raise ValidationError({"file": refusals})
    (picture,) = prepared
    with transaction.atomic():
        held = _held_design(school, actor, at)
        _forget_emblem(held)
        EmblemFile.objects.create(
            design=held, original_name=picture.name, content_type=picture.content_type, size=len(picture.content),
            sha256=store(picture.content, folder=EmblemFile.FOLDER), uploaded_by=actor, uploaded_at=at,
        )  # fmt: skip
        record(actor=actor, verb="certificate.emblem", target=held, at=at, changes={"hình": "mới"})
    return held


@transaction.atomic
def drop_emblem(school: School, *, actor: User, at: datetime) -> Design:
    held = _held_design(school, actor, at)
    if not EmblemFile.objects.filter(design=held).exists():
        raise MoveRefusedError("Mẫu giấy khen không có hình nào.")
    _forget_emblem(held)
    record(actor=actor, verb="certificate.emblem", target=held, at=at, changes={"hình": "bỏ"})
    return held


@transaction.atomic
def save_blank(
    blank: Blank | None,
    *,
    name: str,
    places: Mapping[str, Mapping[str, Any]],
    version: int = 1,
    actor: User,
    at: datetime,
) -> Blank:
    """A new one, or the one given; `places`: of each field where it stands and whether it is printed."""
    if not any(place["is_shown"] for place in places.values()):
        raise ValidationError("Chưa chọn nội dung nào để in lên phôi.")
    held = lock(blank) if blank else Blank(school=actor.school, version=0)
    _refuse_other(actor, held, at)
    if blank:
        refuse_stale(held, version)
    held.name, held.version = name, held.version + 1
    held.full_clean()
    held.save()
    for field, values in places.items():
        place = BlankPlace.objects.filter(blank=held, field=field).first() or BlankPlace(blank=held, field=field)
        for key, value in values.items():
            setattr(place, key, value)
        place.full_clean(exclude=["blank"])
        place.save()
    record(actor=actor, verb="certificate.blank", target=held, at=at, changes={"lần lưu": held.version})
    return held


@transaction.atomic
def drop_blank(blank: Blank, *, actor: User, at: datetime) -> Blank:
    """Runs that were printed on it go on telling its name."""
    held = _kept(blank, actor, at)
    record(actor=actor, verb="certificate.drop_blank", target=held, at=at)
    return held


@transaction.atomic
def save_printer(
    printer: Printer | None, *, values: Mapping[str, Any], version: int = 1, actor: User, at: datetime
) -> Printer:
    """A new one, or the one given."""
    held = lock(printer) if printer else Printer(school=actor.school, version=0)
    _refuse_other(actor, held, at)
    if printer:
        refuse_stale(held, version)
    for key, value in values.items():
        setattr(held, key, value)
    held.version += 1
    held.full_clean()
    held.save()
    record(actor=actor, verb="certificate.printer", target=held, at=at, changes={"lần lưu": held.version})
    return held


@transaction.atomic
def drop_printer(printer: Printer, *, actor: User, at: datetime) -> Printer:
    held = _kept(printer, actor, at)
    record(actor=actor, verb="certificate.drop_printer", target=held, at=at)
    return held


def _kept(row: Any, actor: User, at: datetime) -> Any:
    """The row, no longer in use from now on."""
    held = hold(row, can_design, actor=actor, at=at)
    if not held.is_kept:
        raise MoveRefusedError(f"“{held}” đã thôi dùng.")
    held.is_kept, held.version = False, held.version + 1
    held.save()
    return held


def _held_design(school: School, actor: User, at: datetime) -> Design:
    """Made at the first change."""
    _refuse_other(actor, Design(school=school), at)
    Design.objects.get_or_create(school=school)
    return Design.objects.select_for_update().get(school=school)


def _refuse_other(actor: User, row: Any, at: datetime) -> None:
    if not can_design(actor, row, at):
        raise PermissionDenied


def _forget_emblem(design: Design) -> None:
    for one in EmblemFile.objects.filter(design=design):
        one.delete()
        transaction.on_commit(partial(evidence.forget, EmblemFile, one.sha256))
