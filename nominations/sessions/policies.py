"""Who prepares and keeps a session, who presides over it, and who stays away from which item."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from nominations.councils.enums import SeatFunction
from nominations.councils.models import Seat
from nominations.councils.queries import seat_of
from nominations.dossiers.policies import why_close
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.school.models import User

from .models import CouncilSession, Item
from .models.sessions import KEEPERS

ORDER = {SeatFunction.CHAIR: 0, SeatFunction.DEPUTY: 1, SeatFunction.MEMBER: 2}  # who presides where others may not


def can_keep(actor: User, session: CouncilSession, at: datetime) -> bool:
    """Prepares it and writes its record: for the school, or as chair, secretary of the council or of this session."""
    granted = scopes(actor, "session.manage", timezone.localdate(at))
    if session.school_id != actor.school_id or not granted:
        return False
    if granted & WHOLE_SCHOOL:
        return True
    seat = seat_of(session.council, actor.person_id, session.held_on)
    return Scope.SEATED in granted and seat is not None and (seat.function in KEEPERS or seat.pk == session.secretary_id)


def can_preside(actor: User, session: CouncilSession, at: datetime) -> bool:
    """The chair, or whoever acts in the place of the chair."""
    return conducts(actor, session, at) and session.chair is not None and session.chair.person_id == actor.person_id


def of_the_school(actor: User, session: CouncilSession, at: datetime) -> bool:
    """Whoever issues or ends its record; that this is what happens, the service knows."""
    return session.school_id == actor.school_id


def conducts(actor: User, session: CouncilSession, at: datetime) -> bool:
    return session.school_id == actor.school_id and bool(scopes(actor, "session.conduct", timezone.localdate(at)))


def presider_of(item: Item, session: CouncilSession, here: Iterable[Seat]) -> Seat | None:
    """Who presides over this item: the first of those who are there and are not concerned in it.

    `here`: whoever is in the room; before the session is open, everybody who has a seat.
    """
    concerned = {one.seat_id for one in item.conflicts.all()}
    free = [seat for seat in here if seat.function in ORDER and seat.pk not in concerned and seat.person_id]
    free.sort(key=lambda seat: (seat.pk != session.chair_id, ORDER[SeatFunction(seat.function)], seat.position, seat.pk))
    return free[0] if free else None


def is_concerned(actor: User, item: Item) -> bool:
    """Counts nothing and concludes nothing of it, also where the council lets such a member vote."""
    if item.dossier is None:
        return False
    if has_conflict(actor, item) or why_close(actor, item.dossier):
        return True
    return not Item.objects.open_to(actor.person_id).filter(pk=item.pk).exists()


def has_conflict(actor: User, item: Item) -> bool:
    """On record, or declared."""
    return any(one.seat.person_id == actor.person_id for one in item.conflicts.all())


def can_count(actor: User, item: Item, at: datetime) -> bool:
    """Writes down what was counted: whoever keeps or presides over the session, and its tellers."""
    session = item.session
    tells = conducts(actor, session, at) and session.tellers.filter(person=actor.person_id).exists()
    return (tells or can_keep(actor, session, at) or can_preside(actor, session, at)) and not is_concerned(actor, item)


def can_conclude(actor: User, item: Item, at: datetime) -> bool:
    session = item.session
    return (can_keep(actor, session, at) or can_preside(actor, session, at)) and not is_concerned(actor, item)
