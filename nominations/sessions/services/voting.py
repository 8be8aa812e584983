"""Biểu quyết một mục: what absent members wrote, what was counted in the room or in a sealed poll, and what it came to."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from nominations.ballots.enums import PollState
from nominations.ballots.manifest import LEAST_ELECTORS, Candidate
from nominations.ballots.models import Poll
from nominations.ballots.queries import missing_of
from nominations.ballots.services.preparing import discard_poll, prepare_poll
from nominations.dossiers.services.road import award, long_enough, refuse
from nominations.sessions.counting import faults_of
from nominations.sessions.enums import Manner, Presence
from nominations.sessions.models import CouncilSession, Item, ItemVote, WrittenOpinion
from nominations.sessions.models.votes import COUNTS
from nominations.sessions.policies import can_conclude, can_count, can_keep
from nominations.sessions.queries import (
    attendances_of,
    barred_from,
    is_concluded,
    outcome_now,
    room_of,
    taken,
    turnout_of,
    vote_of,
)
from thiduakt.audit.services import record
from thiduakt.school.models import User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, hold, lock

CONCLUDED = "Mục này đã kết luận nên giữ nguyên."
BY_HANDS = "Danh hiệu này phải bỏ phiếu, không biểu quyết giơ tay được."
Allowed = Callable[[User, Item, datetime], bool]


@transaction.atomic
def write_discussion(item: Item, text: str, *, actor: User, at: datetime) -> Item:
    held = _held(item, can_count, actor, at)
    held.discussion = nfc(text).strip()
    held.clean_fields(exclude=["session", "dossier"])
    held.save(update_fields=["discussion"])
    record(actor=actor, verb="session.discuss", target=held.session, at=at, changes={"mục": held.pk})
    return held


@transaction.atomic
def write_opinions(item: Item, told: Mapping[int, bool | None], *, actor: User, at: datetime) -> Item:
    """Of absent members who sent theirs: by the key of the seat, None for whoever says neither yes nor no."""
    held = _held(item, can_count, actor, at)
    attendances = attendances_of(held.session)
    out = {one.seat_id for one in held.conflicts.all() if one.is_out}
    may = {one.seat_id for one in attendances if one.presence == Presence.WRITTEN} - out
    if not set(told) <= may:
        raise PermissionDenied
    held.opinions.all().delete()
    WrittenOpinion.objects.bulk_create(WrittenOpinion(item=held, seat_id=key, agrees=told[key]) for key in sorted(told))
    record(
        actor=actor, verb="session.opinions", target=held.session, at=at, changes={"mục": held.pk, "số ý kiến": len(told)}
    )
    return held


@transaction.atomic
def enter_counts(item: Item, manner: str, counts: Mapping[str, int], *, actor: User, at: datetime) -> ItemVote:
    """By show of hands, or of paper ballots; paper stands once somebody else has counted the same."""
    held = _held(item, can_count, actor, at)
    if manner not in {Manner.HANDS, Manner.PAPER}:
        raise ValidationError({"manner": "Thầy/cô chọn giơ tay hoặc phiếu giấy."})
    if held.is_ballot_due and manner == Manner.HANDS:
        raise ValidationError({"manner": BY_HANDS})
    vote = vote_of(held) or ItemVote(item=held)
    if vote.poll and vote.poll.state != PollState.VOID:
        raise MoveRefusedError("Mục này đang bỏ phiếu kín trên hệ thống. Muốn bỏ phiếu giấy thì hủy cuộc bỏ phiếu ấy trước.")
    vote.manner, vote.poll, vote.entered_by, vote.checked_by = manner, None, actor, None
    for name in COUNTS:
        setattr(vote, name, counts.get(name, 0))
    if manner == Manner.HANDS:
        vote.invalid = vote.handed_out = vote.collected = 0
    _refuse_faults(held, vote)
    vote.full_clean(exclude=["item"])
    vote.save()
    record(actor=actor, verb="session.count", target=held.session, at=at, changes={"mục": held.pk, "cách": vote.manner})
    return vote


@transaction.atomic
def check_counts(item: Item, counts: Mapping[str, int], *, actor: User, at: datetime) -> ItemVote:
    """A second person counts the paper anew, and types what was found."""
    held = _held(item, can_count, actor, at)
    vote = vote_of(held)
    if vote is None or vote.manner != Manner.PAPER or vote.count is None:
        raise MoveRefusedError("Chưa có kết quả phiếu giấy để nhập lại.")
    if vote.entered_by_id == actor.pk:
        raise MoveRefusedError("Người thứ hai nhập lại kết quả phiếu giấy, không phải người đã nhập lần đầu.")
    tellers = _tellers_of(held)
    if tellers and not tellers & {actor.person_id, vote.entered_by.person_id if vote.entered_by else None}:
        raise MoveRefusedError("Một trong hai người đếm phiếu giấy phải là người trong ban kiểm phiếu.")
    if any(getattr(vote, name) != counts.get(name, 0) for name in COUNTS):
        raise ValidationError("Số vừa nhập khác số người thứ nhất đã nhập. Hai thầy/cô đếm lại phiếu rồi cùng nhập lại.")
    vote.checked_by = actor
    vote.save(update_fields=["checked_by"])
    record(actor=actor, verb="session.check_count", target=held.session, at=at, changes={"mục": held.pk})
    return vote


@transaction.atomic
def begin_poll(session: CouncilSession, items: Collection[Item], *, actor: User, at: datetime) -> Poll:
    """One sealed poll for several items: those who are there vote, each on what they take part in."""
    stored: CouncilSession = hold(session, can_keep, actor=actor, at=at)
    if not stored.is_open:
        raise MoveRefusedError("Phiên họp chưa khai mạc hoặc đã kết thúc.")
    if not items:
        raise ValidationError({"items": "Thầy/cô chọn ít nhất một hồ sơ để bỏ phiếu kín."})
    voted = [_fresh(one) for one in sorted(items, key=lambda one: one.position)]
    for item in voted:
        if item.session_id != stored.pk or item.dossier is None:
            raise PermissionDenied
        _refuse_begun(item)
    people = [one.seat.person for one in attendances_of(stored) if one.is_present and one.seat.person]
    if stored.chair is None or stored.secretary is None or not stored.chair.person or not stored.secretary.person:
        raise MoveRefusedError("Bỏ phiếu kín cần người điều hành và thư ký là viên chức của trường.")
    poll = prepare_poll(
        f"{stored.title} ({stored})",
        candidates=[Candidate(str(one.pk), str(one.dossier), item_rule(one)) for one in voted],
        electors=people,
        recusals=[(person, str(key)) for person, key in sorted(barred_from(voted))],
        chair=stored.chair.person, secretary=stored.secretary.person,
        tellers=[seat.person for seat in stored.tellers.select_related("person") if seat.person],
        rule="; ".join(dict.fromkeys(item_rule(one) for one in voted)), school_id=stored.school_id,
        least=max(LEAST_ELECTORS, turnout_of(stored, attendances_of(stored)).needed), actor=actor, at=at,
    )  # fmt: skip
    if missing := missing_of(poll):
        raise MoveRefusedError(missing)
    stored.polls.add(poll)
    for item in voted:
        ItemVote.objects.filter(item=item).delete()
        ItemVote.objects.create(item=item, manner=Manner.SECRET, poll=poll, entered_by=actor)
    record(
        actor=actor, verb="session.poll", target=stored, at=at, changes={"cuộc bỏ phiếu": poll.pk, "số hồ sơ": len(voted)}
    )
    return poll


@transaction.atomic
def drop_poll(item: Item, *, actor: User, at: datetime) -> None:
    """Bỏ cuộc bỏ phiếu chưa mở, hoặc đã hủy: its items are voted on in another way."""
    stored: CouncilSession = hold(item.session, can_keep, actor=actor, at=at)
    vote = vote_of(_fresh(item))
    if vote is None or vote.poll is None or vote.is_passed is not None:
        raise MoveRefusedError("Mục này không có cuộc bỏ phiếu kín nào để bỏ.")
    poll = vote.poll
    ItemVote.objects.filter(poll=poll, is_passed__isnull=True).delete()
    if poll.state != PollState.VOID:
        discard_poll(poll, actor=actor, at=at)
    record(actor=actor, verb="session.drop_poll", target=stored, at=at, changes={"cuộc bỏ phiếu": poll.pk})


@transaction.atomic
def conclude(item: Item, *, reason: str = "", actor: User, at: datetime) -> ItemVote:
    """Once and for good. The dossier is awarded, or refused with the reason that its holder reads."""
    held = _held(item, can_conclude, actor, at)
    vote = vote_of(held)
    if held.dossier is None or vote is None:
        raise MoveRefusedError("Mục này chưa biểu quyết.")
    vote = taken(held, vote)
    if not vote.is_checked:
        raise MoveRefusedError("Kết quả phiếu giấy phải có người thứ hai nhập lại rồi mới kết luận.")
    room = room_of(held, attendances_of(held.session))
    _refuse_faults(held, vote)
    outcome = outcome_now(held, vote, room)
    if outcome is None:
        raise MoveRefusedError("Không có phiếu nào để tính tỷ lệ.")
    told = nfc(reason).strip()
    if not outcome.has_passed:
        told = long_enough(told, "Thầy/cô ghi rõ lý do hội đồng không đề nghị")
    vote.voters = sealed_for(held, vote.poll) if vote.poll else room.voters
    vote.written, vote.written_agreed = room.written, room.written_agreed
    vote.needed, vote.counted_of, vote.is_passed = outcome.needed, outcome.counted_of, outcome.has_passed
    vote.full_clean(exclude=["item"])
    vote.save()
    if outcome.has_passed:
        award(held.dossier, actor=actor, at=at)
    else:
        refuse(held.dossier, reason=f"{outcome.line}. {told}", actor=actor, at=at)
    record(
        actor=actor, verb="session.conclude", target=held.session, at=at, changes={"mục": held.pk, "kết quả": outcome.line}
    )
    return vote


def item_rule(item: Item) -> str:
    """“từ 80% tổng số thành viên hội đồng (NĐ 98/2023/NĐ-CP, Điều 30.7)”."""
    return f"{item.rule_told} ({item.basis})"


def sealed_for(item: Item, poll: Poll) -> int:
    """How many could vote on it in the poll: who came into the room after it was opened could not."""
    content = poll.content
    line = next(one for one in content.candidates if one.key == str(item.pk))
    return content.voters_on(line, content.electors)


def _tellers_of(item: Item) -> set[int]:
    """Who of those chosen to count may count this item, by person."""
    out = {one.seat_id for one in item.conflicts.all()}
    return {seat.person_id for seat in item.session.tellers.exclude(pk__in=out) if seat.person_id}


def _held(item: Item, allowed: Allowed, actor: User, at: datetime) -> Item:
    """With its session locked: what is voted, and who is there, come one after the other."""
    session = lock(item.session)
    held = _fresh(item)
    if not allowed(actor, held, at):
        raise PermissionDenied
    if not session.is_open:
        raise MoveRefusedError(f"Phiên họp {session.get_state_display()}, không biểu quyết được.")
    if is_concluded(held):
        raise MoveRefusedError(CONCLUDED)
    return held


def _fresh(item: Item) -> Item:
    found = Item.objects.select_related("session__council", "dossier__review", "vote__poll")
    return found.prefetch_related("conflicts__seat", "opinions").get(pk=item.pk)


def _refuse_begun(item: Item) -> None:
    vote = vote_of(item)
    if vote is None or (vote.poll and vote.poll.state == PollState.VOID):
        return
    if vote.has_begun:
        raise MoveRefusedError(f"“{item}” đã biểu quyết hoặc đang bỏ phiếu.")


def _refuse_faults(item: Item, vote: ItemVote) -> None:
    """A sealed poll has its own frozen list of voters."""
    if vote.poll or vote.count is None:
        return
    room = room_of(item, attendances_of(item.session))
    if faults := faults_of(vote.count, Manner(vote.manner), room.voters):
        raise ValidationError(faults)
