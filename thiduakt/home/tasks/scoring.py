"""What score sheets ask of somebody: the own points, then those of the council."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from campaigns.scoring.enums import SheetKind, SheetState
from campaigns.scoring.flows import not_scored
from campaigns.scoring.models import ScoreSheet, Subject, own_subjects
from campaigns.scoring.policies import not_to_score
from thiduakt.counting import count_of
from thiduakt.permissions import may, scopes
from thiduakt.school.models import User

from .task import Task

URGES = {
    "self": "Tự chấm điểm thi đua",
    "council": "Hội đồng chấm điểm thi đua",
    "collect": "Mọi đối tượng đã tự chấm, chuyển hội đồng chấm",
    "rank": "Hội đồng đã chấm xong, xếp hạng và công bố điểm",
    "cluster": "Ghi điểm tự chấm của các trường trong cụm, khối",
    "open": "Lập tiếp bảng chấm điểm, mở cho tự chấm",
}


def scoring_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "score.view", on=today):
        return
    waiting = Subject.objects.filter(sheet__school=user.school_id, sheet__state=SheetState.SELF, sent_at=None)
    own = own_subjects(user, scopes(user, "score.self", today))
    for subject in waiting.filter(own).exclude(sheet__kind=SheetKind.CLUSTER).select_related("sheet", "group", "person"):
        detail = f"bị trả lại: {subject.return_reason}" if subject.return_reason else f"cho {subject}"
        yield _task("self", subject.sheet, detail)
    if may(user, "score.council", on=today):
        yield from _of_the_council(user, today)
    if may(user, "score.manage", on=today):
        yield from _to_lead(user, today)


def _of_the_council(user: User, today: date) -> Iterator[Task]:
    """As long as somebody lacks points whom this person may give them to."""
    given = Count("marks", filter=Q(marks__council_points__isnull=False))
    sheets = ScoreSheet.objects.visible_to(user, today).filter(state=SheetState.COUNCIL)
    asked = {sheet.pk: sheet for sheet in sheets.annotate(asked=Count("items"))}
    if not asked:
        return
    rest = Subject.objects.filter(sheet__in=asked).exclude(not_to_score(user)).annotate(given=given)
    for sheet in asked.values():
        counts = [subject.given for subject in rest if subject.sheet_id == sheet.pk]
        if sum(counts) < (most := sheet.asked * len(counts)):
            yield _task("council", sheet, f"đã chấm {sum(counts)}/{most} ô điểm")


def _to_lead(user: User, today: date) -> Iterator[Task]:
    """The drafts, and the step that nothing holds back any more."""
    left = count_of(Subject.objects.filter(sent_at=None), "sheet")
    for sheet in ScoreSheet.objects.visible_to(user, today).exclude(state=SheetState.RANKED).annotate(left=left):
        if sheet.state == SheetState.DRAFT:
            yield _task("open", sheet, sheet.get_kind_display())
        elif sheet.state == SheetState.COUNCIL and not not_scored(sheet):
            yield _task("rank", sheet, sheet.get_kind_display())
        elif sheet.state == SheetState.SELF and not sheet.left:
            yield _task("collect", sheet, sheet.get_kind_display())
        elif sheet.state == SheetState.SELF and sheet.kind == SheetKind.CLUSTER:
            yield _task("cluster", sheet, f"còn {sheet.left} trường")


def _task(urge: str, sheet: ScoreSheet, detail: str) -> Task:
    return Task(URGES[urge], sheet.title, detail, sheet.get_absolute_url(), sheet.state, sheet.get_state_display())
