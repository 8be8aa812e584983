"""Khai báo người thân trong trường: each says it of oneself. The log tells that it was said, not of whom."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.permissions import may, require
from thiduakt.school.models import Kinship, Person, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import lock


@transaction.atomic
def declare_kin(relative: Person, *, relation: str, actor: User, at: datetime) -> Kinship:
    """Said once, it holds for both."""
    require(actor, "kin.own", actor.person, on=timezone.localdate(at))
    if relative.school_id != actor.school_id:
        raise PermissionDenied
    lock(min(actor.person, relative, key=lambda person: person.pk))  # two who say it of each other at once wait here
    said = Q(person=actor.person_id, relative=relative) | Q(person=relative, relative=actor.person_id)
    if Kinship.objects.filter(said).exists():
        raise ValidationError({"relative": f"Quan hệ với {relative} đã được khai."})
    kinship = Kinship(person=actor.person, relative=relative, relation=one_line(relation), declared_by=actor, declared_at=at)
    kinship.full_clean()
    kinship.save()
    record(actor=actor, verb="kin.declare", target=actor.person, at=at)
    return kinship


@transaction.atomic
def withdraw_kin(kinship: Kinship, *, actor: User, at: datetime) -> None:
    """By whoever declared it; the other one asks them to."""
    held = lock(kinship)
    if not may(actor, "kin.own", held, on=timezone.localdate(at)):
        raise PermissionDenied
    record(actor=actor, verb="kin.withdraw", target=actor.person, at=at)
    held.delete()
