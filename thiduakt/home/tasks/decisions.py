"""What award decisions ask of somebody: to decide on what the council passed, to draw it up, to enter what came back."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from awards.decisions.enums import CancellationState, DecisionState
from awards.decisions.models import AwardDecision, Cancellation
from awards.decisions.queries import candidates, reviews_to_decide, sent_up
from nominations.dossiers.enums import ReviewState
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "cancel": "Soạn quyết định hủy khen thưởng",
    "decide": "Lập quyết định khen thưởng theo kết luận của hội đồng",
    "paper": "Soạn tiếp quyết định khen thưởng",
    "read": "Xem quyết định khen thưởng đang lập để ký",
    "record": "Ghi kết quả khen thưởng của cấp trên",
}
NEWEST = 10


def decision_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if may(user, "award.cancel", on=today):
        waiting = Cancellation.objects.filter(
            decision__school=user.school_id, state=CancellationState.DRAFT, document__isnull=True
        )
        for row in waiting.select_related("decision__document")[:NEWEST]:
            url, state = row.decision.get_absolute_url(), row.get_state_display()
            yield Task(URGES["cancel"], str(row.decision), row.get_ground_display(), url, row.state, state)
    if may(user, "award.manage", on=today):
        yield from _to_decide(user, at)
    if may(user, "award.record", on=today) and (left := len(sent_up(user.school_id, today))):
        url = reverse("decisions:superior")
        yield Task(URGES["record"], "Hồ sơ trình cấp trên", f"{left} hồ sơ chưa có kết quả", url, "WAITING", "chờ kết quả")


def _to_decide(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    for review in reviews_to_decide(user.school_id).filter(state=ReviewState.HELD).order_by("-year", "-pk")[:NEWEST]:
        if free := len(candidates(review, today)[0]):
            url, state = reverse("decisions:from_review", args=[review.pk]), (review.state, review.get_state_display())
            told = f"{free} hồ sơ chưa vào quyết định nào"
            yield Task(URGES["decide"], review.name, told, url, *state, due=review.decides_on)
    begun = AwardDecision.objects.filter(school=user.school_id, state=DecisionState.DRAFT, document=None)
    if not may(user, "document.sign", on=today):
        begun = begun.filter(created_by=user.person_id)
    for one in begun.select_related("created_by").order_by("-pk")[:NEWEST]:
        is_own = one.created_by_id == user.person_id
        told = f"năm học {one.year_name}" if is_own else f"{one.created_by} lập, năm học {one.year_name}, chưa soạn văn bản"
        urge = URGES["paper" if is_own else "read"]
        yield Task(urge, one.name, told, one.get_absolute_url(), one.state, one.get_state_display())
