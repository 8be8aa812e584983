"""Who may publish what was awarded, and record who agreed to be named."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import Publication, PupilConsent


def can_publish(actor: User, row: Publication | PupilConsent, at: datetime) -> bool:
    return may(actor, "publication.manage", row, on=timezone.localdate(at))
