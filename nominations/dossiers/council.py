"""What the room of the council, which stands above, says of a round and its dossiers: told here when the server starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from thiduakt.school.models import User

if TYPE_CHECKING:
    from nominations.dossiers.models import Dossier, Review


@dataclass(frozen=True, slots=True)
class CouncilRoom:
    """`reach`: the dossiers that a member reads for a session. `concludes`: None where no session has it on its agenda."""

    reach: Callable[[User, date], Q]
    concludes: "Callable[[User, Dossier, datetime], bool | None]"
    holds: "Callable[[User, Review, datetime], bool]"


_rooms: list[CouncilRoom] = []


def sits_above(room: CouncilRoom) -> None:
    _rooms[:] = [room]


def read_for_a_session(user: User, on: date) -> Q:
    """Nothing, before a room has told."""
    return _rooms[0].reach(user, on) if _rooms else Q(pk__in=[])


def concludes(actor: User, dossier: "Dossier", at: datetime) -> bool | None:
    return _rooms[0].concludes(actor, dossier, at) if _rooms else None


def holds(actor: User, review: "Review", at: datetime) -> bool:
    return bool(_rooms) and _rooms[0].holds(actor, review, at)
