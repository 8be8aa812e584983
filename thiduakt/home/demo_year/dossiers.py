"""Hồ sơ khen thưởng của trường dùng thử: the year 2022–2023 as it was decided, and the rounds that are open today.

What was decided is what the ledger says of that year: whoever registered for more than that was refused, with a reason.
"""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from campaigns.registrations.models import RegisteredHonor, Registration, Round
from campaigns.registrations.queries import achieved
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import NomineeKind, ReviewState
from nominations.dossiers.models import Assessment, Dossier, Review, ReviewHonor
from nominations.dossiers.models.dossiers import keys_of
from nominations.dossiers.services import road
from nominations.dossiers.services.assessing import plain, told
from nominations.dossiers.services.drafting import Content, begin
from nominations.dossiers.services.reviews import extend, open_review, save_review
from thiduakt.catalog.honors import honors_on
from thiduakt.catalog.rulebook import regime_on, rulebook
from thiduakt.eligibility.periods import last_day
from thiduakt.ledger.assessing import Row, assess_collectives, assess_people
from thiduakt.ledger.discretion import discreet, open_part
from thiduakt.ledger.enums import HolderKind, Merit
from thiduakt.school.models import ClassMember, Group, Person, User

SEED = 20230531
PAST, PRESENT = 2022, 2023
TITLES = ("LDTT", "CSTDCS", "TTLDTT")
OFFERED = (*TITLES, "GK_HT_CN", "GK_HT_TT", "GK_HS_CN", "GK_HS_TT")
WORDS = (
    "Chủ nhiệm lớp, bảo đảm an toàn cho trẻ; 100% trẻ phát triển bình thường; 2 giờ dạy tốt cấp trường.",
    "Tổ chức 6 buổi ngoại khóa cho khối; chuyên cần của lớp đạt 97%; tham gia đủ phong trào thi đua.",
    "Phối hợp tốt với cha mẹ, huy động 12 ngày công làm vườn của bé; lớp xếp loại xuất sắc.",
    "Nuôi dưỡng bảo đảm an toàn thực phẩm cả năm; thực đơn mới mỗi tháng; bếp ăn đạt loại tốt.",
)
OF_A_TEAM = "Tổ hoàn thành nhiệm vụ năm học, không có đơn thư; có phong trào dự giờ chéo hằng tháng."
DEED = "Phát hiện chập điện ở bếp ăn lúc sáng sớm, ngắt cầu dao, đưa mọi người ra ngoài an toàn."
OF_A_PUPIL = "Nhặt được ví của phụ huynh trong sân trường, cùng cô giáo trả lại người đánh mất."
MEND = "Tóm tắt chưa có số liệu của lớp; thầy/cô ghi thêm tỷ lệ chuyên cần và giờ dạy."


def load(at: datetime) -> None:
    """Onto the school, its history and its registrations."""
    users = {user.username: user for user in User.objects.filter(is_demo=True).select_related("person__group")}
    _Past(users["hieutruong"]).write()
    _present(users, at)
    _sudden(users, at)


