"""Thẩm định: what was found of each item is kept at any time; a dossier is appraised once nothing holds it back."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from nominations.appraisals.checking import has_private_grounds
from nominations.appraisals.enums import Mark
from nominations.appraisals.models import Appraisal
from nominations.appraisals.policies import can_appraise, knows_private
from nominations.appraisals.queries import Reader, with_appraisals
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.flows import DOSSIER_FLOW
from nominations.dossiers.models import Dossier
from nominations.dossiers.services import road
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, hold, lock, refuse_stale

LONGEST_NOTE = 500
BY_WHO_MAY_KNOW = (
    "Điều kiện về kỷ luật, nghỉ dài ngày, việc đang xác minh do hiệu trưởng, thư ký xem và bấm “Thẩm định xong”. "
    "Phần thầy/cô đã ghi được giữ nguyên."
)


@transaction.atomic
def save_marks(
    dossier: Dossier, marks: Mapping[str, Mapping[str, str]], *, note: str, version: int, actor: User, at: datetime
) -> Appraisal:
    """`marks`: {key: {"mark", "note"}}. From the first saving on the writers of the dossier cannot withdraw it."""
    stored = road.open_file(dossier, actor=actor, at=at)
    if stored.state != S.SUBMITTED:
        raise MoveRefusedError(f"Hồ sơ {stored.get_state_display()}, không ghi thẩm định được.")
    appraisal = Appraisal.objects.select_for_update().filter(dossier=stored).first() or Appraisal(dossier=stored, version=0)
    refuse_stale(appraisal, version)
    appraisal.marks = {key: _tidied(key, told) for key, told in marks.items() if told["mark"] or told["note"].strip()}
    appraisal.note = nfc(note).strip()
    appraisal.changed_by, appraisal.changed_at, appraisal.version = actor, at, appraisal.version + 1
    appraisal.full_clean(exclude=["dossier", "changed_by", "marks", "items"])
    appraisal.save()
    record(actor=actor, verb="appraisal.save", target=stored, at=at)
    return appraisal


@transaction.atomic
def finish(dossier: Dossier, *, version: int, actor: User, at: datetime) -> Dossier:
    """The list that was asked is kept with what was found. `version` is that of what was found, as it was read."""
    lock(dossier.review)
    stored = hold(dossier, can_appraise, actor=actor, at=at)
    appraisal = Appraisal.objects.select_for_update().filter(dossier=stored).first() or Appraisal(dossier=stored, version=0)
    refuse_stale(appraisal, version)
    read = Reader(stored.school_id, knows=True).read(with_appraisals(Dossier.objects.filter(pk=stored.pk)).get())
    if has_private_grounds(read.assessment) and not knows_private(actor, stored, at):
        raise MoveRefusedError(BY_WHO_MAY_KNOW)
    if missing := [*read.held_back, *DOSSIER_FLOW.moves["appraise"].blockers(stored)]:
        raise MoveRefusedError(missing)
    appraisal.items = [point.item.to_dict() for point in read.points]
    appraisal.changed_by, appraisal.changed_at, appraisal.version = actor, at, appraisal.version + 1
    appraisal.save()
    return road.appraise(stored, actor=actor, at=at)


def _tidied(key: str, told: Mapping[str, str]) -> dict[str, str]:
    mark, note = told["mark"], nfc(told["note"]).strip()
    if mark and mark not in Mark.values:
        raise PermissionDenied
    if len(note) > LONGEST_NOTE:
        raise ValidationError({f"note-{key}": f"Ghi chú dài nhất {LONGEST_NOTE} ký tự."})
    return {"mark": mark, "note": note}
