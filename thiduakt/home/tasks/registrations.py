"""What registering for the year asks of each: the own word first, then the lists, then the whole."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.registrations.enums import RegistrationState as S
from campaigns.registrations.enums import RoundState
from campaigns.registrations.flows import ROUND_FLOW
from campaigns.registrations.models import GroupList, Registration, Round
from campaigns.registrations.policies import reaches_team, why_shut
from thiduakt.permissions import may
from thiduakt.school.models import User

from .task import Task

URGES = {
    "accept": "Xác nhận bản đăng ký nhập thay",
    "mend": "Sửa bản đăng ký được trả lại",
    "confirm": "Xác nhận danh sách đăng ký của trường",
    "close": "Khóa đợt đăng ký đã hết hạn",
    "lock": "Tổng hợp, chốt đăng ký của tổ",
    "send": "Đăng ký thi đua",
    "open": "Mở đợt đăng ký thi đua",
}


def registration_tasks(user: User, at: datetime) -> Iterator[Task]:
    rounds = list(Round.objects.visible_to(user, timezone.localdate(at)).exclude(state=RoundState.CONFIRMED))
    if not rounds:
        return
    yield from _own_tasks(user, rounds, at)
    yield from _list_tasks(user, rounds, at)
    for turn in rounds:
        for move in ROUND_FLOW.open_to(user, turn, at):
            if move.name != "close" or turn.is_over(at):
                until = f"hạn chót hết ngày {turn.closes_on:%d/%m/%Y}"
                route = "confirm" if move.name == "confirm" else "round"
                url = reverse(f"registrations:{route}", args=[turn.pk])
                yield Task(URGES[move.name], turn.name, until, url, turn.state, turn.get_state_display())


def _own_tasks(user: User, rounds: list[Round], at: datetime) -> Iterator[Task]:
    """To answer what was entered for one, to mend what came back, to register at all while there is time."""
    if not may(user, "registration.own", on=timezone.localdate(at)):
        return
    held = Registration.objects.filter(person=user.person_id, round__in=rounds).standing().select_related("person")
    known = {one.round_id: one for one in held.prefetch_related("round__extensions")}
    for turn in rounds:
        one = known.get(turn.pk)
        if turn.state == RoundState.DRAFT or (one and one.state not in S.WRITTEN):
            continue
        if why_shut(turn, user.person, user.group_id, at, one):
            continue
        urge = {S.ASKED: "accept", S.RETURNED: "mend"}.get(S(one.state), "send") if one else "send"
        url = one.get_absolute_url() if one else reverse("registrations:write_own", args=[turn.pk])
        until = one.returned_until if one and one.state == S.RETURNED else turn.closes_on
        state, label = (one.state, one.get_state_display()) if one else (turn.state, turn.get_state_display())
        yield Task(URGES[urge], turn.name, f"hạn chót hết ngày {until:%d/%m/%Y}", url, state, label)


def _list_tasks(user: User, rounds: list[Round], at: datetime) -> Iterator[Task]:
    """Of the own tổ: what was sent and is not in the locked list yet."""
    if not user.group_id or not reaches_team(user, user.group_id, at):
        return
    sent = Count(
        "round__registrations", filter=Q(round__registrations__state=S.SENT, round__registrations__team=user.group_id)
    )
    lists = GroupList.objects.filter(round__in=rounds, group=user.group_id).annotate(sent=sent).filter(sent__gt=0)
    for row in lists.select_related("round", "group"):
        detail = f"{row.group}: {row.sent} bản đã gửi, chưa chốt"
        yield Task(URGES["lock"], row.round.name, detail, row.get_absolute_url(), row.state, row.get_state_display())
