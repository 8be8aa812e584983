"""What solutions ask of somebody: the own word as a co-author, to mend what came back, to confirm a trial, to look at what
reads alike."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.likeness import NAME_ALIKE, TO_EXPLAIN
from nominations.initiatives.models import Author, Match, Solution, Trial
from nominations.initiatives.policies import can_confirm_trial, is_close
from thiduakt.permissions import Scope, may, scopes
from thiduakt.school.models import User

from .task import Task

URGES = {
    "mend": "Bổ sung giải pháp được trả lại",
    "answer": "Xác nhận đồng tác giả sáng kiến",
    "confirm": "Xác nhận áp dụng thử sáng kiến",
    "review": "Xem xét chỗ giống của sáng kiến",
}
MOST = 20  # of each kind: whoever has more to do finds the rest on the list


def initiative_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if may(user, "solution.own", on=today):
        yield from _own(user)
    if user.group_id and Scope.GROUP in scopes(user, "solution.view", today):
        yield from _of_the_team(user, at)
    if may(user, "solution.manage", on=today):
        yield from _alike(user)


def _own(user: User) -> Iterator[Task]:
    for one in Solution.objects.filter(person=user.person_id, state=S.RETURNED)[:MOST]:
        yield _task("mend", one, f"hạn hết ngày {one.returned_until:%d/%m/%Y}", due=one.returned_until)
    asked = Author.objects.filter(person=user.person_id, confirmed_at__isnull=True, declined_at__isnull=True)
    for author in asked.filter(solution__state__in=S.WRITTEN).select_related("solution__person")[:MOST]:
        yield _task("answer", author.solution, f"{author.share}%, chủ trì: {author.solution.person}")


def _of_the_team(user: User, at: datetime) -> Iterator[Task]:
    waiting = Trial.objects.filter(confirmed_at__isnull=True, solution__state__in=S.WRITTEN, solution__group=user.group_id)
    for trial in waiting.select_related("solution", "school_class", "group")[:MOST]:
        if can_confirm_trial(user, trial.solution, at):
            yield _task("confirm", trial.solution, trial.where, f"#ap-dung-{trial.pk}")


def _alike(user: User) -> Iterator[Task]:
    alike = Q(text_share__gte=TO_EXPLAIN) | Q(name_share__gte=NAME_ALIKE)
    waiting = Match.objects.filter(alike, reviewed_at__isnull=True, solution__school=user.school_id)
    waiting = waiting.filter(solution__state__in=(S.SUBMITTED, S.IN_JUDGING)).select_related("solution")
    told: set[int] = set()
    for match in waiting.order_by("pk")[:MOST]:
        if match.solution_id not in told and not is_close(user.person_id, match.solution):
            told.add(match.solution_id)
            url = reverse("initiatives:likeness", args=[match.solution_id])
            yield Task(
                URGES["review"], match.solution.name, f"giống {match.share}%", url, match.solution.state,
                match.solution.get_state_display(),
            )  # fmt: skip


def _task(name: str, solution: Solution, detail: str, place: str = "", due: date | None = None) -> Task:
    url, state = f"{solution.get_absolute_url()}{place}", (solution.state, solution.get_state_display())
    return Task(URGES[name], solution.name, detail, url, *state, due=due)
