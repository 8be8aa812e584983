"""What the rounds of review ask of each: the own dossiers first, then the next step of a round and the council's word."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import ReviewState
from nominations.dossiers.flows import REVIEW_FLOW
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.policies import can_write, due_day, why_shut
from nominations.dossiers.queries import full
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "mend": "Bổ sung hồ sơ được trả lại",
    "record": "Ghi kết luận của hội đồng về hồ sơ",
    "write": "Viết tiếp, nộp hồ sơ đề nghị",
    "begin": "Lập hồ sơ đề nghị khen thưởng",
    "close": "Ngừng nhận hồ sơ của đợt xét đã hết hạn",
    "hold": "Hồ sơ đã trình đủ, hội đồng họp",
    "finish": "Kết thúc đợt xét đã có kết luận",
    "open": "Mở đợt xét khen thưởng",
}


def dossier_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "dossier.view", on=today):
        return
    yield from _own_tasks(user, at)
    for review in Review.objects.inviting(user, today):
        yield _of_round("begin", review)
    reviews = list(Review.objects.visible_to(user, today).exclude(state=ReviewState.DONE)[:20])
    for review in reviews:
        for move in REVIEW_FLOW.open_to(user, review, at):
            if move.name == "close" and not review.is_over(at):
                continue
            if move.name in {"hold", "finish"} and move.blockers(review):
                continue
            yield _of_round(move.name, review)
    yield from _council_tasks(user, [one for one in reviews if one.state == ReviewState.HELD], at)


def _of_round(urge: str, review: Review) -> Task:
    until, state = f"hạn nộp hết ngày {review.closes_on:%d/%m/%Y}", (review.state, review.get_state_display())
    due = {"begin": review.closes_on, "close": review.closes_on, "open": review.opens_on}.get(urge, review.decides_on)
    return Task(URGES[urge], review.name, until, review.get_absolute_url(), *state, due=due)


def _own_tasks(user: User, at: datetime) -> Iterator[Task]:
    """To mend what came back, to hand in what was begun, while there is time for it."""
    written = Dossier.objects.visible_to(user, timezone.localdate(at)).in_hands_of(user)
    for one in full(written).select_related("person__group").prefetch_related("review__extensions")[:50]:
        if not can_write(user, one, at) or why_shut(one.review, one, at):
            continue
        urge = URGES["mend" if one.state == S.RETURNED else "write"]
        due = due_day(one, timezone.localdate(at))
        detail, state = f"{one.review}, hạn hết ngày {due:%d/%m/%Y}", (one.state, one.get_state_display())
        yield Task(urge, str(one), detail, one.get_absolute_url(), *state, due=due)


def _council_tasks(user: User, reviews: list[Review], at: datetime) -> Iterator[Task]:
    if not reviews or not may(user, "dossier.record", on=timezone.localdate(at)):
        return
    waiting = Dossier.objects.moving().filter(review__in=reviews, state=S.TO_COUNCIL)
    others = waiting.exclude(person=user.person_id).order_by()
    counts = dict(others.values_list("review").annotate(Count("pk")))
    for review in reviews:
        if count := counts.get(review.pk):
            url = f"{reverse('dossiers:list')}?dot={review.pk}&trang-thai={S.TO_COUNCIL}"
            told, state = f"{count} hồ sơ chưa có kết luận", (review.state, review.get_state_display())
            yield Task(URGES["record"], review.name, told, url, *state, due=review.decides_on)
