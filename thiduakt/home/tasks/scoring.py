"""What score sheets ask of somebody: the own points, then those of the council."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils import timezone

from campaigns.scoring.enums import SheetKind, SheetState
from campaigns.scoring.models import ScoreSheet, Subject, own_subjects
from thiduakt.permissions import may, scopes
from thiduakt.school.models import User

from .task import Task

URGES = {"self": "Tự chấm điểm thi đua", "council": "Hội đồng chấm điểm thi đua"}


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
        found = ScoreSheet.objects.visible_to(user, today).filter(state=SheetState.COUNCIL)
        given = Count("subjects__marks", filter=Q(subjects__marks__council_points__isnull=False), distinct=True)
        counted = found.annotate(given=given, asked=Count("items", distinct=True) * Count("subjects", distinct=True))
        for sheet in counted.filter(given__lt=F("asked")):
            yield _task("council", sheet, f"đã chấm {sheet.given}/{sheet.asked} ô điểm")


def _task(urge: str, sheet: ScoreSheet, detail: str) -> Task:
    return Task(URGES[urge], sheet.title, detail, sheet.get_absolute_url(), sheet.state, sheet.get_state_display())
