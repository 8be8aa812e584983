"""Đồng ý công bố: given, and withdrawn, which takes the article down at once."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.exemplars.enums import ExemplarState, Whose
from campaigns.exemplars.flows import EXEMPLAR_FLOW
from campaigns.exemplars.models import Consent, Exemplar
from campaigns.exemplars.policies import can_manage, is_holder
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock, perform

OWN_WORD = "tự xác nhận trên hệ thống"


@transaction.atomic
def give_consent(exemplar: Exemplar, *, whose: Whose, given_on: date, how: str, actor: User, at: datetime) -> Consent:
    """A person's is their own word, given on their own page; a pupil's and a guardian's are recorded by whoever manages."""
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
    """From this moment on nothing of it is public."""
    exemplar: Exemplar = lock(consent.exemplar)
    stored: Consent = lock(consent)
    if not _may_give(actor, exemplar, Whose(stored.whose), at):
        raise PermissionDenied
    if stored.withdrawn_at:
        raise MoveRefusedError("Đồng ý này đã được rút lại.")
    stored.withdrawn_at = at
    stored.save(update_fields=["withdrawn_at"])
    record(actor=actor, verb="exemplar.withdraw", target=exemplar, at=at, changes={"của": stored.get_whose_display()})
    if exemplar.state == ExemplarState.PUBLISHED:
        reason = f"Đồng ý của {stored.get_whose_display()} được rút lại."
        perform(EXEMPLAR_FLOW, exemplar, "take_down", reason=reason, actor=actor, at=at)
    return stored


def _may_give(actor: User, exemplar: Exemplar, whose: Whose, at: datetime) -> bool:
    if whose not in exemplar.consents_needed:
        return False
    return is_holder(actor, exemplar) if whose == Whose.PERSON else can_manage(actor, exemplar, at)
