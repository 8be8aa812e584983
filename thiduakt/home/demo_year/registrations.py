"""Đăng ký thi đua của trường dùng thử: the year 2022–2023 as the council confirmed it, and a round that is open today.

Who registered for 2022–2023 hoped for what the ledger says they received, or for the title above it: so there are gaps.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from campaigns.registrations.enums import ListState, RoundState
from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.models import GroupList, RegisteredHonor, Registration, Round, RoundExtension
from campaigns.registrations.models.registrations import HELD, keys_of
from campaigns.registrations.policies import Holder, team_of
from campaigns.registrations.queries import Offered, achieved, offered_to
from campaigns.registrations.services.consolidating import give_back
from campaigns.registrations.services.rounds import extend, keep_year, open_round, save_round
from campaigns.registrations.services.writing import Content, enter_for, write
from thiduakt.catalog.rulebook import regime_on
from thiduakt.eligibility.periods import last_day
from thiduakt.ledger.enums import HolderKind
from thiduakt.ledger.facts import people_of_year
from thiduakt.ledger.models import YearRating
from thiduakt.ledger.models.holders import kind_of
from thiduakt.school.models import Group, Person, User

SEED = 20230905
PAST, PRESENT = 2022, 2023
LATE = "Nguyễn Thị Đượm"  # registered by an extension
ABOVE = {"LDTT": "CSTDCS", "TTLDTT": "TTLDXS"}
IDEAS = (
    "Một số biện pháp giúp trẻ mẫu giáo yêu thích đọc sách", "Ứng dụng trò chơi dân gian trong giờ hoạt động ngoài trời",
    "Phối hợp với cha mẹ rèn nền nếp ăn, ngủ cho trẻ nhà trẻ", "Làm đồ chơi từ nguyên vật liệu sẵn có ở địa phương",
    "Tổ chức bữa ăn tự chọn cho trẻ mẫu giáo lớn",
)  # fmt: skip
COMMITMENT = "Bảo đảm an toàn tuyệt đối cho trẻ.\nTham gia đủ các phong trào thi đua của trường."
GAPS = (
    "Chưa có sáng kiến được công nhận ở cấp cơ sở.",
    "Chưa đủ tỷ lệ phiếu của hội đồng.",
    "Nghỉ ốm dài ngày trong năm học.",
)
OF_COLLECTIVES = ("Chưa đủ số cá nhân đạt danh hiệu theo quy định.", "Cấp trên chưa quyết định.")
SENT = 24  # of the round that is open, and so many are still to come


def load(at: datetime) -> None:
    """Onto the school and its history."""
    principal = User.objects.get(username="hieutruong")
    _Past(principal).write()
    _present(principal, at)


class _Past:
    """Past the services: it happened in September 2022, and is as if the road had been gone then."""

    def __init__(self, principal: User):
        self.principal, self.school = principal, principal.school
        self.chance = Random(SEED)  # noqa: S311  (a made-up school, no secret)
        self.opened, self.closed = date(PAST, 9, 12), date(PAST, 9, 30)

    def write(self) -> None:
        turn = Round.objects.create(
            school=self.school, year=PAST, name=f"Đăng ký thi đua năm học {PAST}–{PAST + 1}", opens_on=self.opened,
            closes_on=self.closed, regime=regime_on(last_day(PAST)).code, state=RoundState.CONFIRMED,
            confirmed_at=_moment(date(PAST, 10, 12)), confirmed_by=self.principal,
            intro="Mỗi thầy/cô đăng ký danh hiệu, hình thức khen thưởng và sáng kiến định làm trong năm học.",
        )  # fmt: skip
        groups = list(Group.objects.filter(school=self.school))
        locked = {"state": ListState.LOCKED, "locked_by": self.principal, "locked_at": _moment(date(PAST, 10, 5))}
        GroupList.objects.bulk_create(GroupList(round=turn, group=group, **locked) for group in groups)
        self._extension(turn)
        people = self._people()
        received = achieved(self.school.pk, PAST, [HolderKind.PERSON, HolderKind.GROUP, HolderKind.SCHOOL])
        rows, honors = [], []
        holders: list[Holder] = [*people, *groups, self.school]
        for holder in holders:
            one = self._row(turn, holder)
            got = [entry.code for entry in received.get((one.holder_kind, one.person_id or one.group_id), [])]
            wished = self._wished(holder, got)
            gaps = GAPS if one.person_id else OF_COLLECTIVES
            one.gap_reason = "" if set(wished) <= set(got) else self.chance.choice(gaps)
            rows.append(one)
            honors.append(wished)
        _keep(turn, rows, honors)
        keep_year(turn)

    def _people(self) -> list[Person]:
        """Everybody of the year but whom the story of the ten years left unregistered."""
        left_out = YearRating.objects.filter(school=self.school, year=PAST, registered=False).values("person")
        return list(people_of_year(self.school.pk, PAST).exclude(pk__in=left_out.exclude(person=None)).order_by("pk"))

    def _extension(self, turn: Round) -> None:
        late = Person.objects.filter(school=self.school, full_name=LATE).first()
        RoundExtension.objects.create(
            round=turn, person=late, until=self.closed + timedelta(days=5), reason="Chăm con nằm viện trong tuần cuối.",
            granted_by=self.principal, granted_at=_moment(self.closed),
        )  # fmt: skip

    def _row(self, turn: Round, holder: Holder) -> Registration:
        is_late = isinstance(holder, Person) and holder.full_name == LATE
        day = self.closed + timedelta(days=3) if is_late else self.opened + timedelta(days=self.chance.randint(1, 17))
        return _registration(turn, holder, self.principal, _moment(day), S.CONFIRMED, self.chance, is_late=is_late)

    def _wished(self, holder: Holder, got: list[str]) -> list[str]:
        first = "LDTT" if isinstance(holder, Person) else "TTLDTT"
        titles = [code for code in got if code in {"LDTT", "CSTDCS", "TTLDTT", "TTLDXS"}] or [first]
        if self.chance.random() < 0.2:
            titles.append(ABOVE[first])
        return list(dict.fromkeys(titles))


def _present(principal: User, at: datetime) -> None:
    today, school = timezone.localdate(at), principal.school
    users = {user.username: user for user in User.objects.filter(is_demo=True)}
    turn = save_round(
        Round(
            school=school, year=PRESENT, name=f"Đăng ký thi đua năm học {PRESENT}–{PRESENT + 1}", opens_on=today,
            closes_on=today + timedelta(days=14), intro="Thầy/cô xem gợi ý danh hiệu có thể đạt rồi đăng ký.",
        ),
        version=0, actor=principal, at=at,
    )  # fmt: skip
    turn = open_round(turn, actor=principal, at=at)
    chance = Random(SEED)  # noqa: S311
    named = {users[name].person_id for name in ("giaovien", "ketoan", "hieutruong", "phohieutruong", "uyvien")}
    others = Person.objects.filter(school=school, left_on=None).exclude(pk__in=named).order_by("pk")[:SENT]
    rows = [_registration(turn, person, principal, at, S.SENT, chance) for person in others]
    _keep(turn, rows, [["LDTT", "CSTDCS"] if chance.random() < 0.3 else ["LDTT"] for _ in rows])
    own = write(
        turn, users["giaovien"].person,
        Content(titles=("LDTT", "CSTDCS"), aimed_rating="HTXS", initiative="Sáng kiến", commitments=COMMITMENT),
        version=0, send=True, actor=users["giaovien"], at=at,
    )  # fmt: skip
    give_back(
        own, fields=["initiative"], reason="Thầy/cô ghi rõ tên sáng kiến định làm, không chỉ ghi “Sáng kiến”.",
        until=today + timedelta(days=7), version=own.version, actor=users["totruong"], at=at,
    )  # fmt: skip
    told = Content(titles=("LDTT",), aimed_rating="HTT", commitments="Quyết toán đúng hạn.")
    enter_for(turn, users["ketoan"].person, told, version=0, actor=users["vanthu"], at=at)
    extend(
        turn, person=users["uyvien"].person, until=today + timedelta(days=21), reason="Đi tập huấn đến hết hạn đăng ký.",
        actor=principal, at=at,
    )  # fmt: skip


def _registration(
    turn: Round, holder: Holder, actor: User, at: datetime, state: S, chance: Random, *, is_late: bool = False
) -> Registration:
    kind = kind_of(holder)
    place: dict[str, Any] = {HELD[kind]: holder} if kind in HELD else {}
    one = Registration(
        round=turn, school=turn.school, holder_kind=kind, team=team_of(holder), state=state,
        aimed_rating=chance.choice(("HTXS", "HTT")), commitments=COMMITMENT, entered_at=at,
        entered_by=_writer(holder, actor),
        initiative=chance.choice(IDEAS) if isinstance(holder, Person) and chance.random() < 0.5 else "",
        person_confirmed_at=at if isinstance(holder, Person) else None, sent_at=at, is_late=is_late, **place,
    )  # fmt: skip
    one.sort_key, one.search_key = keys_of(one)
    return one


def _writer(holder: Holder, otherwise: User) -> User:
    """The person, where that person has an account."""
    return getattr(holder, "user", otherwise) if isinstance(holder, Person) else otherwise


def _keep(turn: Round, rows: list[Registration], honors: Iterable[list[str]]) -> None:
    Registration.objects.bulk_create(rows)
    offers: dict[str, Offered] = offered_to(turn, HolderKind.GROUP) | offered_to(turn, HolderKind.PERSON)
    RegisteredHonor.objects.bulk_create(
        RegisteredHonor(registration=one, part=offers[code].part, code=code, honor_name=offers[code].name, position=position)
        for one, codes in zip(rows, honors, strict=True)
        for position, code in enumerate((code for code in codes if code in offers), start=1)
    )


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 15)))
