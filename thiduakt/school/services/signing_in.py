"""Đăng nhập: whether a password may be checked at all, and the way back in for whom it may not."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from operator import itemgetter

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from thiduakt.audit.security import security_event
from thiduakt.audit.services import record
from thiduakt.permissions import require
from thiduakt.school.models import User

from .second_factor import use_code
from .throttling import (
    OF_ACCOUNT,
    OF_ADDRESS,
    OF_CODE,
    OF_CODE_AT_ADDRESS,
    OF_CONFIRMATION,
    OF_LOCK_TOLD,
    Limit,
    TooManyError,
    forget,
    forget_kind,
    give_back,
    spend,
    tried_among,
)


def admit(username: str, *, address: str, code: str, at: datetime) -> bool:
    """Count one check of this account's password, known or not; TooManyError if there have been too many.

    Then a code of the second factor still opens the way to the check, so that nobody can keep somebody else out by
    guessing. Returns whether such a code has passed.
    """
    try:
        spend(_keys(username, address), at=at)
    except TooManyError as refusal:
        if not code or not _passes(username, code, address, at):
            raise refusal from None
        return True
    return False


def _passes(username: str, code: str, address: str, at: datetime) -> bool:
    """Counted by name and address together, known or not: however many guess, from elsewhere the way stays open."""
    try:
        spend([(OF_CODE_AT_ADDRESS, OF_CODE_AT_ADDRESS.key(username, address))], at=at)
    except TooManyError:
        return False
    return use_code(username, code, at=at)


def was_right(username: str, *, address: str, at: datetime) -> None:
    """The check counted at that moment was no guess."""
    give_back(_keys(username, address), at=at)


def was_refused(username: str, *, at: datetime, is_locked: bool) -> None:
    """Told for every name, so that none takes longer than another. That it waits is told once, not at each try."""
    user = User.objects.filter(username=username).first()
    if not is_locked:
        security_event("sign_in_refused", user=user, at=at)
        return
    with suppress(TooManyError):
        spend([(OF_LOCK_TOLD, OF_LOCK_TOLD.key(username))], at=at)
        security_event("sign_in_locked", user=user, at=at)


def locked_until(user: User, *, at: datetime) -> datetime | None:
    """Until when this person may be refused, from one address or from all."""
    return locked_among([user.username], at=at).get(user.username)


def locked_among(usernames: Collection[str], *, at: datetime) -> dict[str, datetime]:
    """Which of these are locked, and until when."""
    keys = {limit.key(name): (name, limit) for name in usernames for limit in (OF_ACCOUNT, OF_CODE)}
    tried = tried_among({key: limit for key, (_, limit) in keys.items()}, at=at)
    if not tried:  # what django-axes counts was counted here before, and is kept here for longer
        return {}
    waits = [(keys[key][0], until) for key, until in tried.items() if until]
    begin = at - settings.AXES_COOLOFF_TIME
    failures = AccessAttempt.objects.filter(username__in={keys[key][0] for key in tried}, attempt_time__gt=begin)
    failures = failures.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).order_by()
    waits += [
        (name, last + settings.AXES_COOLOFF_TIME)
        for name, last in failures.values_list("username").annotate(Max("attempt_time"))
    ]
    return dict(sorted(waits, key=itemgetter(1)))  # of one name the latest


@transaction.atomic
def unlock_sign_in(user: User, *, actor: User | None, at: datetime) -> None:
    """Forget what was tried upon this account; `actor` None: from the command line."""
    if actor is not None:
        require(actor, "account.unlock_sign_in", user, on=timezone.localdate(at))
    AccessAttempt.objects.filter(username=user.username).delete()
    forget(OF_ACCOUNT.key(user.username), OF_CODE.key(user.username), OF_CONFIRMATION.key(user.username))
    forget_kind(OF_CODE_AT_ADDRESS, user.username)
    record(actor=actor, verb="account.unlock_sign_in", target=user, at=at)
    security_event("sign_in_unlocked", user=user, at=at, detail=str(actor or "máy chủ"))


def _keys(username: str, address: str) -> list[tuple[Limit, str]]:
    return [(OF_ACCOUNT, OF_ACCOUNT.key(username)), (OF_ADDRESS, OF_ADDRESS.key(address))]
