"""Phiên họp hội đồng của trường dùng thử: how the council voted in May 2023, and the session that it is called to now."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from nominations.councils.models import Council
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier, Review
from nominations.sessions.enums import CountedOf, Manner, Presence, SessionKind, SessionState
from nominations.sessions.models import Attendance, CouncilSession, Item, ItemVote
from nominations.sessions.queries import reviews_to_meet_on, seats_in
from nominations.sessions.ruling import rule_for
from nominations.sessions.services.conflicts import detect
from nominations.sessions.services.drafting import FIELDS, RULE, Told, add_matter, begin_session, save_session
from nominations.sessions.services.running import call_session
from thiduakt.eligibility.voting import Threshold, least
from thiduakt.ledger.enums import Merit
from thiduakt.school.models import User

SEED = 20230526
HELD_ON = date(2023, 5, 26)
PLACE = "Phòng hội đồng"
MATTER = "Thông báo ý kiến phản ánh khi công khai danh sách"


def load(at: datetime) -> None:
    """Onto the councils and the dossiers."""
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person")}
    school = users["thuky"].school_id
    past = Council.objects.filter(school=school, ends_on__isnull=False).first()
    review = Review.objects.filter(school=school, year=2022, is_short=False).first()
    if past and review:
        _held(past, review, users)
    present = Council.objects.filter(school=school, ends_on__isnull=True, begins_on__isnull=False).first()
    if present:
        _called(present, users["thuky"], at)


def _held(council: Council, review: Review, users: dict[str, User]) -> None:
    """Past the services: it happened in May 2023. One member was ill; the honors of that year are what it came to."""
    session = CouncilSession(
        school=review.school, council=council, review=review, number=1, kind=SessionKind.END, held_on=HELD_ON,
        title="Xét thi đua, khen thưởng năm học 2022–2023", starts_at=time(14), ends_at=time(16, 40), place=PLACE,
        state=SessionState.ENDED, quorum="2/3", total=9, created_by=users["thuky"].person,
    )  # fmt: skip
    seats = seats_in(session)
    session.chair, session.secretary = seats[0], seats[2]
    session.save()
    session.tellers.set(seats[3:5])
    Attendance.objects.bulk_create(
        Attendance(
            session=session, seat=seat, presence=Presence.ABSENT if seat == seats[-1] else Presence.PRESENT,
            reason="Nghỉ ốm" if seat == seats[-1] else "",
        )
        for seat in seats
    )  # fmt: skip
    dossiers = list(review.dossiers.filter(state__in=(S.AWARDED, S.NOT_AWARDED)).select_related("review"))
    items = [_item(session, one, place) for place, one in enumerate(dossiers, start=1)]
    Item.objects.bulk_create(items)
    detect(session)
    chance = Random(SEED)  # noqa: S311  (a made-up school, no secret)
    out = {
        item.pk: sum(one.is_out and one.seat != seats[-1] for one in item.conflicts.all())
        for item in session.items.prefetch_related("conflicts__seat")
    }
    ItemVote.objects.bulk_create(
        _vote(item, one, 8 - out[item.pk], users, chance) for item, one in zip(items, dossiers, strict=True)
    )


def _item(session: CouncilSession, dossier: Dossier, place: int) -> Item:
    review = dossier.review
    rule = rule_for(dossier.code, review.regime, review.school_id, review.decides_on)
    told = {name: getattr(rule, name) for name in RULE}
    return Item(session=session, dossier=dossier, position=place, title=str(dossier)[:300], **told)


def _vote(item: Item, dossier: Dossier, voters: int, users: dict[str, User], chance: Random) -> ItemVote:
    """Eight were there; who was honored then had the votes."""
    is_passed = dossier.state == S.AWARDED
    base = 9 if item.counted_of == CountedOf.ALL else voters
    needed = least(base, Threshold.read(item.threshold))
    agreed = max(needed, voters - chance.choice((0, 0, 1))) if is_passed else min(needed - 1, voters - 2)
    paper = {"handed_out": voters, "collected": voters, "checked_by": users["phohieutruong"]} if item.is_ballot_due else {}
    return ItemVote(
        item=item, manner=Manner.PAPER if item.is_ballot_due else Manner.HANDS, agreed=agreed, against=voters - agreed,
        blank=0, entered_by=users["thuky"], voters=voters, needed=needed, counted_of=base, is_passed=is_passed, **paper,
    )  # fmt: skip


def _called(council: Council, secretary: User, at: datetime) -> None:
    """By the services: on the round of sudden merits, whose dossiers come to it yet, and one matter without a vote."""
    review = reviews_to_meet_on(secretary.school_id).filter(merit=Merit.SUDDEN).first()
    held_on = timezone.localdate(at) + timedelta(days=2)
    told = {"kind": SessionKind.ADHOC, "title": "Xét khen thưởng đột xuất", "place": PLACE}
    values = {**told, "held_on": held_on, "starts_at": time(14)}
    session = begin_session(council, review, values=values, actor=secretary, at=at)
    add_matter(session, MATTER, actor=secretary, at=at)
    kept = {name: getattr(session, name) for name in FIELDS}
    save_session(session, Told(values=kept, tellers=seats_in(session)[3:5]), version=1, actor=secretary, at=at)
    call_session(session, actor=secretary, at=at)
