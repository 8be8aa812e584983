"""Who is in the tổ that day, what waits for it, by which rule it votes, and what a meeting still lacks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nominations.ballots.enums import FINAL, PollState
from nominations.ballots.queries import tally_of
from nominations.dossiers.enums import DossierState, ReviewState
from nominations.dossiers.models import Dossier, Review
from thiduakt.catalog.choices import CHOICES, THRESHOLDS, chosen
from thiduakt.eligibility.voting import Outcome, Threshold, least
from thiduakt.permissions import Role
from thiduakt.school.models import Group, Person, RoleAssignment, kin_of
from thiduakt.workflow import Missing

from .counting import Count, faults_of, outcome_of
from .enums import CountedOf
from .models import Attendance, GroupMeeting, Vote
from .policies import is_too_close

AGAIN = "Biểu quyết lại hoặc bằng cách khác"  # what becomes of dossiers whose sealed poll came to nothing
HOLDERS = ("person__group", "group", "pupil", "school_class", "outsider", "school")


@dataclass(frozen=True, slots=True)
class VoteRule:
    """`told`: the threshold as the catalogue writes it, `2/3` or `more than 1/2`."""

    told: str
    counted_by: CountedOf

    @property
    def threshold(self) -> Threshold:
        return Threshold.read(self.told)

    @property
    def sentence(self) -> str:
        return f"{THRESHOLDS.get(self.told, self.told)} {self.counted_by.label}"


RULE_SOURCE = (
    "Văn bản pháp luật không quy định tỷ lệ phiếu của tổ; trường chọn ở Danh mục pháp lý, mục Điều luật để ngỏ "
    f"(“{CHOICES['majority'].label}”, “{CHOICES['group_vote_of'].label}”)."
)


def rule_on(school_id: int, day: date) -> VoteRule:
    values = chosen(school_id, day)
    return VoteRule(values["majority"], CountedOf(values["group_vote_of"]))


def rule_of(meeting: GroupMeeting) -> VoteRule:
    """Frozen once it is concluded; until then that of its day."""
    if meeting.threshold:
        return VoteRule(meeting.threshold, CountedOf(meeting.counted_by))
    return rule_on(meeting.school_id, meeting.held_on)


def people_of(group: Group, day: date) -> QuerySet[Person]:
    """Who worked in the tổ that day, as far as the book of today knows."""
    came = Q(joined_on__isnull=True) | Q(joined_on__lte=day)
    return Person.objects.filter(came, school=group.school_id, group=group).at_work(day)


def heads_of(group: Group, day: date) -> set[int]:
    held = RoleAssignment.objects.filter(role=Role.GROUP_HEAD, person__group=group).in_force(day)
    return set(held.values_list("person", flat=True))


def waiting_in(review: Review, group: Group) -> QuerySet[Dossier]:
    return review.dossiers.filter(team=group, state=DossierState.TO_GROUP).select_related(*HOLDERS)


def waiting_for(group: Group) -> int:
    """How many dossiers wait for the tổ, in all rounds that still move."""
    open_ones = Review.objects.filter(school=group.school_id, state__in=(ReviewState.OPEN, ReviewState.CLOSED))
    return Dossier.objects.filter(team=group, state=DossierState.TO_GROUP, review__in=open_ones).count()


def reviews_waiting(group: Group) -> QuerySet[Review]:
    """The rounds in which a dossier waits for the tổ."""
    waiting = Dossier.objects.filter(team=group, state=DossierState.TO_GROUP).values("review")
    moving = (ReviewState.OPEN, ReviewState.CLOSED)
    return Review.objects.filter(school=group.school_id, pk__in=waiting, state__in=moving)


def votes_of(meeting: GroupMeeting) -> list[Vote]:
    """Of a draft with what a sealed poll came to, once all who conducted it have confirmed that."""
    path = (f"dossier__{name}" for name in HOLDERS)
    votes = list(meeting.votes.select_related(*path, "dossier__review", "led_by", "meeting", "poll"))
    for vote in votes if meeting.is_draft else []:
        _take(vote)
    return votes


def _take(vote: Vote) -> None:
    """In memory alone. What is paused meanwhile is left for another meeting, as if nobody had voted on it."""
    if vote.poll is None or vote.poll.state not in FINAL or not vote.poll.is_whole or vote.dossier.is_paused:
        return
    told = tally_of(vote.poll)[str(vote.dossier_id)]
    vote.agreed, vote.against, vote.blank = told.agree, told.against, told.blank
    vote.voters = told.agree + told.against + told.blank


def free_of(votes: Iterable[Vote]) -> list[Vote]:
    """What can be put into a sealed poll: nothing of it is counted yet, and nothing stops it."""
    return [
        vote
        for vote in votes
        if vote.count is None and vote.poll is None and vote.dossier.state == DossierState.TO_GROUP
        and not vote.dossier.is_paused
    ]  # fmt: skip


def able_to_count(meeting: GroupMeeting) -> QuerySet[Person]:
    """Whoever is there and neither presides nor writes."""
    here = meeting.attendances.filter(is_present=True).values("person")
    leading = [key for key in (meeting.chair_id, meeting.secretary_id) if key]
    return Person.objects.filter(pk__in=here).exclude(pk__in=leading)


def attendances_of(meeting: GroupMeeting) -> list[Attendance]:
    return list(meeting.attendances.select_related("person"))


def counted_of(attendances: Iterable[Attendance], rule: VoteRule) -> int:
    """Of how many people the share is taken."""
    told = list(attendances)
    return len(told) if rule.counted_by == CountedOf.MEMBERS else sum(one.is_present for one in told)


def outcome_now(count: Count | None, whole: int, rule: VoteRule) -> Outcome | None:
    """What a vote would come to; None while it is not counted."""
    return outcome_of(least(whole, rule.threshold), whole, count.agreed) if count and whole else None


def missing_of(meeting: GroupMeeting) -> list[str]:
    """What a meeting lacks before it is concluded, a sentence each."""
    attendances, votes = attendances_of(meeting), votes_of(meeting)
    present = {one.person_id for one in attendances if one.is_present}
    return [
        *_missing_frame(meeting),
        *_missing_people(meeting, attendances, present),
        *(sentence for vote in votes for sentence in _missing_vote(vote, meeting, len(present))),
        *_led_by_the_close(meeting, votes, {one.person_id for one in attendances}, present),
        *([] if any(vote.count for vote in votes) else ["Chưa ghi kết quả biểu quyết hồ sơ nào."]),
    ]


def _missing_frame(meeting: GroupMeeting) -> Iterator[str]:
    if not meeting.place:
        yield Missing("Chưa ghi địa điểm họp.", "place")
    if meeting.starts_at is None:
        yield Missing("Chưa ghi giờ bắt đầu.", "starts_at")
    if not meeting.review.takes_changes:
        yield "Hội đồng đã họp đợt xét này, tổ không kết luận thêm được."


def _missing_people(meeting: GroupMeeting, attendances: list[Attendance], present: set[int]) -> Iterator[str]:
    members = {one.person_id for one in attendances}
    if not present:
        yield "Chưa có ai dự họp."
    for name, label in (("chair", "người chủ trì"), ("secretary", "thư ký cuộc họp")):
        person = getattr(meeting, f"{name}_id")
        if person is None:
            yield Missing(f"Chưa chọn {label}.", name)
        elif person in members - present:
            yield Missing(f"Đã chọn {label} là {getattr(meeting, name)} nhưng lại ghi vắng.", name)
    if meeting.chair_id and meeting.chair_id not in heads_of(meeting.group, meeting.held_on) and not meeting.chair_reason:
        yield Missing("Người chủ trì không phải tổ trưởng, tổ phó: thầy/cô ghi lý do.", "chair_reason")
    for one in attendances:
        if not one.is_present and not one.reason:
            yield Missing(f"Chưa ghi lý do vắng của {one.person}.", f"reason-{one.person_id}")


def _missing_vote(vote: Vote, meeting: GroupMeeting, attending: int) -> Iterator[str]:
    dossier, count = vote.dossier, vote.count
    if dossier.state != DossierState.TO_GROUP:
        yield f"Hồ sơ “{dossier}” đang ở trạng thái “{dossier.get_state_display()}”: thầy/cô bấm Lưu để bỏ khỏi cuộc họp."
    elif vote.poll and vote.poll.state == PollState.VOID:
        yield f"Cuộc bỏ phiếu kín hồ sơ “{dossier}” đã hủy: thầy/cô bấm “{AGAIN}”."
    elif vote.poll and vote.poll.state not in FINAL:
        yield f"Hồ sơ “{dossier}” đang bỏ phiếu kín: có kết quả khi chủ tọa, thư ký và người kiểm phiếu đều xác nhận."
    elif count is None:
        if not vote.remarks.strip():
            yield Missing(
                f"Hồ sơ “{dossier}” chưa có số phiếu. Nếu để lại lần họp sau, thầy/cô ghi lý do ở ô Ghi chú.",
                f"remarks-{vote.dossier_id}",
            )
    elif dossier.is_paused:
        why = "; ".join(dossier.pauses)
        yield Missing(
            f"Hồ sơ “{dossier}” đang tạm dừng xét ({why}): để trống số phiếu, xét lại khi hết tạm dừng.",
            f"agreed-{vote.dossier_id}",
        )
    else:
        for fault in faults_of(count, attending=attending, is_out=vote.is_out):
            yield Missing(f"{dossier}: {fault}", f"voters-{vote.dossier_id}")


def _led_by_the_close(meeting: GroupMeeting, votes: list[Vote], members: set[int], present: set[int]) -> Iterator[str]:
    """Nobody presides over the vote on the own dossier, or on that of kin."""
    people = {key for vote in votes if (key := vote.led_by_id or meeting.chair_id)}
    kin = kin_of(people)
    for vote in votes:
        leader = vote.led_by_id or meeting.chair_id
        if vote.count is None or leader is None:
            continue
        field = f"led_by-{vote.dossier_id}"
        if is_too_close(vote.dossier, leader, kin[leader]):
            who = "chính người được xét" if vote.dossier.person_id == leader else "người thân của người được xét"
            yield Missing(f"{vote.dossier}: người chủ trì là {who}. Thầy/cô chọn người khác chủ trì phần này.", field)
        elif vote.led_by_id in members - present:
            yield Missing(f"{vote.dossier}: {vote.led_by} được chọn chủ trì nhưng vắng mặt.", field)


def close_dossiers(meeting: GroupMeeting, votes: list[Vote]) -> set[int]:
    """The dossiers whose vote the chair does not preside over, by key."""
    chair = meeting.chair_id
    kin = kin_of([chair])[chair] if chair else set()
    return {vote.dossier_id for vote in votes if is_too_close(vote.dossier, chair, kin)}


def retakable(meeting: GroupMeeting) -> QuerySet[Dossier]:
    """The dossiers of a concluded meeting from whose outcome nobody has gone on yet."""
    where = (DossierState.GROUP_REFUSED, DossierState.SUBMITTED)
    voted = meeting.votes.filter(is_passed__isnull=False).values("dossier")
    found = Dossier.objects.unpaused().filter(pk__in=voted, state__in=where, opened_at__isnull=True)
    return found.select_related(*HOLDERS)
