from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import may
from thiduakt.school.models import User

from .models import YearClosing


def can_close(actor: User, row: YearClosing, at: datetime) -> bool:
    return may(actor, "year.close", row, on=timezone.localdate(at))
