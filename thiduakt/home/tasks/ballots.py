"""What secret votes ask of somebody: to vote, to open, to count, to confirm what was counted."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from nominations.ballots.enums import PollState as S
from nominations.ballots.models import Poll
from nominations.ballots.policies import can_conduct
from nominations.ballots.queries import has_voted, participation
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {"vote": "Bỏ phiếu kín", "open": "Mở hòm phiếu", "count": "Kiểm phiếu", "confirm": "Xác nhận kết quả bỏ phiếu"}


def ballot_tasks(user: User, at: datetime) -> Iterator[Task]:
    today = timezone.localdate(at)
    if not may(user, "ballot.vote", on=today):
        return
    waiting = Poll.objects.visible_to(user, today).filter(state__in=(S.DRAFT, S.OPEN, S.CLOSED, S.COUNTED))
    for poll in waiting.prefetch_related("tellers", "confirmed_by"):
        state = poll.state, poll.get_state_display()
        told = f"{participation(poll)} người đã bỏ phiếu"
        if poll.state == S.OPEN and user.person_id in poll.content.electors and not has_voted(poll, user.person_id):
            yield Task(URGES["vote"], str(poll), told, reverse("ballots:card", args=[poll.pk]), *state)
        if can_conduct(user, poll, at) and (urge := _step(poll, user.person_id)):
            yield Task(URGES[urge], str(poll), told, poll.get_absolute_url(), *state)


def _step(poll: Poll, person_id: int) -> str:
    """Which step waits for this official; who has confirmed it already waits for others."""
    if poll.state == S.DRAFT:
        return "open" if poll.opening_by_id != person_id else ""
    if poll.state == S.CLOSED or (poll.state == S.OPEN and poll.is_full):
        return "count" if poll.counting_by_id != person_id else ""
    confirmed = {person.pk for person in poll.confirmed_by.all()}
    return "confirm" if poll.state == S.COUNTED and person_id not in confirmed else ""