class _Past:
    """Past the services: it happened in May and June 2023, and is as if the road had been gone then."""

    def __init__(self, principal: User):
        self.principal, self.school = principal, principal.school
        self.chance = Random(SEED)  # noqa: S311  (a made-up school, no secret)
        self.regime = regime_on(last_day(PAST)).code
        self.received = achieved(self.school.pk, PAST, [HolderKind.PERSON, HolderKind.GROUP, HolderKind.SCHOOL])
        self.book = rulebook(self.school.pk, on=last_day(PAST), regime=self.regime)

    def write(self) -> None:
        turn = Round.objects.filter(school=self.school, year=PAST).first()
        review = self._review("Xét thi đua cuối năm học 2022–2023", Merit.YEARLY, TITLES, turn)
        rows = [self._row(review, one) for one in self._registered(turn)]
        self._keep(rows)
        sudden = self._review("Khen thưởng đột xuất năm học 2022–2023", Merit.SUDDEN, OFFERED[3:])
        self._keep(self._deeds(sudden))

    def _review(self, name: str, merit: str, codes: tuple[str, ...], turn: Round | None = None) -> Review:
        review = Review.objects.create(
            school=self.school, year=PAST, name=name, merit=merit, opens_on=date(2023, 5, 8), closes_on=date(2023, 5, 20),
            decides_on=date(2023, 6, 15), regime=self.regime, is_short=merit == Merit.SUDDEN, round=turn,
            state=ReviewState.DONE, created_by=self.principal.person,
        )  # fmt: skip
        law = honors_on(self.school.pk, on=review.decides_on, regime=self.regime)
        ReviewHonor.objects.bulk_create(
            ReviewHonor(review=review, code=code, honor_name=law[code].name, position=position)
            for position, code in enumerate(codes, start=1)
        )
        return review

    def _registered(self, turn: Round | None) -> list[RegisteredHonor]:
        found = RegisteredHonor.objects.filter(registration__round=turn, code__in=TITLES).order_by(
            "registration", "position"
        )
        places = ("person__user", "group", "school", "team")
        ordered = found.order_by("registration", "position")
        return list(ordered.select_related(*(f"registration__{place}" for place in places)))

    def _row(self, review: Review, honor: RegisteredHonor) -> Dossier:
        source: Registration = honor.registration
        got = self.received.get((source.holder_kind, source.person_id or source.group_id), [])
        is_given = any(entry.code == honor.code for entry in got)
        moment = _moment(review.opens_on + timedelta(days=self.chance.randint(1, 10)))
        writer = getattr(source.person, "user", self.principal) if source.person else self.principal
        return Dossier(
            review=review, school=self.school, holder_kind=source.holder_kind, person=source.person, group=source.group,
            team=source.team, code=honor.code, honor_name=honor.honor_name, registration=source,
            summary=self.chance.choice(WORDS) if source.person else OF_A_TEAM,
            state=S.AWARDED if is_given else S.NOT_AWARDED, written_by=writer, written_at=moment, handed_in_at=moment,
            opened_at=moment + timedelta(days=8), is_late=self.chance.random() < 0.05,
        )  # fmt: skip

    def _deeds(self, review: Review) -> list[Dossier]:
        """Somebody of the kitchen, and a pupil of whom a teacher told."""
        hero = Person.objects.filter(school=self.school, left_on=None, is_manager=False).order_by("-pk").first()
        member = ClassMember.objects.filter(school_class__school=self.school, year=PAST).order_by("pk").first()
        moment = _moment(date(2023, 4, 12))
        told = {"review": review, "school": self.school, "written_by": self.principal, "written_at": moment}
        sent = {"state": S.AWARDED, "handed_in_at": moment, "opened_at": moment, "merit_on": date(2023, 4, 10)}
        names = dict(review.honors.values_list("code", "honor_name"))
        found: list[tuple[str, str, dict[str, Any], str]] = [("GK_HT_CN", NomineeKind.PERSON, {"person": hero}, DEED)]
        if member:
            found.append(("GK_HS_CN", NomineeKind.PUPIL, {"pupil": member.pupil}, OF_A_PUPIL))
        return [
            Dossier(holder_kind=kind, code=code, honor_name=names[code], summary=summary, **place, **told, **sent)
            for code, kind, place, summary in found
        ]

    def _keep(self, rows: list[Dossier]) -> None:
        for row in rows:
            row.sort_key, row.search_key = keys_of(row)
        Dossier.objects.bulk_create(rows)
        known = self._assessed({row.person.pk: row.person for row in rows if row.person})
        Assessment.objects.bulk_create(
            self._frozen(row, known[row.holder_kind, row.person_id or row.group_id])
            for row in rows
            if (row.holder_kind, row.person_id or row.group_id) in known and row.code in self.book.standards
        )

    def _assessed(self, people: dict[int, Person]) -> dict[tuple[str, int | None], Row]:
        asked: dict[str, Any] = {"period": PAST, "on": date(2023, 5, 20), "book": self.book, "looking_ahead": False}
        of_people = assess_people(self.school.pk, people=people.values(), codes=[*TITLES[:2], "GK_HT_CN"], **asked)
        teams = assess_collectives(self.school.pk, codes=TITLES[2:], **asked)
        found: dict[tuple[str, int | None], Row] = {("PERSON", row.person.pk): row for row in of_people if row.person}
        return found | {("GROUP" if row.group else "SCHOOL", row.group.pk if row.group else None): row for row in teams}

    def _frozen(self, row: Dossier, known: Row) -> Assessment:
        found, partly = known.assessments[row.code], discreet(known.facts, row.code, self.book, looking_ahead=False)
        return Assessment(
            dossier=row, made_at=row.handed_in_at or row.written_at, code=row.code, regime=self.regime,
            verdict=found.verdict.value,
            answers=told(found), open_verdict=partly.verdict.value, open_answers=told(partly),
            facts={"all": plain(asdict(known.facts)), "open": plain(asdict(open_part(known.facts)))},
        )  # fmt: skip


