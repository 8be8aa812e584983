"""What a session knows: its people, its items as far as somebody may read them, and how each vote stands."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from nominations.ballots.enums import FINAL
from nominations.ballots.queries import tally_of
from nominations.councils.enums import CouncilState
from nominations.councils.models import Council, Seat
from nominations.councils.queries import seats_on
from nominations.dossiers.enums import DossierState, ReviewState
from nominations.dossiers.models import Dossier, Review
from thiduakt.documents.enums import DocumentState
from thiduakt.documents.models import Document
from thiduakt.eligibility.voting import Outcome, Threshold, least
from thiduakt.permissions import WHOLE_SCHOOL, scopes
from thiduakt.school.models import User, kin_of
from thiduakt.workflow import MoveRefusedError

from .counting import Room, outcome_of
from .enums import CountedOf, Manner, Presence, SessionState, Stand
from .models import Attendance, CouncilSession, Item, ItemVote
from .models.items import Conflict
from .models.sessions import KEEPERS
from .policies import presider_of

HOLDERS = ("person__group", "group", "pupil", "school_class", "outsider", "school", "review")


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who came, as the console keeps it in view."""

    total: int
    present: int
    written: int
    needed: int

    @property
    def absent(self) -> int:
        return self.total - self.present - self.written

    @property
    def is_quorate(self) -> bool:
        return self.total > 0 and self.present >= self.needed

    @property
    def line(self) -> str:
        away = f", cho ý kiến bằng văn bản {self.written}, vắng {self.absent}"
        return f"Có mặt {self.present}/{self.total}{away}. Cần ít nhất {self.needed} người có mặt để họp."


def councils_to_call(user: User, on: date) -> QuerySet[Council]:
    """Those that stand and whose sessions this person prepares: for the school, or as their chair or secretary."""
    standing = Council.objects.filter(school=user.school_id, state=CouncilState.STANDING)
    granted = scopes(user, "session.manage", on)
    if granted & WHOLE_SCHOOL:
        return standing
    held = Seat.objects.on(on).filter(person=user.person_id, function__in=KEEPERS)
    return standing.filter(pk__in=held.values("council")) if granted else standing.none()


def can_begin(user: User, on: date) -> bool:
    return councils_to_call(user, on).exists()


def reviews_to_meet_on(school_id: int) -> QuerySet[Review]:
    """The rounds whose dossiers wait for the council, or may still come before it."""
    return Review.objects.filter(school=school_id, state__in=(ReviewState.OPEN, ReviewState.CLOSED, ReviewState.HELD))


def ready_for(review: Review) -> QuerySet[Dossier]:
    """What was brought before the council, may go on, and stands on the agenda of no session that is still to end."""
    elsewhere = Item.objects.filter(dossier__isnull=False).exclude(session__state__in=SessionState.OVER).values("dossier")
    waiting = Dossier.objects.filter(review=review, state=DossierState.TO_COUNCIL).moving()
    return waiting.exclude(pk__in=elsewhere).select_related(*HOLDERS)


def seats_in(session: CouncilSession) -> list[Seat]:
    return list(seats_on(session.council, session.held_on))


def attendances_of(session: CouncilSession) -> list[Attendance]:
    return list(session.attendances.select_related("seat__person"))


def is_unmarked(attendances: Iterable[Attendance]) -> bool:
    """Nobody has said yet who is there."""
    return not any(one.is_present or one.reason for one in attendances)


def turnout_of(session: CouncilSession, attendances: Sequence[Attendance]) -> Turnout:
    total = session.total or len(attendances)
    quorum = Threshold.read(session.quorum or session.council.quorum)
    return Turnout(
        total=total,
        present=sum(one.is_present for one in attendances),
        written=sum(one.presence == Presence.WRITTEN for one in attendances),
        needed=least(total, quorum) if total else 0,
    )


def items_seen(session: CouncilSession, user: User) -> list[Item]:
    """As far as this person takes part in them."""
    path = (f"dossier__{name}" for name in HOLDERS)
    items = session.items.open_to(user.person_id).select_related(*path, "vote__poll", "vote__entered_by", "session__council")
    return list(items.prefetch_related("conflicts__seat__person", "opinions__seat__person", "vote__scans"))


class Results(NamedTuple):
    """Of the dossiers of a session that somebody takes part in: how many there are, and how the council voted on them."""

    listed: int = 0
    passed: int = 0
    refused: int = 0


