"""Sessions of a council of nine, brought by the services as far as a test wants them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from nominations.councils.models import Council, Seat
from nominations.councils.queries import seats_on
from nominations.dossiers.enums import DossierState, ReviewState
from nominations.dossiers.models import Dossier, Review
from nominations.sessions.models import CouncilSession, Item
from nominations.sessions.services.drafting import FIELDS, Told, begin_session, save_session
from nominations.sessions.services.running import call_session, mark_attendance, open_session
from tests.factories.councils import nine
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.school import UserFactory
from thiduakt.permissions import Role
from thiduakt.school.models import Person, School, User

HELD_ON = date(2023, 10, 18)
AT = datetime(2023, 10, 18, 1, tzinfo=UTC)  # eight in the morning at the school


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A session with those who matter in it, by name."""

    session: CouncilSession
    chair: User
    secretary: User
    deputy: User
    members: list[User]  # five others, and nobody else of the nine
    tellers: list[User]

    def seat(self, user: User) -> Seat:
        return seats_on(self.session.council, self.session.held_on).get(person=user.person_id)

    def item(self, dossier: Dossier) -> Item:
        return Item.objects.get(session=self.session, dossier=dossier)


def values(**told: Any) -> dict[str, Any]:
    return {
        "kind": "END", "title": "Xét thi đua, khen thưởng cuối năm học", "held_on": HELD_ON, "starts_at": time(8),
        "place": "Phòng hội đồng", **told,
    }  # fmt: skip


def ready_dossier(review: Review, person: Person | None = None, **told: Any) -> Dossier:
    """Brought before the council."""
    given = {"state": DossierState.TO_COUNCIL, **({"person": person} if person else {}), **told}
    return DossierFactory(review=review, **given)


def closed_review(school: School, **told: Any) -> Review:
    return ReviewFactory(school=school, **{"state": ReviewState.CLOSED, "name": "Đợt xét cuối năm học", **told})


def council_with_accounts(school: School, *, chair: User, secretary: User, **told: Any) -> tuple[Council, list[User]]:
    """Nine members, each with an account: the deputy stands first among those who are not given."""
    council = nine(school, chair=chair, secretary=secretary, **told)
    people = [seat.person for seat in council.seats.exclude(person__in=(chair.person_id, secretary.person_id))]
    return council, [_account(person) for person in people]


def _account(person: Person) -> User:
    return UserFactory(person=person, roles=[Role.TEACHER])


def drafted(school: School, review: Review | None, *, chair: User, secretary: User, at: datetime = AT, **told: Any) -> Table:
    """Prepared, with two tellers among the members."""
    council, users = council_with_accounts(school, chair=chair, secretary=secretary)
    session = begin_session(council, review, values=values(**told), actor=secretary, at=at)
    table = Table(session=session, chair=chair, secretary=secretary, deputy=users[0], members=users[3:], tellers=users[1:3])
    kept = {name: getattr(session, name) for name in FIELDS}
    written = Told(values=kept, tellers=[table.seat(one) for one in table.tellers])
    save_session(session, written, version=session.version, actor=secretary, at=at)
    session.refresh_from_db()
    return table


def called(school: School, review: Review | None, *, chair: User, secretary: User, at: datetime = AT, **told: Any) -> Table:
    table = drafted(school, review, chair=chair, secretary=secretary, at=at, **told)
    call_session(table.session, actor=secretary, at=at)
    table.session.refresh_from_db()
    return table


def attend(table: Table, *, away: Collection[User] = (), written: Collection[User] = (), at: datetime = AT) -> None:
    """Everybody is there save those who are named."""
    told = {one.seat_id: ("PRESENT", "") for one in table.session.attendances.all()}
    told |= {table.seat(one).pk: ("ABSENT", "Nghỉ ốm") for one in away}
    told |= {table.seat(one).pk: ("WRITTEN", "Đi công tác") for one in written}
    mark_attendance(table.session, told, actor=table.secretary, at=at)


def opened(
    school: School, review: Review | None, *, chair: User, secretary: User, away: int = 0, written: int = 0,
    at: datetime = AT, **told: Any,
) -> Table:  # fmt: skip
    """Of the last members of the council so many are away, or away and heard in writing."""
    table = called(school, review, chair=chair, secretary=secretary, at=at, **told)
    last = table.members[::-1]
    attend(table, away=last[:away], written=last[away : away + written], at=at)
    open_session(table.session, actor=chair, at=at)
    table.session.refresh_from_db()
    return table


def counted(agreed: int, against: int = 0, blank: int = 0, **told: int) -> dict[str, int]:
    return {"agreed": agreed, "against": against, "blank": blank, **told}


def paper(agreed: int, against: int = 0, blank: int = 0, invalid: int = 0) -> dict[str, int]:
    """Every ballot that was handed out came back."""
    total = agreed + against + blank + invalid
    return counted(agreed, against, blank, invalid=invalid, handed_out=total, collected=total)