def _present(users: dict[str, User], at: datetime) -> None:
    """By the services: a few in each state that somebody meets, one with more time, one given back."""
    principal, today = users["hieutruong"], timezone.localdate(at)
    turn = Round.objects.filter(school=principal.school, year=PRESENT).first()
    review = _opened(
        Review(
            year=PRESENT, name=f"Xét thi đua cuối năm học {PRESENT}–{PRESENT + 1}", opens_on=today, round=turn,
            closes_on=today + timedelta(days=14), decides_on=today + timedelta(days=30),
            intro="Thầy/cô viết tóm tắt thành tích có số liệu, gửi minh chứng rồi nộp cho tổ bình xét.",
        ),
        OFFERED, principal, at,
    )  # fmt: skip
    teacher, head = users["giaovien"], users["totruong"]
    chance = Random(SEED)  # noqa: S311
    others = Person.objects.filter(school=principal.school, left_on=None, group=teacher.person.group).order_by("pk")
    members = list(others.exclude(pk__in=[teacher.person_id, head.person_id])[:4])
    begun = [
        begin(review, person, Content(code="LDTT", summary=chance.choice(WORDS)), actor=head, at=at)
        for person in [head.person, *members]
    ]
    handed = [road.hand_in(one, version=one.version, actor=head, at=at) for one in begun[:4]]
    passed = [road.group_pass(one, actor=head, at=at) for one in handed[:2]]
    road.appraise(passed[0], actor=principal, at=at)
    road.give_back(
        handed[3], fields=["summary"], reason=MEND, until=today + timedelta(days=5), version=handed[3].version, actor=head,
        at=at,
    )  # fmt: skip
    for code in ("LDTT", "CSTDCS"):
        begin(review, teacher.person, Content(code=code, summary=WORDS[0] if code == "LDTT" else ""), actor=teacher, at=at)
    team = begin(review, _team_of(head), Content(code="TTLDTT", summary=OF_A_TEAM), actor=head, at=at)
    road.hand_in(team, version=team.version, actor=head, at=at)
    whole = begin(review, principal.school, Content(code="TTLDTT", summary=OF_A_TEAM), actor=principal, at=at)
    road.hand_in(whole, version=whole.version, actor=principal, at=at)
    extend(
        review, person=users["ketoan"].person, until=today + timedelta(days=20), reason="Đi tập huấn quyết toán.",
        actor=principal, at=at,
    )  # fmt: skip


def _sudden(users: dict[str, User], at: datetime) -> None:
    """The short road: one that has reached the school the day after the deed."""
    principal, today = users["hieutruong"], timezone.localdate(at)
    review = _opened(
        Review(
            year=PRESENT, name="Khen thưởng đột xuất", merit=Merit.SUDDEN, is_short=True, opens_on=today,
            closes_on=today + timedelta(days=7), decides_on=today + timedelta(days=10),
        ),
        OFFERED[3:], principal, at,
    )  # fmt: skip
    content = Content(code="GK_HT_CN", summary=DEED, merit_on=today - timedelta(days=1))
    dossier = begin(review, users["ketoan"].person, content, actor=principal, at=at)
    road.hand_in(dossier, version=dossier.version, actor=principal, at=at)


def _opened(row: Review, codes: tuple[str, ...], principal: User, at: datetime) -> Review:
    row.school, row.created_by = principal.school, principal.person
    law = honors_on(row.school_id, on=row.decides_on)
    saved = save_review(row, [code for code in codes if code in law], version=0, actor=principal, at=at)
    return open_review(saved, actor=principal, at=at)


def _team_of(head: User) -> Group:
    return Group.objects.get(people=head.person)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 15)))
