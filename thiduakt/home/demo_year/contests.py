"""Hội thi của trường dùng thử: the two contests that its plan of 2023 names, one told, one being judged."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from campaigns.campaigns.models import Campaign
from campaigns.contests.enums import ContestKind
from campaigns.contests.models import Contest, Entry
from campaigns.contests.services.contests import Award, Told, add_contest, award, invite_judge, take_step
from campaigns.contests.services.judging import mark
from thiduakt.marks import Aggregation
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.models import Notice
from thiduakt.permissions import Role
from thiduakt.school.models import Person, School, User

TALENT = (("Nội dung phần thi", 5), ("Sáng tạo, đồ dùng tự làm", 3), ("Phong cách sư phạm", 2))
WRITING = (("Nội dung, tính chân thực", 6), ("Cách viết, cảm xúc", 3), ("Trình bày", 1))
TALENT_ENTRIES = (
    (417, "Ứng dụng phương pháp STEAM trong hoạt động khám phá cho trẻ mẫu giáo lớn", "Lớp A2"),
    (256, "Góc chơi từ vật liệu địa phương", "Lớp B1"),
    (839, "Trò chơi dân gian giúp trẻ phát triển vận động", "Lớp A4"),
    (602, "Nếp sống xanh ở lớp nhà trẻ", "Lớp D1"),
)
WRITTEN_ENTRIES = (
    (318, "Người giữ lửa bếp ăn của trường", "Chuyện một cô nuôi hai mươi năm đến trường từ năm giờ sáng."),
    (745, "Cô giáo của những đứa trẻ chậm nói", "Chuyện cô giáo kiên trì cùng ba trẻ chậm nói hòa nhập với lớp."),
    (193, "Bác bảo vệ và vườn rau của bé", "Chuyện bác bảo vệ tự tay trồng vườn rau cho trẻ học."),
)
POINTS = {417: ("4.8", "2.8", "1.9"), 256: ("4.5", "2.5", "1.8"), 839: ("4.5", "2.5", "1.8"), 602: ("4", "2.2", "1.6")}
OF_CONTESTS = (NoticeKind.CONTEST_OPENED, NoticeKind.CONTEST_RESULT, NoticeKind.JUDGING_ASKED)


@transaction.atomic
def load(at: datetime) -> None:
    """Onto the school of `demo.load`, through the services, as if on the days they went."""
    secretary = User.objects.get(username="thuky")
    judges = list(User.objects.filter(is_demo=True, username__in=("hieutruong", "phohieutruong", "uyvien")).order_by("pk"))
    authors = _authors(secretary.school, [*judges, secretary])
    talent = _contest(
        secretary, "Hội thi Nhà giáo Long Biên tâm huyết, sáng tạo cấp trường", ContestKind.CONTEST, TALENT, send_up=1,
        opens_on=date(2023, 10, 2), closes_on=date(2023, 10, 13),
        campaign=Campaign.objects.filter(school=secretary.school_id, name__contains="tâm huyết").first(),
    )  # fmt: skip
    for place, (number, title, classes) in enumerate(TALENT_ENTRIES):
        _entry(talent, number, title, authors[place], taking_part=classes)
    _judge(talent, secretary, judges)
    for judge in judges:
        _mark_all(talent, judge, TALENT_ENTRIES, nudge=Decimal("0.1") * (judges.index(judge) % 2))
    moment = _moment(talent.closes_on + timedelta(days=4))
    take_step(talent, "count", actor=secretary, at=moment)
    talent.refresh_from_db()
    keys = dict(talent.entries.values_list("number", "pk"))
    prizes = [Award(keys[417], "Giải Nhất", is_chosen=True), Award(keys[256], "Giải Nhì", is_chosen=False)]
    prizes += [Award(keys[839], "Giải Nhì", is_chosen=False), Award(keys[602], "Giải Ba", is_chosen=False)]
    award(talent, prizes, version=talent.version, actor=secretary, at=moment)
    take_step(talent, "tell", actor=secretary, at=moment)

    writing = _contest(
        secretary, "Cuộc thi viết về gương điển hình tiên tiến, người tốt, việc tốt năm 2023", ContestKind.WRITING, WRITING,
        send_up=2, opens_on=date(2023, 9, 1), closes_on=date(2023, 9, 22), campaign=None,
    )  # fmt: skip
    for place, (number, title, summary) in enumerate(WRITTEN_ENTRIES):
        _entry(writing, number, title, authors[-1 - place], summary=summary)
    _judge(writing, secretary, judges)
    _mark_all(writing, judges[0], WRITTEN_ENTRIES, nudge=Decimal(0))
    Notice.objects.filter(kind__in=OF_CONTESTS, told_at__lt=at).delete()  # nobody is told today of what was years ago


def _contest(
    secretary: User, name: str, kind: ContestKind, criteria: tuple[tuple[str, int], ...], *, send_up: int, opens_on: date,
    closes_on: date, campaign: Campaign | None,
) -> Contest:  # fmt: skip
    values = {
        "name": name, "kind": kind, "rules": "Mỗi người dự thi một bài, tự làm, chưa đạt giải ở nơi khác.",
        "opens_on": opens_on, "closes_on": closes_on, "campaign": campaign, "send_up": send_up, "pass_mark": Decimal(7),
        "aggregation": Aggregation.MEAN,
    }  # fmt: skip
    rows = [{"text": text, "max_points": Decimal(points)} for text, points in criteria]
    contest = add_contest(Told(values=values, criteria=rows), actor=secretary, at=_moment(opens_on))
    return take_step(contest, "open", actor=secretary, at=_moment(opens_on))


def _authors(school: School, taken: list[User]) -> list[Person]:
    """Teachers and others who neither organise nor judge, in the order of the school's list."""
    known = {user.person_id for user in taken}
    people = (
        Person.objects.filter(school=school, role_assignments__role=Role.TEACHER, left_on__isnull=True)
        .distinct()
        .order_by("pk")
    )
    return [person for person in people if person.pk not in known]


def _entry(contest: Contest, number: int, title: str, author: Person, **told: str) -> None:
    sent_at = _moment(contest.closes_on - timedelta(days=2))
    Entry.objects.create(contest=contest, number=number, title=title, author=author, sent_at=sent_at, **told)


def _judge(contest: Contest, secretary: User, judges: list[User]) -> None:
    begins = _moment(contest.closes_on + timedelta(days=1))
    for judge in judges:
        invite_judge(contest, judge.person, actor=secretary, at=begins)
    take_step(contest, "judge", actor=secretary, at=begins)


def _mark_all(contest: Contest, judge: User, entries: tuple[tuple[int, str, str], ...], *, nudge: Decimal) -> None:
    """The points of POINTS, or nine tenths of all there are."""
    criteria = list(contest.criteria.all())
    for sheet in contest.judges.get(person=judge.person_id).sheets.select_related("judge__contest", "entry"):
        whole = [(one.max_points * 9 / 10).quantize(Decimal("0.1")) for one in criteria]
        given = [Decimal(points) for points in POINTS.get(sheet.entry.number, ())] or whole
        points = {one.pk: value - nudge for one, value in zip(criteria, given, strict=True)}
        mark(sheet, points, is_sent=True, version=1, actor=judge, at=_moment(contest.closes_on + timedelta(days=3)))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15, 30)))
