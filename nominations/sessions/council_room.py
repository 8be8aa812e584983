"""What the dossiers below are told of sessions: see `nominations.dossiers.council`."""

from datetime import datetime

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


ROOM = CouncilRoom(reach=dossiers_read_for_sessions, concludes=concludes, holds=holds)
