"""Báo cáo thành tích of a dossier: begun from what the books know, written until it is handed in."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.dossiers.enums import Part
from nominations.dossiers.filling import filled
from nominations.dossiers.models import Dossier
from nominations.dossiers.policies import can_write, why_part_shut
from nominations.dossiers.queries import outline_of
from nominations.writings.models import Writing
from nominations.writings.services.writing import begin_writing, save_writing
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, hold, lock


def held_for(dossier: Dossier, part: Part, *, actor: User, at: datetime) -> Dossier:
    """Locked, and this part of it open to this person now; otherwise PermissionDenied or MoveRefusedError."""
    review = lock(dossier.review)
    stored: Dossier = hold(dossier, can_write, actor=actor, at=at)
    stored.review = review
    if shut := why_part_shut(stored, part, at):
        raise MoveRefusedError(shut)
    return stored


@transaction.atomic
def begin_report(dossier: Dossier, *, actor: User, at: datetime) -> Writing:
    """Filled beforehand; whoever comes second finds the one that stands."""
    stored = held_for(dossier, Part.REPORT, actor=actor, at=at)
    if stored.report is not None:
        return stored.report
    outline = outline_of(stored, timezone.localdate(at))
    if outline is None:
        raise ValidationError("Chưa có mẫu báo cáo cho loại hồ sơ này. Thầy/cô báo thư ký hội đồng lập mẫu.")
    known = filled(outline.parts, stored, reader=actor, on=timezone.localdate(at))
    stored.report = begin_writing(outline, known, school_id=stored.school_id, actor=actor, at=at)
    stored.save(update_fields=["report"])
    return stored.report


@transaction.atomic
def fill_anew(dossier: Dossier, key: str, *, actor: User, at: datetime) -> Writing:
    """One section as the books tell it now, over what stands in it: the saving before keeps that."""
    stored = held_for(dossier, Part.REPORT, actor=actor, at=at)
    if stored.report is None:
        raise PermissionDenied
    report: Writing = lock(stored.report)
    known = filled(report.outline.parts, stored, reader=actor, on=timezone.localdate(at))
    if key not in known:
        raise PermissionDenied
    record(actor=actor, verb="dossier.fill", target=stored, at=at)
    return save_writing(report, {key: known[key]}, base_version=report.version, actor=actor, at=at).writing
