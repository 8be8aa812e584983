"""Đồng ý nêu tên học sinh: recorded for many at once as the papers come in; withdrawn, it hides the name at once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.publications.models import OF_A_PUPIL, Publication, PupilConsent
from awards.publications.policies import can_publish
from awards.publications.queries import pupils_of
from campaigns.exemplars.enums import Whose
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock_all

from .publishing import keep_list


@transaction.atomic
def record_consents(
    publication: Publication, given: Mapping[int, list[Whose]], *, given_on: date, how: str, actor: User, at: datetime
) -> int:
    """`given`: who has agreed, by the key of the pupil. Returns how many consents are new; what stands already stays."""
    stored: Publication = hold(publication, can_publish, actor=actor, at=at)
    if given_on > timezone.localdate(at):
        raise ValidationError({"given_on": "Ngày đồng ý không được sau hôm nay."})
    if not one_line(how):
        raise ValidationError({"how": "Thầy/cô ghi đồng ý bằng gì, giấy lưu ở đâu."})
    rows = [
        PupilConsent(pupil=asked.pupil, whose=whose, given_on=given_on, how=how, recorded_by=actor, recorded_at=at)
        for asked in pupils_of(stored)
        for whose in OF_A_PUPIL
        if whose in given.get(asked.pupil.pk, ()) and whose not in asked.given
    ]
    if not rows:
        raise ValidationError("Thầy/cô đánh dấu ít nhất một đồng ý mới.")
    for row in rows:
        row.full_clean()
        row.save()
    record(actor=actor, verb="pupil_consent.give", target=stored, at=at, changes={"số đồng ý": len(rows)})
    return len(rows)


@transaction.atomic
def withdraw_consent(consent: PupilConsent, *, actor: User, at: datetime) -> PupilConsent:
    """From this moment on no public page names the pupil, nor does a notice that is still being written."""
    stored: PupilConsent = hold(consent, can_publish, actor=actor, at=at)
    if stored.withdrawn_at:
        raise MoveRefusedError("Đồng ý này đã được rút lại.")
    written = Publication.objects.filter(school=stored.school_id, paper__isnull=False)
    about = lock_all(one for one in written.select_related("paper") if one.paper and one.paper.is_editable)
    lock_all(one.paper for one in about)
    stored.withdrawn_at = at
    stored.save(update_fields=["withdrawn_at"])
    for publication in about:
        keep_list(publication, actor=actor, at=at)
    record(actor=actor, verb="pupil_consent.withdraw", target=stored, at=at)
    return stored
