"""Hội thi, cuộc thi viết: drawing one up, its judges, its steps, prizes and what is sent to the superior."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.flows import CONTEST_FLOW
from campaigns.contests.models import Contest, Criterion, Judge, JudgeSheet
from campaigns.contests.policies import can_manage
from campaigns.contests.queries import barred_pairs, departs, result
from campaigns.contests.services.minutes import follow
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

FIELDS = ("name", "kind", "rules", "opens_on", "closes_on", "campaign", "send_up", "pass_mark", "aggregation")
MOST_CRITERIA = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that a contest is to say."""

    values: Mapping[str, Any]  # FIELDS
    criteria: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Award:
    entry: int
    prize: str
    is_chosen: bool


@transaction.atomic
def add_contest(told: Told, *, actor: User, at: datetime) -> Contest:
    require(actor, "contest.manage", on=timezone.localdate(at))
    contest = Contest(school_id=actor.school_id, created_by_id=actor.person_id)
    _write(contest, told)
    record(actor=actor, verb="contest.add", target=contest, at=at)
    return contest


@transaction.atomic
def save_contest(contest: Contest, told: Told, *, version: int, actor: User, at: datetime) -> Contest:
    """Store a draft as it was changed since `version`."""
    stored = _held_draft(contest, actor, at)
    refuse_stale(stored, version)
    stored.version += 1
    _write(stored, told)
    record(actor=actor, verb="contest.edit", target=stored, at=at)
    return stored


@transaction.atomic
def discard_contest(contest: Contest, *, actor: User, at: datetime) -> None:
    stored = _held_draft(contest, actor, at)
    record(actor=actor, verb="contest.discard", target=stored, at=at)
    stored.delete()


@transaction.atomic
def invite_judge(contest: Contest, person: Person, *, actor: User, at: datetime) -> Judge:
    """While it is judged, the new judge is given every entry that this person may judge."""
    held = _held(contest, actor, at, states=ContestState.WITH_JUDGES)
    if person.school_id != held.school_id or not person.is_at_work(timezone.localdate(at)):
        raise PermissionDenied
    judge = Judge(contest=held, person=person)
    judge.full_clean()
    judge.save()
    record(actor=actor, verb="contest.invite", target=held, at=at, changes={"giám khảo": str(person)})
    if held.state == ContestState.JUDGING:
        _hand_out(held, [judge])
        _ask_to_judge(held, [judge], actor=actor, at=at)
    return judge


@transaction.atomic
def release_judge(judge: Judge, *, reason: str = "", actor: User, at: datetime) -> None:
    """Before judging begins the name is taken away; afterwards it stays with the reason, and its sheets do not count."""
    contest = _held(judge.contest, actor, at, states=ContestState.WITH_JUDGES)
    held = lock(judge)
    if held.excused_at:
        raise MoveRefusedError("Giám khảo này đã thôi chấm.")
    told = {"giám khảo": str(held)}
    if contest.state != ContestState.JUDGING:
        record(actor=actor, verb="contest.release", target=contest, at=at, changes=told)
        held.delete()
        return
    held.excused_at, held.excuse = at, one_line(reason)
    if not held.excuse:
        raise MoveRefusedError("Thầy/cô cần ghi rõ lý do.")
    held.full_clean()
    held.save()
    record(actor=actor, verb="contest.excuse", target=contest, at=at, changes=told, reason=held.excuse)


@transaction.atomic
def take_step(contest: Contest, action: str, *, reason: str = "", actor: User, at: datetime) -> Contest:
    """What becomes of the sheets goes with the step: handed out when judging begins, those of kin set aside when it ends."""

    def settle(locked: Contest) -> dict[str, Any]:
        if action == "judge":
            if refused := not_closed_yet(locked, at):
                raise MoveRefusedError(refused)
            _hand_out(locked, list(locked.judges.all()))
        if action == "count":
            for judge, entry in barred_pairs(locked):
                JudgeSheet.objects.filter(judge=judge, entry=entry).update(is_barred=True)
        return {"version": locked.version + 1}

    moved: Contest = perform(CONTEST_FLOW, contest, action, reason=reason, actor=actor, at=at, settle=settle)
    if action == "judge":
        _ask_to_judge(moved, list(moved.judges.select_related("person")), actor=actor, at=at)
    elif action in {"open", "tell"}:
        _tell_staff(moved, is_result=action == "tell", actor=actor, at=at)
    return moved


