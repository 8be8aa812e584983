"""Bản đang gõ: what somebody types is kept on the server before it is saved, for that person alone. No act of the log."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from nominations.writings.models import TypedCopy, Writing
from nominations.writings.texts import tidied_all
from thiduakt.documents.services.working_copies import PRESENT, refuse_kept_elsewhere
from thiduakt.school.models import User
from thiduakt.workflow import lock

from .writing import Hold


@transaction.atomic
def keep(
    writing: Writing,
    typed: Mapping[str, str],
    *,
    base: int,
    known: datetime | None,
    actor: User,
    at: datetime,
    hold: Hold | None = None,
) -> TypedCopy:
    """`base` is the version it began from, `known` when this window's text was last kept: another's is not overwritten."""
    if hold:
        hold()
    locked: Writing = lock(writing)
    sections = tidied_all(locked.outline.parts, {**locked.sections, **typed})
    kept = of(locked, actor)
    refuse_kept_elsewhere(kept, known)
    kept = kept or TypedCopy(writing=locked, user=actor)
    kept.base, kept.sections, kept.kept_at = base, sections, at
    kept.save()
    return kept


def forget(writing: Writing, *, known: datetime | None, actor: User) -> bool:
    """Drop this window's copy once it is saved, or no longer wanted; another window's stays. Whether none is left."""
    copies = TypedCopy.objects.filter(writing=writing, user=actor)
    if known:
        copies.filter(kept_at=known).delete()
    return not copies.exists()


def of(writing: Writing, user: User) -> TypedCopy | None:
    return TypedCopy.objects.filter(writing=writing, user=user).first()


def unsaved(writing: Writing, user: User) -> TypedCopy | None:
    """What this person typed and the writing does not say."""
    copy = of(writing, user)
    return copy if copy and any(writing.sections.get(key, "") != text for key, text in copy.sections.items()) else None


def others_at_work(writing: Writing, user: User, at: datetime) -> list[TypedCopy]:
    """Who else types in it now. To be told, never to be locked out."""
    copies = TypedCopy.objects.filter(writing=writing, kept_at__gte=at - PRESENT).exclude(user=user)
    return list(copies.select_related("user__person").order_by("-kept_at", "pk"))
