"""What the targets of the year ask: of their owners a result, of the council's member a look at it."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from campaigns.targets.enums import ProgressState, TargetState
from campaigns.targets.models import Progress, Target, at_risk, overdue
from campaigns.targets.policies import can_check, can_settle
from campaigns.targets.wording import result_told, standing
from thiduakt.permissions import WHOLE_SCHOOL, Scope, scopes
from thiduakt.school.models import User

from .task import Task

TARGET_URGES = {
    "check": "Kiểm tra kết quả chỉ tiêu",
    "settle": "Kết luận chỉ tiêu đã đủ kết quả hoặc quá hạn",
    "returned": "Kết quả chỉ tiêu bị trả lại, sửa rồi gửi lại",
    "late": "Chỉ tiêu quá hạn, báo kết quả",
    "risk": "Chỉ tiêu có nguy cơ chậm",
}
AT_MOST = 30  # the nearest: the rest is on the list of targets


def target_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not scopes(user, "target.view", today):
        return
    yield from _to_check(user, at, today)
    yield from _to_settle(user, at, today)
    in_hand = Progress.objects.filter(target=OuterRef("pk"), state__in=ProgressState.IN_HAND).values("state")
    own = Target.objects.filter(_to_report(user, today), school=user.school_id, state=TargetState.OPEN)
    own = own.annotate(in_hand=Subquery(in_hand))
    pressing = Q(in_hand=ProgressState.RETURNED) | Q(in_hand__isnull=True) & (overdue(today) | at_risk(today))
    for target in own.filter(pressing).with_owners()[:AT_MOST]:
        name = "returned" if target.in_hand else "late" if target.is_overdue(today) else "risk"
        yield _task(name, target, f"{target.owner}, thời hạn {target.due_on:%d/%m/%Y}", today, due=target.due_on)


def _to_report(user: User, today: date) -> Q:
    """What this person was given, and the tổ that this person heads, as far as these may report it themselves."""
    granted, reached = scopes(user, "target.report", today), Q(pk__in=[])
    if granted & {*WHOLE_SCHOOL, Scope.OWN}:
        reached |= Q(person=user.person_id)
    if Scope.GROUP in granted and user.group_id:
        reached |= Q(group=user.group_id)
    return reached


def _to_check(user: User, at: datetime, today: date) -> Iterator[Task]:
    """What one was given to check, and where nobody was, whoever checks for the school."""
    granted = scopes(user, "target.check", today)
    if not granted:
        return
    asked = Q(target__checker=user.person_id)
    if granted & WHOLE_SCHOOL:
        asked |= Q(target__checker__isnull=True)
    waiting = Progress.objects.filter(asked, target__school=user.school_id, state=ProgressState.WAITING)
    for progress in waiting.select_related("target__person", "target__group", "reported_by__person")[:AT_MOST]:
        if can_check(user, progress, at):
            detail = f"{progress.reported_by} báo: {result_told(progress.target, progress.value)}"
            yield _task("check", progress.target, detail, today)


def _to_settle(user: User, at: datetime, today: date) -> Iterator[Task]:
    """Of which a result was accepted and none is under way: it is met, or its day has passed."""
    granted = scopes(user, "target.check", today)
    if not granted:
        return
    asked = Q() if granted & WHOLE_SCHOOL else Q(checker=user.person_id)
    told = Target.objects.filter(asked, school=user.school_id, state=TargetState.OPEN, reached__isnull=False)
    under_way = Progress.objects.filter(target=OuterRef("pk"), state__in=ProgressState.IN_HAND)
    waiting = (one for one in told.exclude(Exists(under_way)).with_owners() if one.is_met or one.is_overdue(today))
    for target in islice((one for one in waiting if can_settle(user, one, at)), AT_MOST):
        yield _task("settle", target, result_told(target, target.reached), today, due=target.due_on)


def _task(name: str, target: Target, detail: str, today: date, due: date | None = None) -> Task:
    code, label = standing(target, today)
    url = target.get_absolute_url() if name in {"check", "settle"} else reverse("targets:report", args=[target.pk])
    return Task(TARGET_URGES[name], target.name, detail, url, code, label, due=due)
