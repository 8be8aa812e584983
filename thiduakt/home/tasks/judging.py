"""What judging asks of somebody: to mark what they were given; of whoever sets it up or concludes it the next step."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from nominations.judging.enums import AppealState, RoundState
from nominations.judging.models import Appeal, Round
from nominations.judging.policies import can_answer, can_manage, can_recognise
from nominations.judging.queries import counted_sheets, undecided
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "judge": "Chấm sáng kiến",
    "answer": "Trả lời đề nghị xem xét lại",
    "count": "Mọi phiếu chấm đã gửi, tổng hợp điểm sáng kiến",
    "rule": "Kết luận công nhận sáng kiến",
    "decide": "Lập quyết định công nhận sáng kiến",
}


def judging_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "judging.judge", on=today):
        return
    seen = Round.objects.visible_to(user, today)
    for turn in seen.filter(state__in=[RoundState.OPEN, RoundState.COUNTED, RoundState.CONCLUDED]):
        if turn.state != RoundState.COUNTED:
            yield from _of_round(turn, user, at)
        elif can_recognise(user, turn, at):
            yield _task("rule", turn, "")
    if may(user, "judging.recognise", on=today):
        waiting = Appeal.objects.visible_to(user, today).filter(state__in=AppealState.OPEN)
        for appeal in waiting.select_related("entry__round", "entry__solution"):
            if can_answer(user, appeal, at):
                yield Task(
                    URGES["answer"], str(appeal.entry), f"gửi {timezone.localtime(appeal.sent_at):%d/%m/%Y}",
                    appeal.get_absolute_url(), appeal.state, appeal.get_state_display(),
                )  # fmt: skip


def _of_round(turn: Round, user: User, at: datetime) -> Iterator[Task]:
    is_judged = turn.state == RoundState.OPEN
    manages = can_manage(user, turn, at)
    if is_judged or turn.judges.filter(appeal__state=AppealState.REJUDGED, person=user.person_id).exists():
        sheets = counted_sheets(turn)
        own = sum(one.is_open and one.judge.person_id == user.person_id and one.sent_at is None for one in sheets)
        if own:
            yield _task("judge", turn, f"còn {own} phiếu chưa gửi")
        if is_judged and manages and sheets and all(one.sent_at for one in sheets):
            yield _task("count", turn, f"hạn gửi phiếu {turn.closes_on:%d/%m/%Y}")
    if is_judged:
        return
    if manages and undecided(turn).exists():
        yield _task("decide", turn, "")


def _task(name: str, turn: Round, detail: str) -> Task:
    told, state = detail or f"năm học {turn.year_name}", (turn.state, turn.get_state_display())
    due = turn.closes_on if name == "judge" and turn.state == RoundState.OPEN else None
    return Task(URGES[name], turn.name, told, turn.get_absolute_url(), *state, due=due)
