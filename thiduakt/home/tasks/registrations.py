"""What registering for the year asks of each: the own word first, then the lists, then the whole."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.enums import RoundState
from campaigns.registrations.flows import ROUND_FLOW
from campaigns.registrations.models import GroupList, Registration, Round
from campaigns.registrations.policies import Holder, reaches_team, why_shut, writes_for
from thiduakt.school.models import User

from .task import Task

URGES = {
    "accept": "Xác nhận bản đăng ký nhập thay",
    "mend": "Sửa bản đăng ký được trả lại",
    "confirm": "Xác nhận danh sách đăng ký của trường",
    "close": "Khóa đợt đăng ký đã hết hạn",
    "lock": "Tổng hợp, chốt đăng ký của tổ",
    "send": "Đăng ký thi đua",
    "send_group": "Đăng ký thi đua của tổ",
    "send_school": "Đăng ký thi đua của trường",
    "open": "Mở đợt đăng ký thi đua",
}


def registration_tasks(user: User, at: datetime) -> Iterator[Task]:
    seen = Round.objects.visible_to(user, timezone.localdate(at)).exclude(state=RoundState.CONFIRMED)
    rounds = list(seen.prefetch_related("extensions"))
    if not rounds:
        return
    yield from _own_tasks(user, rounds, at)
    yield from _list_tasks(user, rounds, at)
    for turn in rounds:
        for move in ROUND_FLOW.open_to(user, turn, at):
            if move.name != "close" or turn.is_over(at):
                until, state = f"hạn chót hết ngày {turn.closes_on:%d/%m/%Y}", (turn.state, turn.get_state_display())
                route = "confirm" if move.name == "confirm" else "round"
                url = reverse(f"registrations:{route}", args=[turn.pk])
                due = {"open": turn.opens_on, "close": turn.closes_on}.get(move.name)
                yield Task(URGES[move.name], turn.name, until, url, *state, due=due)


def _own_tasks(user: User, rounds: list[Round], at: datetime) -> Iterator[Task]:
    """To answer what was entered for one, to mend what came back, to register at all while there is time."""
    for holder, urge, route in _holders(user, at):
        held = Registration.objects.of(holder).filter(round__in=rounds).standing().select_related("person")
        known = {one.round_id: one for one in held}
        for turn in rounds:
            one = known.get(turn.pk)
            if turn.state == RoundState.DRAFT or (one and one.state not in S.WRITTEN):
                continue
            if why_shut(turn, holder, user.group_id, at, one):
                continue
            mine = {S.ASKED: "accept", S.RETURNED: "mend"}.get(S(one.state), urge) if one else urge
            yield _own_task(mine, turn, one, route)


def _own_task(urge: str, turn: Round, one: Registration | None, route: Callable[[int], str]) -> Task:
    url = one.get_absolute_url() if one else route(turn.pk)
    until = one.returned_until if one and one.state == S.RETURNED else turn.closes_on
    state, label = (one.state, one.get_state_display()) if one else (turn.state, turn.get_state_display())
    return Task(URGES[urge], turn.name, f"hạn chót hết ngày {until:%d/%m/%Y}", url, state, label, due=until)


def _holders(user: User, at: datetime) -> Iterator[tuple[Holder, str, Callable[[int], str]]]:
    """For whom this person speaks, and the page of a round where it is written: oneself, the tổ, the school."""
    if writes_for(user, user.person, at):
        yield user.person, "send", lambda turn: reverse("registrations:write_own", args=[turn])
    if (group := user.person.group) and writes_for(user, group, at):
        yield group, "send_group", lambda turn: reverse("registrations:write_group", args=[turn, group.pk])
    if writes_for(user, user.school, at):
        yield user.school, "send_school", lambda turn: reverse("registrations:write_school", args=[turn])


def _list_tasks(user: User, rounds: list[Round], at: datetime) -> Iterator[Task]:
    """Of the own tổ: what was sent and is not in the locked list yet."""
    if not user.group_id or not reaches_team(user, user.group_id, at):
        return
    sent = Count(
        "round__registrations", filter=Q(round__registrations__state=S.SENT, round__registrations__team=user.group_id)
    )
    lists = GroupList.objects.filter(round__in=rounds, group=user.group_id).annotate(sent=sent).filter(sent__gt=0)
    for row in lists.select_related("round", "group"):
        detail, state = f"{row.group}: {row.sent} bản đã gửi, chưa chốt", (row.state, row.get_state_display())
        yield Task(URGES["lock"], row.round.name, detail, row.get_absolute_url(), *state, due=row.round.closes_on)
