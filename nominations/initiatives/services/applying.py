"""Áp dụng thử, nhân rộng: where a solution was put to work, what came of it, and who confirms that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from nominations.initiatives.enums import Part
from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.flows import SOLUTION_FLOW
from nominations.initiatives.models import Replication, Solution, Trial
from nominations.initiatives.policies import can_confirm_trial, can_remove_replication, can_replicate, confirmers
from thiduakt.audit.services import record
from thiduakt.files.evidence import prepare
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Group, SchoolClass, User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import MoveRefusedError, StaleError, lock, perform

from .evidence import forget_all, keep
from .holding import hold_part, touched

MOST_FIGURES = 20
LONGEST_FIGURE = 100  # characters of each of its four values


@dataclass(frozen=True, slots=True)
class Figure:
    """One number before and after, as it is printed."""

    name: str
    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What is told of a trial. One of `school_class`, `group`, `place` says where."""

    starts_on: date
    ends_on: date | None = None
    school_class: SchoolClass | None = None
    group: Group | None = None
    place: str = ""
    figures: Sequence[Figure] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """`refusals`: a sentence for each file that was not kept; the rest was."""

    row: Trial | Replication
    refusals: list[str]


def add_trial(
    solution: Solution, tried: Tried, *, files: Iterable[File] = (), version: int, actor: User, at: datetime
) -> Kept:
    """The first one sets the solution going. The head of the tổ is asked to confirm it."""
    prepared, refusals = prepare(files)
    with transaction.atomic():
        held = hold_part(solution, Part.TRIALS, version=version, actor=actor, at=at)
        trial = Trial(solution=held)
        _write(trial, tried, timezone.localdate(at))
        if held.state == S.IDEA:
            held = perform(SOLUTION_FLOW, held, "try", actor=actor, at=at)
        refusals += keep(held, prepared, trial=trial, actor=actor, at=at)
        touched(held)
        record(actor=actor, verb="solution.add_trial", target=held, at=at, changes={"nơi áp dụng": trial.where})
        _ask_to_confirm(held, trial, actor, at)
    return Kept(trial, refusals)


def edit_trial(trial: Trial, tried: Tried, *, files: Iterable[File] = (), version: int, actor: User, at: datetime) -> Kept:
    """What was confirmed is to be confirmed anew. `version`: of the trial."""
    prepared, refusals = prepare(files)
    with transaction.atomic():
        held = hold_part(trial.solution, Part.TRIALS, actor=actor, at=at)
        stored: Trial = lock(trial)
        if stored.version != version:
            raise StaleError(
                "Lần áp dụng này vừa có người sửa hoặc xác nhận sau khi thầy/cô mở trang. Nội dung thầy/cô nhập vẫn còn "
                "dưới đây: thầy/cô xem lại, chọn lại tệp rồi lưu.",
                version=stored.version,
            )
        stored.confirmed_by, stored.confirmed_at, stored.confirm_note = None, None, ""
        stored.version += 1
        _write(stored, tried, timezone.localdate(at))
        refusals += keep(held, prepared, trial=stored, actor=actor, at=at)
        touched(held)
        record(actor=actor, verb="solution.edit_trial", target=held, at=at, changes={"nơi áp dụng": stored.where})
        _ask_to_confirm(held, stored, actor, at)
    return Kept(stored, refusals)


@transaction.atomic
def remove_trial(trial: Trial, *, actor: User, at: datetime) -> None:
    held = hold_part(trial.solution, Part.TRIALS, actor=actor, at=at)
    stored: Trial = lock(trial)
    files = list(stored.files.all())
    record(actor=actor, verb="solution.remove_trial", target=held, at=at, changes={"nơi áp dụng": stored.where})
    stored.delete()
    touched(held)
    forget_all(files)