def results_of(sessions: Any, user: User) -> dict[int, Results]:
    """By session, of those of the page or of a query; a session of which the person may read nothing is left out."""
    items = Item.objects.open_to(user.person_id).filter(session__in=sessions, dossier__isnull=False)
    counted = (
        items.order_by()
        .values_list("session")
        .annotate(
            listed=Count("pk"),
            passed=Count("pk", filter=Q(vote__is_passed=True)),
            refused=Count("pk", filter=Q(vote__is_passed=False)),
        )
    )
    return {session: Results(*counts) for session, *counts in counted}


def items_in(session: CouncilSession) -> list[Item]:
    """All of them, for what is decided and never for what is shown."""
    return list(session.items.select_related("vote", "session"))


def items_on_record(session: CouncilSession) -> list[Item]:
    """All of them with what was voted, for the official record: whoever signs it signs the whole of it."""
    path = (f"dossier__{name}" for name in HOLDERS)
    items = session.items.select_related(*path, "vote__poll", "session")
    return list(items.prefetch_related("conflicts__seat__person", "opinions__seat__person"))


def balloted(session: CouncilSession) -> list[tuple[Item, ItemVote]]:
    """What was voted on by ballot, on paper or sealed, and concluded."""
    pairs = ((item, vote_of(item)) for item in items_on_record(session))
    return [(item, vote) for item, vote in pairs if vote and vote.manner in Manner.BALLOTS and vote.is_passed is not None]


def seats_here(session: CouncilSession, attendances: Iterable[Attendance]) -> list[Seat]:
    """Who could preside: until it is open, everybody."""
    told = list(attendances)
    return [one.seat for one in told if one.is_present or session.is_prepared]


def presider_told(item: Item, attendances: Iterable[Attendance]) -> Seat | None:
    return presider_of(item, item.session, seats_here(item.session, attendances))


def conflicts_ruled_by(user: User, items: Iterable[Item], attendances: Sequence[Attendance]) -> list[Conflict]:
    """Those this person decides, who presides over the item, until it is voted on."""
    found: list[Conflict] = []
    for item in items:
        vote, presider = vote_of(item), presider_told(item, attendances)
        if presider and presider.person_id == user.person_id and not (vote and vote.has_begun):
            found += item.conflicts.all()
    return found


def room_of(item: Item, attendances: Iterable[Attendance]) -> Room:
    """Who votes on it: whoever is there, and who wrote, save those who take no part."""
    told = list(attendances)
    out = {one.seat_id for one in item.conflicts.all() if one.is_out}
    away = {one.seat_id for one in told if one.presence == Presence.WRITTEN} - out
    opinions = [one for one in item.opinions.all() if one.seat_id in away]
    return Room(
        total=item.session.total or len(told),
        voters=sum(one.is_present and one.seat_id not in out for one in told),
        written=len(opinions),
        written_agreed=sum(one.agrees is True for one in opinions),
    )


def outcome_now(item: Item, vote: ItemVote, room: Room) -> Outcome | None:
    """What the vote would come to; None while it is not counted."""
    if vote.count is None:
        return None
    return outcome_of(room, vote.count, Threshold.read(item.threshold), CountedOf(item.counted_of))


def taken(item: Item, vote: ItemVote) -> ItemVote:
    """A copy with what its sealed poll came to, once that is confirmed and nobody voids it; MoveRefusedError before."""
    told = copy(vote)
    if vote.poll and vote.is_passed is None:
        if vote.poll.state not in FINAL:
            raise MoveRefusedError("Cuộc bỏ phiếu kín chưa được chủ tọa, thư ký và người kiểm phiếu đều xác nhận kết quả.")
        counted = tally_of(vote.poll)[str(item.pk)]
        told.agreed, told.against, told.blank = counted.agree, counted.against, counted.blank
    return told


def vote_of(item: Item) -> ItemVote | None:
    return getattr(item, "vote", None)


def is_concluded(item: Item) -> bool:
    vote = vote_of(item)
    return vote is not None and vote.is_passed is not None


def unvoted(items: Iterable[Item]) -> list[Item]:
    """What can still be put into one sealed poll."""
    return [one for one in items if one.dossier_id and vote_of(one) is None]


def without_account(attendances: Iterable[Attendance]) -> list[Seat]:
    """Who is there, and cannot vote in a sealed poll."""
    here = [one.seat for one in attendances if one.is_present]
    able = set(Seat.objects.filter(pk__in=[seat.pk for seat in here], person__user__is_active=True))
    return [seat for seat in here if seat not in able]


