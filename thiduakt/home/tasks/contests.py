"""What contests ask of somebody: to judge what they were given, and of whoever organises one the next step that is due."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.contests.policies import can_manage
from campaigns.contests.queries import counted_sheets
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "judge": "Chấm thi",
    "begin": "Hết hạn nhận bài, bắt đầu chấm",
    "count": "Mọi phiếu chấm đã gửi, tổng hợp kết quả",
    "tell": "Ghi giải, công bố kết quả hội thi",
    "open": "Soạn tiếp thể lệ, mở nhận bài",
}
STEPS = {ContestState.OPEN: "begin", ContestState.RESULT: "tell", ContestState.DRAFT: "open"}


def contest_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "contest.view", on=today):
        return
    seen = Contest.objects.visible_to(user, today)
    judged = seen.filter(state=ContestState.JUDGING)
    if not may(user, "contest.manage", on=today):
        judged = judged.filter(judges__person=user.person_id)
    for contest in judged:
        sheets = counted_sheets(contest)
        own = sum(sheet.judge.person_id == user.person_id and sheet.sent_at is None for sheet in sheets)
        if own:
            yield _task("judge", contest, f"còn {own} phiếu chưa gửi")
        if can_manage(user, contest, at) and all(sheet.sent_at for sheet in sheets):
            yield _task("count", contest, "")
    if may(user, "contest.manage", on=today):
        is_due = Q(state=ContestState.OPEN, closes_on__lt=today) | Q(state__in=(ContestState.RESULT, ContestState.DRAFT))
        for contest in seen.filter(is_due):
            until = f"nhận bài đến {contest.closes_on:%d/%m/%Y}" if contest.state == ContestState.OPEN else ""
            yield _task(STEPS[ContestState(contest.state)], contest, until)


def _task(name: str, contest: Contest, detail: str) -> Task:
    told, state = detail or contest.get_kind_display(), (contest.state, contest.get_state_display())
    due = contest.closes_on if name == "begin" else None
    return Task(URGES[name], contest.name, told, contest.get_absolute_url(), *state, due=due)
