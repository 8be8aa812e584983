from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from thiduakt.audit.models import AuditEvent
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.models import Delegation, Person, RoleAssignment, User

LATELY = timedelta(days=14)
MOST_ISSUED = 5


def events_visible_to(user: User, on: date) -> QuerySet[AuditEvent]:
    """The log of the school; to most people only what they did, or what was done to their own data."""
    events = AuditEvent.objects.filter(school_id=user.school_id)
    granted = scopes(user, "audit.view", on)
    if Scope.SCHOOL in granted:
        return events
    if Scope.OWN in granted:
        about_me = Q(object_type=Person._meta.label_lower, object_id=user.person_id)
        my_account = Q(object_type=User._meta.label_lower, object_id=user.pk)
        given_to_me = (
            Q(object_type=model._meta.label_lower, object_id__in=model.objects.filter(person=user.person_id).values("pk"))
            for model in (RoleAssignment, Delegation)
        )
        return events.filter(reduce(or_, given_to_me, Q(actor_id=user.pk) | about_me | my_account))
    return events.none()


def lately_issued(user: User, at: datetime) -> QuerySet[Document]:
    """What went out or was revoked in the last two weeks, of the papers this person may read: the newest first."""
    today = timezone.localdate(at)
    papers = Document.objects.visible_to(user, today).filter(state__in=DocumentState.NUMBERED)
    lately = papers.filter(issued_on__gt=today - LATELY, issued_on__lte=today).without_texts()
    return lately.order_by("-issued_on", "-pk")[:MOST_ISSUED]


RESETS = ("account.reset_password", "account.reset_second_factor")


def recent_resets(user: User, at: datetime) -> QuerySet[AuditEvent]:
    """Of the last seven days, for those who approve roles: with a new password one person can act as another."""
    if not may(user, "role.approve", on=timezone.localdate(at)):
        return AuditEvent.objects.none()
    resets = AuditEvent.objects.filter(school_id=user.school_id, verb__in=RESETS)
    return resets.filter(at__gt=at - timedelta(days=7)).exclude(object_id=user.pk).order_by("-seq")
