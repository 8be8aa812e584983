"""What the dossiers below are told of sessions: see `nominations.dossiers.council`."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from nominations.ballots.enums import UNUSED
from nominations.ballots.models import Poll
from nominations.ballots.rooms import Place
from nominations.dossiers.council import CouncilRoom
from nominations.dossiers.models import Dossier, Review
from thiduakt.school.models import User

from . import policies
from .enums import SessionState
from .models import CouncilSession, Item
from .queries import dossiers_read_for_sessions, is_concluded


def concludes(actor: User, dossier: Dossier, at: datetime) -> bool | None:
    """What stood on the agenda of a session is concluded there, once its vote is, and nowhere else."""
    items = Item.objects.filter(dossier=dossier, session__state__in=SessionState.TOLD)
    items = items.select_related("session__council", "vote")
    found = list(items.prefetch_related("conflicts__seat"))
    if not found:
        return None
    return any(item.session.is_open and is_concluded(item) and policies.can_conclude(actor, item, at) for item in found)


def holds(actor: User, review: Review, at: datetime) -> bool:
    called = CouncilSession.objects.filter(review=review, state__in=SessionState.LIVE)
    return any(policies.can_preside(actor, one, at) for one in called.select_related("chair"))


def session_of_poll(poll: Poll, reader: User, at: datetime) -> Iterator[Place]:
    """With the way back to the console, for whoever runs it from there."""
    for session in CouncilSession.objects.visible_to(reader, timezone.localdate(at)).filter(polls=poll):
        runs = session.is_open and policies.can_keep(reader, session, at)
        items = Item.objects.open_to(reader.person_id).filter(session=session, vote__poll=poll, vote__is_passed=None)
        left = items.first() if runs and poll.state in UNUSED else None
        yield Place(
            label="Phiên họp",
            value=session,
            url=session.get_absolute_url(),
            back_label="Về bàn điều hành",
            back_url=reverse("sessions:console", args=[session.pk]) if runs else "",
            drop_url=reverse("sessions:drop_poll", args=[left.pk]) if left else "",
        )


ROOM = CouncilRoom(reach=dossiers_read_for_sessions, concludes=concludes, holds=holds)
