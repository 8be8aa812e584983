"""Thời hạn lưu, in the words of the school."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from awards.closing.models import LONGEST_TERMS, Retention
from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import School, User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import lock, refuse_stale


@transaction.atomic
def save_retention(school: School, terms: str, *, version: int, actor: User, at: datetime) -> Retention:
    row, _ = Retention.objects.get_or_create(school=school)
    require(actor, "year.close", row, on=timezone.localdate(at))
    stored: Retention = lock(row)
    refuse_stale(stored, version)
    if len(terms) > LONGEST_TERMS:
        raise ValidationError({"terms": f"Thời hạn lưu dài quá {LONGEST_TERMS} ký tự. Thầy/cô viết ngắn hơn."})
    stored.terms, stored.version = nfc(terms).strip(), stored.version + 1
    stored.full_clean()
    stored.save()
    record(actor=actor, verb="year.retention", target=stored, at=at)
    return stored
