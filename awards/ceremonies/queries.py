"""The programme with its hours, who is called up when, who sits where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from awards.decisions.models import AwardDecision, AwardLine
from thiduakt.vietnamese import sort_key

from .enums import Handing, Seating
from .models import Ceremony, ProgramItem, Recipient, RecipientQuerySet, Turn
from .seating import Seat, seats

UNPLACED = "Chưa xếp lượt"


@dataclass(frozen=True, slots=True)
class Timed:
    item: ProgramItem
    starts_at: time
    ends_at: time

    @property
    def hours(self) -> str:
        return f"{self.starts_at:%H:%M} – {self.ends_at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Called:
    """A turn with whoever is called up in it; without one, those who are in none yet. `first`: the number of the first."""

    turn: Turn | None
    recipients: list[Recipient] = field(default_factory=list)
    first: int = 1

    @property
    def name(self) -> str:
        return self.turn.name if self.turn else UNPLACED


def timed(ceremony: Ceremony) -> list[Timed]:
    """One after another, from the beginning on; past midnight the clock begins anew."""
    now, found = datetime.combine(ceremony.held_on, ceremony.starts_at), []
    for item in ceremony.program.order_by("position", "pk"):
        end = now + timedelta(minutes=item.minutes)
        found.append(Timed(item, now.time(), end.time()))
        now = end
    return found


def recipients_of(ceremony: Ceremony) -> RecipientQuerySet:
    """Whose award stands, as they are called up."""
    found = ceremony.recipients.standing().in_order()
    return found.select_related("line__decision__document", "line__person__group", "turn")


def to_tell(ceremony: Ceremony) -> RecipientQuerySet:
    """Staff, and tổ by their head, who were not told yet when and where."""
    reached = Q(line__person__isnull=False) | Q(line__group__isnull=False)
    return recipients_of(ceremony).filter(reached, told_at__isnull=True).select_related("line__group")


def called(ceremony: Ceremony) -> list[Called]:
    """Every turn with its people; those who are in none come last."""
    by_turn: dict[int | None, list[Recipient]] = {}
    for recipient in recipients_of(ceremony):
        by_turn.setdefault(recipient.turn_id, []).append(recipient)
    found, first = [], 1
    turns: list[Turn | None] = [*ceremony.turns.order_by("position", "pk")]
    for turn in [*turns, *([None] if None in by_turn else [])]:
        people = by_turn.get(turn.pk if turn else None, [])
        found.append(Called(turn, people, first))
        first += len(people)
    return found


def seats_of(ceremony: Ceremony) -> list[Seat]:
    """The guests in the first rows, then whoever is called up, turn by turn or unit by unit."""
    guests = [(guest.name, guest.post) for guest in ceremony.guests.order_by("position", "pk")]
    people = list(recipients_of(ceremony))
    if ceremony.seating == Seating.BY_GROUP:
        people.sort(key=lambda one: sort_key(unit_of(one)))
    return list(seats([guests, [(seated(one), unit_of(one)) for one in people]], ceremony.seats_per_row))


def seated(recipient: Recipient) -> str:
    """Who sits on the seat: of a collective, or in the place of somebody absent, whoever receives it."""
    line = recipient.line
    if recipient.received_by:
        return f"{recipient.received_by} (nhận thay {line.holder_name})"
    return f"Đại diện {line.holder_name}" if line.is_collective else line.holder_name


def unit_of(recipient: Recipient) -> str:
    person = recipient.line.person
    return str(person.group) if person and person.group else printed_unit(recipient.line)


def printed_unit(line: AwardLine) -> str:
    """As the decision names it; of a pupil the class, called one: “A1” alone reads like a seat."""
    is_bare = line.pupil_id and line.unit and not line.unit.lower().startswith("lớp ")
    return f"Lớp {line.unit}" if is_bare else line.unit


def waiting(ceremony: Ceremony) -> int:
    """How many are neither handed over nor marked absent."""
    return ceremony.recipients.standing().filter(handing=Handing.WAITING).count()


def to_hand_over(school_id: int, on: date, *, kept: Iterable[int] = ()) -> list[AwardDecision]:
    """Decisions in force of which some line has no ceremony yet, the newest first; those `kept` are there too."""
    in_force = AwardDecision.objects.in_force().filter(school=school_id).select_related("document")
    free = in_force.filter(pk__in=AwardLine.objects.standing().filter(recipient__isnull=True).order_by().values("decision"))
    return sorted({*free, *in_force.filter(pk__in=list(kept))}, key=lambda one: (one.day or on, one.pk), reverse=True)
