"""Whom this room tells what. None of it says what anybody gave."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from nominations.judging.enums import RoundState
from nominations.judging.models import Appeal, Entry, Round
from nominations.judging.queries import counted_sheets
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import RULES, Scope
from thiduakt.school.models import Person, User
from thiduakt.school.queries import holders


def tell_authors(turn: Round, *, actor: User, at: datetime) -> None:
    entries = turn.entries.select_related("solution").prefetch_related("solution__authors__person")
    for entry in entries:
        tell_authors_of(entry, actor=actor, at=at)


def tell_authors_of(entry: Entry, *, actor: User, at: datetime) -> None:
    people = [author.person for author in entry.solution.authors.all() if author.person]
    _tell(people, NoticeKind.SOLUTION_RESULT, f"Kết quả chấm sáng kiến: {entry}", entry.round, actor=actor, at=at)


def tell_decided(entries: Iterable[Entry], told: str, *, actor: User, at: datetime) -> None:
    """To the authors: what a decision has brought about."""
    for entry in entries:
        people = [author.person for author in entry.solution.authors.select_related("person") if author.person]
        _tell(people, NoticeKind.SOLUTION_RESULT, f"{told}: {entry}", entry.round, actor=actor, at=at)


def tell_if_all_in(turn: Round, *, actor: User, at: datetime) -> None:
    """Where nothing is waited for any more, before its last day or on it: whoever sets rounds up goes on."""
    sheets = counted_sheets(turn) if turn.state == RoundState.OPEN else []
    if not sheets or not all(one.sent_at for one in sheets):
        return
    subject = f"Đã đủ phiếu chấm, tổng hợp điểm được ngay: {turn}"
    _tell(_holders(turn, "judging.manage", at), NoticeKind.SOLUTION_ALL_JUDGED, subject, turn, actor=actor, at=at)


def tell_appeal(appeal: Appeal, *, actor: User, at: datetime) -> None:
    turn = appeal.entry.round
    people = _holders(turn, "judging.recognise", at)
    subject = f"Đề nghị xem xét lại kết quả chấm: {appeal.entry}"
    _tell(people, NoticeKind.SOLUTION_APPEAL, subject, turn, url=appeal.get_absolute_url(), actor=actor, at=at)


def tell_answer(appeal: Appeal, *, actor: User, at: datetime) -> None:
    subject, turn = f"Trả lời đề nghị xem xét lại: {appeal.entry}", appeal.entry.round
    url = appeal.get_absolute_url()
    _tell([appeal.person], NoticeKind.SOLUTION_APPEAL_ANSWERED, subject, turn, url=url, actor=actor, at=at)


def _holders(turn: Round, rule: str, at: datetime) -> list[Person]:
    roles = {role for role, scope in RULES[rule].grants.items() if scope is Scope.SCHOOL}
    held = holders(turn.school_id, roles, timezone.localdate(at))
    return list({one.person_id: one.person for one in held}.values())


def _tell(
    people: Iterable[Person], kind: NoticeKind, subject: str, turn: Round, *, url: str = "", actor: User, at: datetime
) -> None:
    notify(
        people, kind=kind, subject=subject, url=url or turn.get_absolute_url(), school_id=turn.school_id, actor=actor, at=at
    )
