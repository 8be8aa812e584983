"""Who may lead a meeting of a tổ, and who may preside over the vote on which dossier."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from nominations.dossiers.models import Dossier
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.models import Group, User

from .models import GroupMeeting


def leads(actor: User, group: Group, at: datetime) -> bool:
    """The head of the tổ or who stands in for the head."""
    return group.pk == actor.group_id and Scope.GROUP in scopes(actor, "meeting.lead", timezone.localdate(at))


def can_lead(actor: User, meeting: GroupMeeting, at: datetime) -> bool:
    return may(actor, "meeting.lead", meeting, on=timezone.localdate(at))


def is_too_close(dossier: Dossier, person_id: int | None, kin: Collection[int]) -> bool:
    """Whether somebody with these kin may not preside over the vote on it."""
    return person_id is not None and dossier.person_id is not None and dossier.person_id in {person_id, *kin}
