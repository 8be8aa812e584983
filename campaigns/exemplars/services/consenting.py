"""Đồng ý công bố: given, and withdrawn, which takes the article down at once."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from campaigns.exemplars.enums import ExemplarState, Whose
from campaigns.exemplars.flows import EXEMPLAR_FLOW
from campaigns.exemplars.models import Consent, ConsentFile, Exemplar
from campaigns.exemplars.policies import can_manage, is_holder
from thiduakt.audit.services import record
from thiduakt.files.evidence import Room, forget, keep, prepare
from thiduakt.files.uploads import IMAGE_TYPES, MEGABYTE, PDF_TYPE
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, perform

OWN_WORD = "tự xác nhận trên hệ thống"
MOST_FILES, OF_A_CONSENT = 5, 20 * MEGABYTE
SCANS = {PDF_TYPE, *IMAGE_TYPES.values()}


def give_consent(
    exemplar: Exemplar,
    *,
    whose: Whose,
    given_on: date,
    how: str,
    files: Iterable[File] = (),
    actor: User,
    at: datetime,
) -> Consent:
    """A person's is their own word, given on their own page; a pupil's and a guardian's are recorded by whoever manages.

    `files`: what was signed, scanned or photographed. One that cannot be kept holds back the whole.
    """
    prepared, refusals = prepare(files)
    refusals += [f"{one.name}: chỉ nhận bản quét PDF, ảnh JPG, PNG." for one in prepared if one.content_type not in SCANS]
    if refusals:
        raise ValidationError({"files": refusals})
    with transaction.atomic():
        consent = _given(exemplar, whose, given_on, how, actor=actor, at=at)
        full = f"mỗi đồng ý tới {MOST_FILES} tệp, {OF_A_CONSENT // MEGABYTE} MB."
        room = Room(OF_A_CONSENT, full, files=MOST_FILES)
        if refusals := keep(consent.files, prepared, folder=ConsentFile.FOLDER, rooms=[room], actor=actor, at=at):
            raise ValidationError({"files": refusals})
    return consent


def _given(exemplar: Exemplar, whose: Whose, given_on: date, how: str, *, actor: User, at: datetime) -> Consent:
    stored: Exemplar = lock(exemplar)
    if not _may_give(actor, stored, whose, at):
        raise PermissionDenied
    if stored.state == ExemplarState.ENDED:
        raise MoveRefusedError("Điển hình đã kết thúc theo dõi, không ghi đồng ý được nữa.")
    if given_on > timezone.localdate(at):
        raise ValidationError({"given_on": "Ngày đồng ý không được sau hôm nay."})
    if whose not in stored.consents_missing():
        raise MoveRefusedError("Đã có đồng ý này rồi.")
    consent = Consent(
        exemplar=stored, whose=whose, given_on=given_on, how=how.strip(), recorded_by=actor, recorded_at=at
    )  # fmt: skip
    consent.full_clean()
    consent.save()
    record(actor=actor, verb="exemplar.consent", target=stored, at=at, changes={"của": str(whose.label)})
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, actor: User, at: datetime) -> Consent:
    """From this moment on nothing of it is public, and what was signed is no longer kept (Luật 91/2025/QH15)."""
    exemplar: Exemplar = lock(consent.exemplar)
    stored: Consent = lock(consent)
    if not _may_give(actor, exemplar, Whose(stored.whose), at):
        raise PermissionDenied
    if stored.withdrawn_at:
        raise MoveRefusedError("Đồng ý này đã được rút lại.")
    stored.withdrawn_at = at
    stored.save(update_fields=["withdrawn_at"])
    for file in stored.files.all():
        file.delete()
        transaction.on_commit(partial(forget, ConsentFile, file.sha256))
    record(actor=actor, verb="exemplar.withdraw", target=exemplar, at=at, changes={"của": stored.get_whose_display()})
    if exemplar.state == ExemplarState.PUBLISHED:
        reason = f"Đồng ý của {stored.get_whose_display()} được rút lại."
        perform(EXEMPLAR_FLOW, exemplar, "take_down", reason=reason, actor=actor, at=at)
    return stored


def _may_give(actor: User, exemplar: Exemplar, whose: Whose, at: datetime) -> bool:
    if whose not in exemplar.consents_needed:
        return False
    return is_holder(actor, exemplar) if whose == Whose.PERSON else can_manage(actor, exemplar, at)
