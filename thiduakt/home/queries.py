from datetime import date

from django.db.models import Q, QuerySet

from thiduakt.audit.models import AuditEvent
from thiduakt.permissions import Scope, scopes
from thiduakt.school.models import Person, User


def events_visible_to(user: User, on: date) -> QuerySet[AuditEvent]:
    """The log of the school; to most people only what they did, or what was done to their own data."""
    events = AuditEvent.objects.filter(school_id=user.school_id)
    granted = scopes(user, "audit.view", on)
    if Scope.SCHOOL in granted:
        return events
    if Scope.OWN in granted:
        about_me = Q(object_type=Person._meta.label_lower, object_id=user.person_id)
        my_account = Q(object_type=User._meta.label_lower, object_id=user.pk)
        return events.filter(Q(actor_id=user.pk) | about_me | my_account)
    return events.none()
