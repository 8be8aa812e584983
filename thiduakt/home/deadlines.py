"""Thời hạn: the days by which this person has to have done something. A function for each room that sets any."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from django.db.models import Q

from campaigns.campaigns.queries import open_activities
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.exemplars.enums import ExemplarState
from campaigns.exemplars.models import Exemplar
from campaigns.targets.enums import TargetState
from campaigns.targets.models import Target
from nominations.appraisals.times import CODE as TIMED
from nominations.appraisals.times import dues_of
from nominations.dossiers.enums import DossierState
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.policies import due_day
from nominations.feedback.enums import PostingState
from nominations.feedback.models import Posting
from nominations.initiatives.enums import SolutionState
from nominations.initiatives.models import Solution
from nominations.judging.enums import RoundState as JudgingState
from nominations.judging.enums import Verdict
from nominations.judging.models import Entry, Sheet
from nominations.judging.models import Round as JudgingRound
from nominations.judging.policies import last_day_to_appeal
from nominations.meetings.queries import reviews_waiting
from thiduakt.documents.models import Consultation
from thiduakt.permissions import Scope, may, scopes
from thiduakt.routes import address, row_address
from thiduakt.school.models import User

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    day: date
    title: str
    url: str
    key: str  # tells it from every other one, today and tomorrow


def deadlines_of(user: User, on: date) -> list[Deadline]:
    """Those of today and later, the nearest first."""
    found = [deadline for source in SOURCES for deadline in source(user, on)]
    return sorted(found, key=lambda deadline: (deadline.day, deadline.key))


def consultation_deadlines(user: User, on: date) -> Iterator[Deadline]:
    asking = Consultation.objects.open_to_reader(user, on).filter(closes_on__gte=on)
    for asked in asking.select_related("document"):
        title = f"Góp ý dự thảo: {asked.document.subject}"
        yield Deadline(asked.closes_on, title, asked.get_absolute_url(), f"consultation-{asked.pk}")


def activity_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """What campaigns that run ask of the person, and of the tổ she is in."""
    if not may(user, "campaign.view", on=on):
        return
    for one in open_activities(user).filter(due_on__gte=on):
        if one.due_on:
            yield Deadline(
                one.due_on, f"Hoạt động phong trào: {one.name}", one.campaign.get_absolute_url(), f"activity-{one.pk}"
            )


def contest_deadlines(user: User, on: date) -> Iterator[Deadline]:
    if not may(user, "contest.enter", on=on):
        return
    for contest in Contest.objects.visible_to(user, on).filter(state=ContestState.OPEN, closes_on__gte=on):
        title = f"Hạn gửi bài: {contest.name}"
        yield Deadline(contest.closes_on, title, contest.get_absolute_url(), f"contest-{contest.pk}")


def solution_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """Of the own ones that were given back."""
    own = Solution.objects.filter(person=user.person_id, state=SolutionState.RETURNED, returned_until__gte=on)
    for one in own:
        day = cast(date, one.returned_until)  # solution_returned_with_reason_and_day
        yield Deadline(day, f"Bổ sung giải pháp: {one.name}", one.get_absolute_url(), f"solution-{one.pk}")


def judging_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """Of whoever still has a sheet to send; of an author the last day on which a result may be questioned."""
    if not may(user, "judging.judge", on=on):
        return
    seen = JudgingRound.objects.visible_to(user, on)
    asked = Sheet.objects.filter(judge__person=user.person_id, judge__excused_at__isnull=True, sent_at__isnull=True)
    judged = asked.filter(is_barred=False, judge__appeal__isnull=True).values("judge__round")
    for turn in seen.filter(pk__in=judged, state=JudgingState.OPEN, closes_on__gte=on):
        yield Deadline(turn.closes_on, f"Hạn gửi phiếu chấm: {turn}", turn.get_absolute_url(), f"judging-{turn.pk}")
    refused = Entry.objects.by_author(user.person_id).filter(verdict=Verdict.REFUSED, appeals__isnull=True)
    for turn in seen.filter(state=JudgingState.CONCLUDED, pk__in=refused.values("round")):
        if (last := last_day_to_appeal(turn)) and last >= on:
            yield Deadline(last, f"Hạn đề nghị xem xét lại: {turn}", turn.get_absolute_url(), f"appeal-{turn.pk}")


def target_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """Of what the person was given, and of the tổ's targets for whoever reports them."""
    own = Q(person=user.person_id)
    if Scope.GROUP in scopes(user, "target.report", on) and user.group_id:
        own |= Q(group=user.group_id)
    for target in Target.objects.visible_to(user, on).filter(own, state=TargetState.OPEN, due_on__gte=on):
        yield Deadline(target.due_on, f"Hạn chỉ tiêu: {target.name}", target.get_absolute_url(), f"target-{target.pk}")


