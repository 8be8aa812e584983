from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import one_line

from .models import Extension


def grant(extension: Extension, *, turn: Any, verb: str, actor: User, at: datetime) -> list[Person]:
    """The people who have more time now. `turn`: the locked round, with `closes_on`; whether the actor may was asked."""
    today = timezone.localdate(at)
    if any(one and one.school_id != turn.school_id for one in (extension.person, extension.group)):
        raise PermissionDenied
    if extension.until < today or extension.until <= turn.closes_on:
        raise ValidationError({"until": "Ngày gia hạn phải sau hạn chót của đợt và không ở trong quá khứ."})
    extension.reason, extension.granted_by, extension.granted_at = one_line(extension.reason), actor, at
    extension.full_clean()
    extension.save()
    told = {"until": extension.until.isoformat(), "for": str(extension.person or extension.group)}
    record(actor=actor, verb=verb, target=turn, at=at, changes=told, reason=extension.reason)
    if extension.person:
        return [extension.person]
    return list(Person.objects.filter(group=extension.group).at_work(today))