@transaction.atomic
def confirm_trial(trial: Trial, *, note: str = "", version: int, actor: User, at: datetime) -> Trial:
    """What stood there at `version`, by the head of the tổ, who is neither author nor kin."""
    solution = lock(trial.solution)
    stored: Trial = lock(trial)
    if not can_confirm_trial(actor, solution, at):
        raise PermissionDenied
    if solution.state not in S.WRITTEN:
        raise MoveRefusedError(f"Giải pháp đang ở trạng thái “{solution.get_state_display()}”, không xác nhận được nữa.")
    if stored.version != version:
        raise StaleError("Tác giả vừa sửa lần áp dụng này. Thầy/cô xem lại rồi xác nhận.", version=stored.version)
    if stored.confirmed_at:
        raise MoveRefusedError("Lần áp dụng này đã được xác nhận.")
    note = one_line(note)
    if len(note) > 500:
        raise ValidationError("Ý kiến dài quá 500 ký tự. Thầy/cô viết ngắn hơn.")
    stored.confirmed_by, stored.confirmed_at, stored.confirm_note = actor, at, note
    stored.version += 1
    stored.save()
    touched(solution)
    record(actor=actor, verb="solution.confirm_trial", target=solution, at=at, changes={"nơi áp dụng": stored.where})
    return stored


def log_replication(
    solution: Solution, *, who: str, place: str, since: date, result: str, files: Iterable[File] = (), actor: User,
    at: datetime,
) -> Kept:  # fmt: skip
    prepared, refusals = prepare(files)
    with transaction.atomic():
        held: Solution = lock(solution)
        if held.state != S.RECOGNISED:
            raise MoveRefusedError("Chỉ ghi nhân rộng cho sáng kiến đã được công nhận.")
        if not can_replicate(actor, held, at):
            raise PermissionDenied
        if since > timezone.localdate(at):
            raise ValidationError({"since": "Ngày bắt đầu áp dụng không được ở tương lai."})
        row = Replication(
            solution=held, who=one_line(who), place=one_line(place), since=since, result=nfc(result).strip(),
            logged_by=actor, logged_at=at,
        )  # fmt: skip
        row.full_clean()
        row.save()
        refusals += keep(held, prepared, replication=row, actor=actor, at=at)
        told = {"người, đơn vị": row.who, "áp dụng ở": row.place}
        record(actor=actor, verb="solution.replicate", target=held, at=at, changes=told)
    return Kept(row, refusals)


@transaction.atomic
def remove_replication(replication: Replication, *, actor: User, at: datetime) -> None:
    """Ghi nhầm."""
    solution = lock(replication.solution)
    stored: Replication = lock(replication)
    if not can_remove_replication(actor, stored, at):
        raise PermissionDenied
    files = list(stored.files.all())
    record(actor=actor, verb="solution.remove_replication", target=solution, at=at, changes={"người, đơn vị": stored.who})
    stored.delete()
    forget_all(files)


def _write(trial: Trial, tried: Tried, today: date) -> None:
    if tried.starts_on > today:
        raise ValidationError({"starts_on": "Ngày bắt đầu áp dụng không được ở tương lai."})
    if any(row is not None and row.school_id != trial.school_id for row in (tried.school_class, tried.group)):
        raise PermissionDenied
    trial.school_class, trial.group, trial.place = tried.school_class, tried.group, one_line(tried.place)
    trial.starts_on, trial.ends_on = tried.starts_on, tried.ends_on
    trial.figures, trial.remarks = _figures(tried.figures), nfc(tried.remarks).strip()
    trial.full_clean()
    trial.save()


def _figures(figures: Sequence[Figure]) -> list[dict[str, str]]:
    told = []
    for one in figures:
        row = {name: one_line(getattr(one, name)) for name in ("name", "unit", "before", "after")}
        if not any(row.values()):
            continue
        if not (row["name"] and row["before"] and row["after"]):
            raise ValidationError("Mỗi dòng số liệu cần tên chỉ số, số trước và số sau khi áp dụng.")
        if any(len(value) > LONGEST_FIGURE for value in row.values()):
            raise ValidationError(f"Mỗi ô số liệu tối đa {LONGEST_FIGURE} ký tự.")
        told.append(row)
    if len(told) > MOST_FIGURES:
        raise ValidationError(f"Mỗi lần áp dụng ghi tối đa {MOST_FIGURES} dòng số liệu.")
    return told


def _ask_to_confirm(solution: Solution, trial: Trial, actor: User, at: datetime) -> None:
    notify(
        confirmers(solution, at), kind=NoticeKind.SOLUTION_TRIAL,
        subject=f"Mời xác nhận áp dụng thử ở {trial.where}: {solution}"[:200],
        url=solution.get_absolute_url(), school_id=solution.school_id, actor=actor, at=at,
    )  # fmt: skip