def exemplar_deadlines(user: User, on: date) -> Iterator[Deadline]:
    given = Exemplar.objects.filter(school=user.school_id, fostered_by=user.person_id, state=ExemplarState.FOSTERING)
    for one in given.filter(due_on__gte=on):
        day = cast(date, one.due_on)  # those without a day are not found
        yield Deadline(day, f"Bồi dưỡng điển hình: {one.title}", one.get_absolute_url(), f"exemplar-{one.pk}")


def posting_deadlines(user: User, on: date) -> Iterator[Deadline]:
    for one in (
        Posting.objects.visible_to(user, on).filter(state=PostingState.POSTED, until__gte=on).select_related("review")
    ):
        yield Deadline(one.until, f"Hạn gửi phản ánh: {one.review}", one.get_absolute_url(), f"posting-{one.pk}")


def meeting_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """Of a tổ: what waits for it is voted on before the round takes nothing more."""
    group = user.person.group
    if group is None or not may(user, "meeting.lead", on=on):
        return
    for review in reviews_waiting(group).filter(closes_on__gte=on):
        yield Deadline(review.closes_on, f"Họp tổ bình xét: {review}", address("meetings:list"), f"meeting-{review.pk}")


def appraisal_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """What the school has to have appraised by the day on which it is to be decided."""
    if not may(user, "dossier.appraise", on=on):
        return
    waiting = Dossier.objects.filter(school=user.school_id, state=DossierState.SUBMITTED)
    for review in Review.objects.filter(pk__in=waiting.values("review"), decides_on__gte=on):
        url = row_address("appraisals:agenda", review.pk)
        yield Deadline(review.decides_on, f"Thẩm định xong hồ sơ: {review}", url, f"appraisal-{review.pk}")
    timed = Review.objects.filter(pk__in=waiting.filter(code=TIMED).values("review"), decides_on__gte=on)
    for key, due in dues_of(timed).items():
        if due.before > on:
            url = row_address("appraisals:agenda", key)
            title = f"Thẩm định xong Chiến sĩ thi đua cơ sở, gửi cấp xã trước ngày {due.before:%d/%m/%Y}"
            yield Deadline(due.before - ONE_DAY, title, url, f"appraisal-sent-{key}")


def dossier_deadlines(user: User, on: date) -> Iterator[Deadline]:
    """Of a round for which nothing is begun yet, of what is not handed in, and of what was given back."""
    for review in Review.objects.inviting(user, on):
        title = f"Hạn nộp hồ sơ: {review.name}"
        yield Deadline(review.closes_on, title, review.get_absolute_url(), f"review-{review.pk}")
    written = Dossier.objects.visible_to(user, on).in_hands_of(user)
    for one in written.select_related("review", "person", "group", "school").prefetch_related("review__extensions")[:50]:
        day = due_day(one, on)
        if one.review.takes_changes and day >= on:
            title = f"Hạn nộp hồ sơ: {one.honor_name}"
            yield Deadline(day, title, one.get_absolute_url(), f"dossier-{one.pk}")


SOURCES = (
    target_deadlines,
    activity_deadlines,
    consultation_deadlines,
    contest_deadlines,
    solution_deadlines,
    judging_deadlines,
    exemplar_deadlines,
    posting_deadlines,
    dossier_deadlines,
    meeting_deadlines,
    appraisal_deadlines,
)
