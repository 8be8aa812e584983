"""Đợt chấm sáng kiến: setting one up, its council, its steps, and which solutions are judged in it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.councils.enums import SeatFunction
from nominations.councils.models import Council
from nominations.councils.queries import seats_on
from nominations.judging.enums import Duty, RoundState
from nominations.judging.flows import ROUND_FLOW, SOLUTION_FLOW
from nominations.judging.models import Entry, Judge, Round, Sheet
from nominations.judging.policies import can_manage
from nominations.judging.queries import barred_pairs, waiting_solutions
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, lock_all, perform, refuse_stale

from .concluding import refuse_solutions
from .telling import tell_authors, tell_if_all_in

FIELDS = (
    "year", "name", "body", "council", "criteria_set", "opens_on", "closes_on", "agreement", "counts_closed_out",
    "appeal_days",
)  # fmt: skip


@transaction.atomic
def add_round(values: Mapping[str, Any], *, actor: User, at: datetime) -> Round:
    require(actor, "judging.manage", on=timezone.localdate(at))
    turn = Round(school_id=actor.school_id, created_by_id=actor.person_id)
    _write(turn, values)
    record(actor=actor, verb="judging_round.add", target=turn, at=at)
    return turn


@transaction.atomic
def save_round(turn: Round, values: Mapping[str, Any], *, version: int, actor: User, at: datetime) -> Round:
    """Store a draft as it was changed since `version`."""
    stored = _held(turn, actor, at, RoundState.EDITABLE)
    refuse_stale(stored, version)
    stored.version += 1
    _write(stored, values)
    record(actor=actor, verb="judging_round.edit", target=stored, at=at)
    return stored


@transaction.atomic
def discard_round(turn: Round, *, actor: User, at: datetime) -> None:
    stored = _held(turn, actor, at, RoundState.EDITABLE)
    record(actor=actor, verb="judging_round.discard", target=stored, at=at)
    stored.delete()


@transaction.atomic
def extend(turn: Round, until: date, *, reason: str, actor: User, at: datetime) -> Round:
    """Gia hạn gửi phiếu chấm, while it is judged."""
    stored = _held(turn, actor, at, (RoundState.OPEN,))
    if until <= stored.closes_on or until < timezone.localdate(at):
        raise ValidationError({"until": f"Hạn mới phải sau ngày {stored.closes_on:%d/%m/%Y} và không trước hôm nay."})
    told = one_line(reason)
    if not told:
        raise ValidationError({"reason": "Thầy/cô cần ghi rõ lý do."})
    before, stored.closes_on = stored.closes_on, until
    stored.version += 1
    stored.save(update_fields=["closes_on", "version"])
    record(
        actor=actor, verb="judging_round.extend", target=stored, at=at, reason=told,
        changes={"hạn gửi phiếu": [before.isoformat(), until.isoformat()]},
    )  # fmt: skip
    return stored


@transaction.atomic
def invite(turn: Round, person: Person, duty: str, *, actor: User, at: datetime) -> Judge:
    """While it is judged, who is added is given every entry that this person may judge."""
    held = _held(turn, actor, at, RoundState.WITH_JUDGES)
    if person.school_id != held.school_id or not person.is_at_work(timezone.localdate(at)):
        raise PermissionDenied
    judge = Judge(round=held, person=person, duty=duty)
    judge.full_clean()
    judge.save()
    record(
        actor=actor, verb="judging_round.invite", target=held, at=at,
        changes={"người chấm": str(person), "nhiệm vụ": judge.get_duty_display()},
    )  # fmt: skip
    if held.state == RoundState.OPEN:
        _hand_out(held, [judge])
        _ask_to_judge(held, [judge], actor=actor, at=at)
    return judge


@transaction.atomic
def release(judge: Judge, *, reason: str = "", actor: User, at: datetime) -> None:
    """Before judging begins the name is taken away; afterwards it stays with the reason, and the sheets do not count."""
    turn = _held(judge.round, actor, at, (*RoundState.WITH_JUDGES, *RoundState.WITH_RESULT))
    held = lock(judge)
    if held.excused_at:
        raise MoveRefusedError("Người này đã thôi chấm.")
    if turn.has_result and not (held.appeal and held.appeal.answered_at is None):
        raise MoveRefusedError("Đã tổng hợp điểm nên danh sách người chấm giữ nguyên.")
    told = {"người chấm": str(held)}
    if turn.state == RoundState.DRAFT:
        record(actor=actor, verb="judging_round.release", target=turn, at=at, changes=told)
        held.delete()
        return
    held.excused_at, held.excuse = at, one_line(reason)
    if not held.excuse:
        raise MoveRefusedError("Thầy/cô cần ghi rõ lý do.")
    held.full_clean()
    held.save()
    record(actor=actor, verb="judging_round.excuse", target=turn, at=at, changes=told, reason=held.excuse)
    tell_if_all_in(turn, actor=actor, at=at)


@transaction.atomic
def take_step(turn: Round, action: str, *, actor: User, at: datetime) -> Round:
    """What becomes of solutions and sheets goes with the step."""

    def settle(locked: Round) -> dict[str, Any]:
        if action == "open":
            if refused := too_early(locked, at):
                raise MoveRefusedError(refused)
            _take_up(locked, actor=actor, at=at)
            _hand_out(locked, list(locked.judges.all()))
            _refuse_lonely(locked)
        if action == "count":
            _set_aside(locked)
        if action == "conclude":
            refuse_solutions(locked, actor=actor, at=at)
        return {"version": locked.version + 1, **({"concluded_on": timezone.localdate(at)} if action == "conclude" else {})}

    moved: Round = perform(ROUND_FLOW, turn, action, actor=actor, at=at, settle=settle)
    if action == "open":
        _ask_to_judge(moved, list(moved.judges.select_related("person")), actor=actor, at=at)
    if action == "conclude":
        tell_authors(moved, actor=actor, at=at)
    return moved


def too_early(turn: Round, at: datetime) -> list[str]:
    today = timezone.localdate(at)
    if today < turn.opens_on:
        return [f"Đợt chấm bắt đầu từ ngày {turn.opens_on:%d/%m/%Y}."]
    return [f"Hạn gửi phiếu chấm {turn.closes_on:%d/%m/%Y} đã qua."] if today > turn.closes_on else []


@transaction.atomic
def take_in(turn: Round, *, actor: User, at: datetime) -> int:
    """What was submitted since the round was opened; returns how many."""
    held = _held(turn, actor, at, (RoundState.OPEN,))
    count = _take_up(held, actor=actor, at=at)
    if not count:
        raise MoveRefusedError("Không có giải pháp nào mới nộp.")
    _hand_out(held, list(held.judges.filter(excused_at__isnull=True)))
    _refuse_lonely(held)
    record(actor=actor, verb="judging_round.take_in", target=held, at=at, changes={"số giải pháp": count})
    return count


@transaction.atomic
def put_back(entry: Entry, *, reason: str, actor: User, at: datetime) -> None:
    """Out of the round, as long as nobody has sent a sheet about it: what was sent stands."""
    turn = _held(entry.round, actor, at, (RoundState.OPEN,))
    held: Entry = lock(entry)
    if held.sheets.filter(sent_at__isnull=False).exists():
        raise MoveRefusedError("Đã có người gửi phiếu chấm giải pháp này nên không đưa ra khỏi đợt chấm được.")
    solution = held.solution
    held.delete()
    perform(SOLUTION_FLOW, solution, "put_back", reason=reason, actor=actor, at=at)
    record(actor=actor, verb="judging_round.put_back", target=turn, at=at, reason=one_line(reason))
    tell_if_all_in(turn, actor=actor, at=at)


def _hand_out(turn: Round, judges: Sequence[Judge]) -> None:
    """A sheet for each entry that the judge may judge and has none of."""
    closed, entries = barred_pairs(turn), list(turn.entries.values_list("pk", flat=True))
    known = set(Sheet.objects.filter(judge__round=turn).values_list("judge", "entry"))
    Sheet.objects.bulk_create(
        Sheet(judge=judge, entry_id=entry)
        for judge in judges
        for entry in entries
        if (judge.pk, entry) not in closed and (judge.pk, entry) not in known
    )


def _set_aside(turn: Round) -> None:
    """Of the sheets given so far those of kin, so that what is declared later changes no result."""
    for judge, entry in barred_pairs(turn):
        Sheet.objects.filter(judge=judge, entry=entry).update(is_barred=True)


def _ask_to_judge(turn: Round, judges: Sequence[Judge], *, actor: User, at: datetime) -> None:
    notify(
        [judge.person for judge in judges], kind=NoticeKind.SOLUTION_TO_JUDGE,
        subject=f"Mời chấm sáng kiến, hạn gửi phiếu {turn.closes_on:%d/%m/%Y}: {turn}",
        url=turn.get_absolute_url(), school_id=turn.school_id, actor=actor, at=at,
    )  # fmt: skip


def _take_up(turn: Round, *, actor: User, at: datetime) -> int:
    solutions = lock_all(waiting_solutions(turn))
    for solution in solutions:
        perform(SOLUTION_FLOW, solution, "take_up", actor=actor, at=at)
    Entry.objects.bulk_create(Entry(round=turn, solution=solution) for solution in solutions)
    return len(solutions)


def _refuse_lonely(turn: Round) -> None:
    if turn.entries.exclude(pk__in=Sheet.objects.filter(judge__round=turn).values("entry")).exists():
        raise MoveRefusedError(
            "Có giải pháp mà mọi người chấm đều là tác giả hoặc người thân của tác giả. Thầy/cô mời thêm người chấm."
        )


def _held(turn: Round, actor: User, at: datetime, states: tuple[str, ...]) -> Round:
    stored: Round = hold(turn, can_manage, actor=actor, at=at)
    if stored.state not in states:
        raise MoveRefusedError(f"Đợt chấm đang ở trạng thái “{stored.get_state_display()}”, không làm được việc này.")
    return stored


def _write(turn: Round, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(turn, name, values.get(name) if name == "body" else values[name])
    if any(row and row.school_id != turn.school_id for row in (turn.criteria_set, turn.body)):
        raise PermissionDenied
    turn.full_clean(exclude=["search_key"])
    turn.save()
    if turn.body and not turn.judges.exists():
        Judge.objects.bulk_create(_judges_of(turn, turn.body))


def _judges_of(turn: Round, body: Council) -> Iterator[Judge]:
    """Its members on the first day, of those who work at the school; they can be changed like any others."""
    duties = {SeatFunction.CHAIR: Duty.CHAIR, SeatFunction.SECRETARY: Duty.SECRETARY}
    for seat in seats_on(body, max(turn.opens_on, body.begins_on or turn.opens_on)):
        if seat.person:
            yield Judge(round=turn, person=seat.person, duty=duties.get(SeatFunction(seat.function), Duty.MEMBER))