def heard_in_writing(item: Item, attendances: Iterable[Attendance]) -> list[Seat]:
    """Who is away, sends an opinion and takes part in the item."""
    out = {one.seat_id for one in item.conflicts.all() if one.is_out}
    return [one.seat for one in attendances if one.presence == Presence.WRITTEN and one.seat_id not in out]


def confirmers_of(session: CouncilSession, paper: Document) -> list[Seat]:
    """Who confirms a record: whoever presided, of the minutes whoever wrote, and each teller who took part in every item.

    Whoever has no account signs the printed record alone.
    """
    seats = Seat.objects.filter(person__user__is_active=True).select_related("person")
    leading = [session.chair_id] if is_of_count(session, paper) else [session.chair_id, session.secretary_id]
    found = list(seats.filter(pk__in=[key for key in leading if key]).order_by("position", "pk"))
    barred = Conflict.objects.filter(item__session=session).exclude(stand=Stand.STAYS).values("seat")
    tellers = session.tellers.filter(pk__in=seats.values("pk")).exclude(pk__in=barred).select_related("person")
    return found + list(tellers.order_by("position", "pk"))


def is_of_count(session: CouncilSession, paper: Document) -> bool:
    return session.count_record_id is not None and session.count_record_id in {paper.pk, paper.replaces_id}


def to_confirm(session: CouncilSession) -> list[Document]:
    """Its records in front of their signers, or the drafts that are to take the place of what was issued."""
    papers = Document.objects.filter(state__in=(DocumentState.SUBMITTED, DocumentState.SIGNED))
    keys = [key for key in (session.minutes_id, session.count_record_id) if key]
    return list(papers.filter(Q(pk__in=keys) | Q(replaces__in=keys)).order_by("pk")) if keys else []


def confirmations_told(session: CouncilSession, paper: Document) -> list[tuple[Seat, bool]]:
    """Of each who is asked, whether the record as it reads now is confirmed."""
    confirmed = set(session.confirmations.filter(paper=paper, version=paper.version).values_list("seat", flat=True))
    return [(seat, seat.pk in confirmed) for seat in confirmers_of(session, paper)]


def minutes_of(dossiers: Iterable[Dossier]) -> list[CouncilSession]:
    """The sessions in which the council passed them, in the order of their days, each with its record where it has one."""
    passed = Item.objects.filter(dossier__in=[one.pk for one in dossiers], vote__is_passed=True)
    told = CouncilSession.objects.filter(pk__in=passed.order_by().values("session"), state__in=SessionState.OVER)
    return list(told.select_related("minutes", "council").order_by("held_on", "pk"))


def dossiers_read_for_sessions(user: User, on: date) -> Q:
    """What a member of the council is called to vote on, save where the member takes no part."""
    called = CouncilSession.objects.visible_to(user, on).filter(state__in=SessionState.TOLD)
    seats = Seat.objects.filter(person=user.person_id, begins_on__isnull=False).values("council")
    items = Item.objects.open_to(user.person_id).filter(session__in=called.filter(council__in=seats), dossier__isnull=False)
    return Q(pk__in=items.values("dossier"))


def takes_part_in_all(session: CouncilSession, user: User) -> bool:
    return not session.items.exclude(pk__in=session.items.open_to(user.person_id).order_by().values("pk")).exists()


def barred_from(items: Collection[Item]) -> set[tuple[int, int]]:
    """(person, item): who takes part in which of them not at all, or may read nothing of it without a seat."""
    found = list(Conflict.objects.filter(item__in=items).select_related("seat"))
    ruled = {(one.seat.person_id, one.item_id) for one in found if one.is_out and one.seat.person_id}
    people = Attendance.objects.filter(session__in={item.session_id for item in items}).values_list(
        "seat__person", flat=True
    )
    seated = set(people)
    return ruled | {(person, item) for person, item in _on_record(items) if person not in seated}


def _on_record(items: Collection[Item]) -> Iterator[tuple[int, int]]:
    """(person, item) of nominees, of their kin, and of who wrote an initiative that a dossier counts."""
    kin = kin_of({item.dossier.person_id for item in items if item.dossier and item.dossier.person_id})
    told = Dossier.objects.filter(pk__in={item.dossier_id for item in items}, initiatives__authors__isnull=False)
    authors = list(told.order_by().values_list("pk", "initiatives__authors__person"))
    for item in items:
        if item.dossier and item.dossier.person_id:
            yield from ((person, item.pk) for person in {item.dossier.person_id, *kin[item.dossier.person_id]})
        yield from ((person, item.pk) for dossier, person in authors if dossier == item.dossier_id)
