"""Who prepares, approves, sends and answers a pack."""

from datetime import datetime

from django.utils import timezone

from awards.packs.enums import PackState
from awards.packs.models import Build, Pack
from nominations.dossiers.models import Review
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.models import User


def can_begin(actor: User, review: Review, at: datetime) -> bool:
    return may(actor, "pack.manage", review, on=timezone.localdate(at))


def can_manage(actor: User, pack: Pack, at: datetime) -> bool:
    return may(actor, "pack.manage", pack, on=timezone.localdate(at))


def can_change(actor: User, pack: Pack, at: datetime) -> bool:
    return pack.is_draft and can_manage(actor, pack, at)


def can_approve(actor: User, pack: Pack, at: datetime) -> bool:
    return may(actor, "pack.approve", pack, on=timezone.localdate(at))


def can_send(actor: User, pack: Pack, at: datetime) -> bool:
    return may(actor, "pack.send", pack, on=timezone.localdate(at))


def can_answer(actor: User, pack: Pack, at: datetime) -> bool:
    """The clerk writes down what was answered on paper; the superior answers what was sent to it."""
    day = timezone.localdate(at)
    if may(actor, "pack.answer", pack, on=day):
        return True
    is_theirs = pack.superior_id == actor.school_id and pack.sent_on is not None and pack.sent_on <= day
    return is_theirs and Scope.SUPERIOR in scopes(actor, "pack.answer", day)


def answers_now(actor: User, pack: Pack, at: datetime) -> bool:
    return pack.state in PackState.WAITING and can_answer(actor, pack, at)


def by_the_system(actor: User | None, build: Build, at: datetime) -> bool:
    """Building is nobody's step: whoever asked for it may have left meanwhile."""
    return actor is None
