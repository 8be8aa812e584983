"""What a person does with the own notices: reads them, and says how mail about them shall come."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice, Preference
from thiduakt.permissions import require
from thiduakt.school.models import Person, User


def mark_read(notice: Notice, *, actor: User, at: datetime) -> None:
    require(actor, "notice.own", notice, on=timezone.localdate(at))
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)


def mark_all_read(*, actor: User, at: datetime) -> int:
    """How many were unread."""
    own = Notice.objects.visible_to(actor, timezone.localdate(at))
    return own.unread().update(read_at=at)


def preference_of(person: Person) -> Preference:
    """As stored, or as everybody begins."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


@transaction.atomic
def save_preference(*, email: str, wants_digest: bool, muted: Sequence[str], actor: User, at: datetime) -> Preference:
    """What blocks somebody is mailed whatever is muted."""
    preference = preference_of(actor.person)
    require(actor, "notice.own", preference, on=timezone.localdate(at))
    known = {kind.value for kind in NoticeKind if not kind.is_urgent}
    preference.email, preference.wants_digest = email.strip(), wants_digest
    preference.muted = sorted(known.intersection(muted))
    preference.full_clean()
    preference.save()
    record(actor=actor, verb="notice.preference", target=actor.person, at=at)
    return preference


@transaction.atomic
def new_calendar_address(*, actor: User, at: datetime) -> str:
    """A word that opens the own deadlines to a calendar program; the one given before opens nothing any more.

    Only its hash is stored: it is shown once.
    """
    preference = preference_of(actor.person)
    require(actor, "notice.own", preference, on=timezone.localdate(at))
    word = secrets.token_urlsafe(24)
    preference.calendar_hash = hash_of(word)
    preference.save()
    record(actor=actor, verb="notice.preference", target=actor.person, at=at)
    return word


def hash_of(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