def not_closed_yet(contest: Contest, at: datetime) -> list[str]:
    """Nobody's last day is taken away: judging begins when entries are no longer taken."""
    if timezone.localdate(at) <= contest.closes_on:
        return [f"Còn nhận bài đến hết ngày {contest.closes_on:%d/%m/%Y}."]
    return []


@transaction.atomic
def award(
    contest: Contest, awards: Iterable[Award], *, reason: str = "", version: int, actor: User, at: datetime
) -> Contest:
    """Prizes, and what goes to the superior; why, where a better entry is passed over."""
    stored = _held(contest, actor, at, states=(ContestState.RESULT,))
    refuse_stale(stored, version)
    lines = result(stored)
    given = {one.entry: one for one in awards}
    chosen = {key for key, one in given.items() if one.is_chosen}
    if len(chosen) > stored.send_up:
        raise ValidationError(f"Chỉ gửi {stored.send_up} bài lên cấp trên, thầy/cô đã chọn {len(chosen)} bài.")
    reason = reason.strip()
    if departs(lines, chosen) and not reason:
        raise ValidationError({"reason": "Có bài điểm cao hơn không được chọn. Thầy/cô ghi rõ lý do."})
    for entry in (line.entry for line in lines):
        one = given.get(entry.pk, Award(entry.pk, "", is_chosen=False))
        entry.prize, entry.is_chosen = one_line(one.prize), one.is_chosen
        entry.clean_fields(exclude=["taking_part", "summary", "title"])
        entry.save(update_fields=["prize", "is_chosen"])
    stored.choice_reason, stored.version = reason if departs(lines, chosen) else "", stored.version + 1
    stored.save(update_fields=["choice_reason", "version", "name", "search_key"])
    follow(stored, actor=actor, at=at)
    record(actor=actor, verb="contest.award", target=stored, at=at, reason=stored.choice_reason)
    return stored


def _held(contest: Contest, actor: User, at: datetime, *, states: tuple[str, ...]) -> Contest:
    stored: Contest = hold(contest, can_manage, actor=actor, at=at)
    if stored.state not in states:
        raise MoveRefusedError(f"Hội thi đang ở trạng thái “{stored.get_state_display()}”, không làm được việc này.")
    return stored


def _held_draft(contest: Contest, actor: User, at: datetime) -> Contest:
    stored: Contest = hold(contest, can_manage, actor=actor, at=at)
    if stored.state not in ContestState.EDITABLE:
        raise MoveRefusedError("Hội thi đã mở nhận bài nên thể lệ, tiêu chí giữ nguyên, không sửa được nữa.")
    return stored


def _write(contest: Contest, told: Told) -> None:
    for name in FIELDS:
        setattr(contest, name, told.values[name])
    if len(told.criteria) > MOST_CRITERIA:
        raise ValidationError(f"Mỗi hội thi tối đa {MOST_CRITERIA} tiêu chí.")
    if contest.campaign and contest.campaign.school_id != contest.school_id:
        raise PermissionDenied
    contest.full_clean(exclude=["search_key"])
    contest.save()
    contest.criteria.all().delete()
    for position, row in enumerate(told.criteria, start=1):
        criterion = Criterion(contest=contest, position=position, **row)
        criterion.full_clean()
        criterion.save()


def _hand_out(contest: Contest, judges: Sequence[Judge]) -> None:
    """A sheet for each entry that the judge may judge."""
    barred = barred_pairs(contest)
    entries = list(contest.entries.standing().values_list("pk", flat=True))
    JudgeSheet.objects.bulk_create(
        JudgeSheet(judge=judge, entry_id=entry) for judge in judges for entry in entries if (judge.pk, entry) not in barred
    )


def _ask_to_judge(contest: Contest, judges: Sequence[Judge], *, actor: User, at: datetime) -> None:
    notify(
        [judge.person for judge in judges], kind=NoticeKind.JUDGING_ASKED, subject=f"Mời chấm thi: {contest}",
        url=contest.get_absolute_url(), school_id=contest.school_id, actor=actor, at=at,
    )  # fmt: skip


def _tell_staff(contest: Contest, *, is_result: bool, actor: User, at: datetime) -> None:
    staff = Person.objects.filter(school=contest.school_id).at_work(timezone.localdate(at))
    subject = f"Kết quả: {contest}" if is_result else f"Nhận bài đến {contest.closes_on:%d/%m/%Y}: {contest}"
    notify(
        staff, kind=NoticeKind.CONTEST_RESULT if is_result else NoticeKind.CONTEST_OPENED, subject=subject,
        url=contest.get_absolute_url(), school_id=contest.school_id, actor=actor, at=at,
    )  # fmt: skip
