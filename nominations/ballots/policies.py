"""Who conducts a poll, who votes in it, who hears the result."""

from datetime import datetime

from django.utils import timezone

from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User

from .enums import Official
from .models import Poll


def can_conduct(actor: User | None, poll: Poll, at: datetime) -> bool:
    """One of its officials; nobody (None) is the server itself, after a restore and in the night."""
    if actor is None:
        return True
    return _is_here(actor, poll, "ballot.conduct", at) and bool(poll.functions_of(actor.person_id))


def can_close(actor: User | None, poll: Poll, at: datetime) -> bool:
    if actor is None:
        return False
    seats = poll.functions_of(actor.person_id)
    return can_conduct(actor, poll, at) and (bool(seats & {Official.CHAIR, Official.SECRETARY}) or poll.is_full)


def can_vote(actor: User, poll: Poll, at: datetime) -> bool:
    return _is_here(actor, poll, "ballot.vote", at) and actor.person_id in poll.content.electors


def can_read_result(actor: User, poll: Poll, at: datetime) -> bool:
    """Officials, electors, and who reads all results of the school; each without the lines they take no part in."""
    if not _is_here(actor, poll, "ballot.view", at):
        return False
    if scopes(actor, "ballot.view", timezone.localdate(at)) & WHOLE_SCHOOL:
        return True
    return bool(poll.functions_of(actor.person_id)) or actor.person_id in poll.content.electors


def _is_here(actor: User, poll: Poll, rule: str, at: datetime) -> bool:
    return poll.school_id == actor.school_id and bool(scopes(actor, rule, timezone.localdate(at)))
