"""Họp tổ bình xét của trường dùng thử: what each tổ voted in May 2023, and one meeting that is being written down today."""

from datetime import date, datetime, time
from random import Random
from typing import cast

from django.utils import timezone

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.models import Dossier, Review
from nominations.meetings.enums import CountedOf, MeetingState
from nominations.meetings.models import Attendance, GroupMeeting, Vote
from nominations.meetings.queries import heads_of, people_of, waiting_in
from nominations.meetings.services.meetings import Told, begin_meeting, save_meeting
from thiduakt.eligibility.voting import Threshold, least
from thiduakt.school.models import Group, Person, User

SEED = 20230522
HELD_ON = date(2023, 5, 22)
RULE = "more than 1/2"
DISCUSSION = "Các thành viên nhất trí với bản tự đánh giá của từng người.\nĐề nghị bổ sung số liệu chuyên cần vào báo cáo."


def load(at: datetime) -> None:
    """Onto the dossiers."""
    head = User.objects.get(username="totruong", is_demo=True)
    past = Review.objects.filter(school=head.school_id, year=2022, is_short=False, state=ReviewState.DONE).first()
    for group in Group.objects.filter(school=head.school_id):
        rows = list(past.dossiers.filter(team=group)) if past else []
        if past and rows:
            _held(past, group, rows, head)
    for review in Review.objects.filter(school=head.school_id, state=ReviewState.OPEN, is_short=False):
        if head.person.group and waiting_in(review, head.person.group).exists():
            _being_written(review, head, at)


def _held(review: Review, group: Group, rows: list[Dossier], head: User) -> None:
    """Past the services: it happened in May 2023. Whoever was honored then had been voted for."""
    people = list(people_of(group, HELD_ON))
    chairs = [one for one in people if one.pk in heads_of(group, timezone.localdate())] or people
    secretaries = [one for one in people if one != chairs[0]]
    if not secretaries:
        return
    chance = Random(f"{SEED} {group}")  # noqa: S311  (a made-up school, no secret)
    moment = timezone.make_aware(datetime.combine(HELD_ON, time(16, 30)))
    meeting = GroupMeeting.objects.create(
        school=review.school, review=review, group=group, held_on=HELD_ON, starts_at=time(15), ends_at=time(16, 20),
        place="Phòng sinh hoạt chuyên môn", chair=chairs[0], secretary=secretaries[0], discussion=DISCUSSION,
        state=MeetingState.CONCLUDED, threshold=RULE, counted_by=CountedOf.MEMBERS, concluded_at=moment, concluded_by=head,
        created_by=chairs[0],
    )  # fmt: skip
    Attendance.objects.bulk_create(Attendance(meeting=meeting, person=one) for one in people)
    Vote.objects.bulk_create(_vote(meeting, row, people, secretaries[0], chance) for row in rows)


def _vote(meeting: GroupMeeting, row: Dossier, people: list[Person], other: Person, chance: Random) -> Vote:
    """All were proposed by their tổ: who was refused, was so by the council. Nobody presides over the own."""
    whole, is_out = len(people), row.person_id is not None and chance.random() < 0.3
    needed, voters = least(whole, Threshold.read(RULE)), whole - is_out
    agreed = max(needed, voters - chance.choice((0, 0, 0, 1)))
    is_own = row.person_id == meeting.chair_id
    return Vote(
        meeting=meeting, dossier=row, is_out=is_out, voters=max(voters, agreed), agreed=agreed,
        against=max(voters - agreed, 0), blank=0, needed=needed, counted_of=whole, is_passed=True,
        led_by=other if is_own else None,
    )  # fmt: skip


def _being_written(review: Review, head: User, at: datetime) -> None:
    """By the services: half of it counted."""
    group = cast(Group, head.person.group)
    meeting = begin_meeting(review, group, held_on=timezone.localdate(at), actor=head, at=at)
    members = list(meeting.attendances.exclude(person=head.person_id).order_by("pk"))
    first = meeting.votes.filter(dossier__state=S.TO_GROUP).order_by("pk").first()
    whole = len(members) + 1
    counted = {"manner": "HANDS", "voters": whole, "agreed": whole - 1, "against": 0, "blank": 1}
    values = {
        "held_on": meeting.held_on, "starts_at": time(14), "ends_at": None, "place": "Phòng sinh hoạt chuyên môn",
        "chair": head.person, "chair_reason": "", "secretary": members[0].person if members else None,
        "discussion": DISCUSSION.splitlines()[0],
    }  # fmt: skip
    told = Told(values=values, votes={first.dossier_id: counted} if first else {})
    save_meeting(meeting, told, version=meeting.version, actor=head, at=at)
