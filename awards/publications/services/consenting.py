"""Đồng ý nêu tên học sinh: recorded for many at once as the papers come in; withdrawn, it hides the name at once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from awards.publications.models import OF_A_PUPIL, ConsentFile, ConsentSheet, Publication, PupilConsent
from awards.publications.policies import can_publish
from awards.publications.queries import pupils_of
from campaigns.exemplars.enums import Whose
from thiduakt.audit.services import record
from thiduakt.files import evidence
from thiduakt.files.models import PICTURES
from thiduakt.files.uploads import MEGABYTE, PDF_TYPE
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock_all

from .publishing import keep_list

OF_A_SCHOOL = 1_000 * MEGABYTE
FULL = "kho bản chụp phiếu đồng ý của trường đã đầy. Thầy/cô báo quản trị kỹ thuật."


def record_consents(
    publication: Publication, given: Mapping[int, list[Whose]], *, given_on: date, how: str, files: Iterable[File] = (),
    actor: User, at: datetime,
) -> int:  # fmt: skip
    """`given`: who has agreed, by the key of the pupil; `files`: scans of what was signed.

    Returns how many consents are new; what stands already stays.
    """
    prepared, refusals = evidence.prepare(files)
    refusals += [
        f"{one.name}: chỉ nhận ảnh chụp hoặc tệp PDF." for one in prepared if one.content_type not in (*PICTURES, PDF_TYPE)
    ]
    if refusals:
        raise ValidationError({"files": refusals})
    with transaction.atomic():
        stored: Publication = hold(publication, can_publish, actor=actor, at=at)
        rows = _new_ones(stored, given, given_on, how, actor, at)
        sheet = _kept(prepared, actor, at) if prepared else None
        for row in rows:
            row.sheet = sheet
            row.full_clean()
            row.save()
        told = {"số đồng ý": len(rows), "bản chụp": len(prepared)}
        record(actor=actor, verb="pupil_consent.give", target=stored, at=at, changes=told)
    return len(rows)


def _new_ones(
    publication: Publication, given: Mapping[int, list[Whose]], given_on: date, how: str, actor: User, at: datetime
) -> list[PupilConsent]:
    if given_on > timezone.localdate(at):
        raise ValidationError({"given_on": "Ngày đồng ý không được sau hôm nay."})
    if not one_line(how):
        raise ValidationError({"how": "Thầy/cô ghi đồng ý bằng gì, giấy lưu ở đâu."})
    rows = [
        PupilConsent(pupil=asked.pupil, whose=whose, given_on=given_on, how=how, recorded_by=actor, recorded_at=at)
        for asked in pupils_of(publication)
        for whose in OF_A_PUPIL
        if whose in given.get(asked.pupil.pk, ()) and whose not in asked.given
    ]
    if not rows:
        raise ValidationError("Thầy/cô đánh dấu ít nhất một đồng ý mới.")
    return rows


def _kept(prepared: Iterable[evidence.Prepared], actor: User, at: datetime) -> ConsentSheet:
    sheet = ConsentSheet.objects.create(school=actor.school)
    left = OF_A_SCHOOL - evidence.held(ConsentFile.objects.filter(sheet__school=actor.school_id))
    rooms = [evidence.Room(left, FULL)]
    if full_up := evidence.keep(sheet.files, prepared, folder=ConsentFile.FOLDER, rooms=rooms, actor=actor, at=at):
        raise ValidationError({"files": full_up})
    return sheet


@transaction.atomic
def withdraw_consent(consent: PupilConsent, *, actor: User, at: datetime) -> PupilConsent:
    """From this moment on no public page names the pupil, nor does a notice that is still being written; one that is signed
    already gets no number any more.
    """
    stored: PupilConsent = hold(consent, can_publish, actor=actor, at=at)
    if stored.withdrawn_at:
        raise MoveRefusedError("Đồng ý này đã được rút lại.")
    written = Publication.objects.filter(school=stored.school_id, paper__isnull=False)
    about = lock_all(one for one in written.select_related("paper") if one.paper and one.paper.is_editable)
    lock_all(one.paper for one in about)
    stored.withdrawn_at = at
    stored.save(update_fields=["withdrawn_at"])
    if stored.sheet and not stored.sheet.consents.standing().exists():
        _forget(stored.sheet)
    for publication in about:
        keep_list(publication, actor=actor, at=at)
    record(actor=actor, verb="pupil_consent.withdraw", target=stored, at=at)
    return stored


def _forget(sheet: ConsentSheet) -> None:
    """What was signed is no longer kept once nothing of it stands (Luật 91/2025/QH15)."""
    for file in sheet.files.all():
        file.delete()
        transaction.on_commit(partial(evidence.forget, ConsentFile, file.sha256))
