"""What meetings of the tổ and appraisal ask of each: to vote, to appraise, to decide, to bring before the council."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from nominations.appraisals.enums import WaiverState
from nominations.appraisals.models import Waiver
from nominations.appraisals.policies import can_approve
from nominations.appraisals.times import CODE as TIMED
from nominations.appraisals.times import dues_of
from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.models import Dossier, Review
from nominations.meetings.models import GroupMeeting
from nominations.meetings.policies import leads
from nominations.meetings.queries import reviews_waiting
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "waive": "Duyệt bỏ qua một điều kiện",
    "conclude": "Ghi, chốt cuộc họp tổ bình xét",
    "meet": "Họp tổ bình xét",
    "appraise": "Thẩm định hồ sơ",
    "send": "Trình hội đồng hồ sơ đã thẩm định",
}
ONE_DAY = timedelta(days=1)
MOVING = (ReviewState.OPEN, ReviewState.CLOSED)


def appraisal_tasks(user: User, at: datetime) -> Iterator[Task]:
    yield from _waivers(user, at)
    yield from _meetings(user, at)
    yield from _queues(user, at)


def _waivers(user: User, at: datetime) -> Iterator[Task]:
    if not may(user, "dossier.waive", on=timezone.localdate(at)):
        return
    asked = Waiver.objects.filter(dossier__school=user.school_id, state=WaiverState.PROPOSED)
    for one in asked.select_related("dossier__person", "dossier__group", "dossier__pupil", "dossier__school_class"):
        if can_approve(user, one, at):
            url = reverse("appraisals:dossier", args=[one.dossier_id])
            yield Task(URGES["waive"], str(one.dossier), one.asked, url, one.state, one.get_state_display())


def _meetings(user: User, at: datetime) -> Iterator[Task]:
    """A meeting that is begun is ended before another is held on the same round."""
    group = user.person.group
    if group is None or not leads(user, group, at):
        return
    begun = {one.review_id: one for one in GroupMeeting.objects.filter(group=group, state="DRAFT").select_related("review")}
    for meeting in begun.values():
        yield Task(
            URGES["conclude"], meeting.review.name, str(group), meeting.get_absolute_url(), meeting.state,
            meeting.get_state_display(),
        )  # fmt: skip
    for review in reviews_waiting(group).annotate(
        waiting=Count("dossiers", filter=Q(dossiers__team=group, dossiers__state=S.TO_GROUP))
    ):
        if review.pk not in begun:
            detail = f"{group}: {review.waiting} hồ sơ chờ bình xét"
            state = review.state, review.get_state_display()
            yield Task(URGES["meet"], review.name, detail, reverse("meetings:add"), *state, due=review.closes_on)


def _queues(user: User, at: datetime) -> Iterator[Task]:
    """By round: how many wait, since when; how many are ready to go on. The own are somebody else's to do."""
    today = timezone.localdate(at)
    if not may(user, "dossier.appraise", on=today):
        return
    others = Dossier.objects.moving().filter(school=user.school_id).exclude(person=user.person_id)
    counted = (
        others.order_by().values("review", "state").filter(state__in=(S.SUBMITTED, S.APPRAISED), review__state__in=MOVING)
    )
    timed = Count("pk", filter=Q(code=TIMED, state=S.SUBMITTED))
    rows = counted.annotate(count=Count("pk"), since=Min("handed_in_at"), timed=timed)
    counts = {(row["review"], row["state"]): row for row in rows}
    reviews = list(Review.objects.filter(pk__in={key for key, _ in counts}))
    asked = {review for (review, _), row in counts.items() if row["timed"]}
    dues = dues_of(review for review in reviews if review.pk in asked)
    for review in reviews:
        if row := counts.get((review.pk, S.SUBMITTED)):
            days = (today - timezone.localdate(row["since"])).days
            url = f"{reverse('appraisals:queue')}?dot={review.pk}&trang-thai={S.SUBMITTED}"
            detail = f"{row['count']} hồ sơ, {f'lâu nhất {days} ngày' if days else 'nộp hôm nay'}"
            day = review.decides_on
            if due := dues.get(review.pk):
                detail += f"; Chiến sĩ thi đua cơ sở gửi đi trước ngày {due.before:%d/%m/%Y}"
                day = min(day, due.before - ONE_DAY)
            yield Task(URGES["appraise"], review.name, detail, url, review.state, review.get_state_display(), due=day)
        if (row := counts.get((review.pk, S.APPRAISED))) and may(user, "dossier.submit_list", on=today):
            url = reverse("appraisals:agenda", args=[review.pk])
            state = review.state, review.get_state_display()
            yield Task(URGES["send"], review.name, f"{row['count']} hồ sơ sẵn sàng", url, *state, due=review.decides_on)
