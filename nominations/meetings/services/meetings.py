"""Họp tổ bình xét: writing a meeting down, concluding it, meeting again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.ballots.enums import PollState
from nominations.ballots.models import Poll
from nominations.dossiers.models import Dossier, Review
from nominations.dossiers.services.road import group_again, group_pass, group_refuse
from nominations.meetings.enums import Manner
from nominations.meetings.flows import MEETING_FLOW
from nominations.meetings.models import Attendance, GroupMeeting, Vote
from nominations.meetings.policies import can_lead, leads
from nominations.meetings.queries import attendances_of, counted_of, outcome_now, people_of, rule_of, votes_of, waiting_in
from thiduakt.audit.services import record
from thiduakt.school.models import Group, User
from thiduakt.vietnamese import nfc, one_line
from thiduakt.workflow import MoveRefusedError, hold, lock, perform, refuse_stale

FIELDS = ("held_on", "starts_at", "ends_at", "place", "chair", "chair_reason", "secretary", "discussion")
COUNTS = ("voters", "agreed", "against", "blank")
LEAST_REASON = 20  # characters


@dataclass(frozen=True, slots=True)
class Presence:
    is_present: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is written of a meeting: presence by the key of the person, votes (fields of `Vote`) by that of the dossier."""

    values: Mapping[str, Any]  # FIELDS
    presence: Mapping[int, Presence] = field(default_factory=dict)
    votes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@transaction.atomic
def begin_meeting(review: Review, group: Group, *, held_on: date, actor: User, at: datetime) -> GroupMeeting:
    """A meeting with the people of the tổ, all present, and every dossier that waits for it."""
    stored = lock(review)
    if stored.school_id != actor.school_id or not leads(actor, group, at):
        raise PermissionDenied
    if not stored.takes_changes:
        raise MoveRefusedError("Đợt xét này chưa mở hoặc hội đồng đã họp, tổ không họp bình xét được.")
    if not waiting_in(stored, group).exists():
        raise MoveRefusedError("Chưa có hồ sơ nào nộp cho tổ bình xét trong đợt này.")
    return _begin(stored, group, held_on, actor, at)


@transaction.atomic
def save_meeting(meeting: GroupMeeting, told: Told, *, version: int, actor: User, at: datetime) -> GroupMeeting:
    """Keep the draft as it was changed since `version`; who came to the tổ or handed in meanwhile joins the lists."""
    stored = held_draft(meeting, actor, at)
    refuse_stale(stored, version)
    _refuse_future(told.values["held_on"], at)
    if told.values["held_on"] != stored.held_on and stored.polls.exists():
        raise ValidationError({"held_on": "Cuộc họp đã có bỏ phiếu kín trên hệ thống nên giữ nguyên ngày họp."})
    for name in FIELDS:
        setattr(stored, name, told.values[name])
    for person in (stored.chair, stored.secretary):
        if person and person.school_id != stored.school_id:
            raise PermissionDenied
    stored.discussion = nfc(stored.discussion).strip()
    stored.version += 1
    stored.full_clean(exclude=["search_key"])
    stored.save()
    _write_lists(stored, told)
    _refuse_absent_electors(stored)
    record(actor=actor, verb="group_meeting.edit", target=stored, at=at)
    return stored


@transaction.atomic
def discard_meeting(meeting: GroupMeeting, *, actor: User, at: datetime) -> None:
    """Bỏ cuộc họp ghi nhầm: its dossiers go on waiting. What was voted on in a sealed poll stays, and so its meeting."""
    stored = held_draft(meeting, actor, at)
    if stored.polls.exists():
        raise MoveRefusedError("Cuộc họp đã có bỏ phiếu kín trên hệ thống nên không bỏ được.")
    record(actor=actor, verb="group_meeting.discard", target=stored, at=at)
    stored.delete()


@transaction.atomic
def conclude(meeting: GroupMeeting, *, version: int, actor: User, at: datetime) -> GroupMeeting:
    """The outcome of every vote, and all its dossiers moved at once. Whoever presses has seen the counts as they stand."""
    lock(meeting.review)
    stored = held_draft(meeting, actor, at)
    refuse_stale(stored, version)
    rule, votes = rule_of(stored), votes_of(stored)
    done: GroupMeeting = perform(
        MEETING_FLOW, stored, "conclude", actor=actor, at=at,
        settle=lambda row: {
            "threshold": rule.told, "counted_by": rule.counted_by.value, "concluded_at": at, "concluded_by": actor,
            "version": row.version + 1,
        },
    )  # fmt: skip
    whole = counted_of(attendances_of(done), rule)
    for vote in votes:
        outcome = outcome_now(vote.count, whole, rule)
        if outcome is None:
            continue
        vote.needed, vote.counted_of, vote.is_passed = outcome.needed, outcome.counted_of, outcome.has_passed
        vote.save(update_fields=["needed", "counted_of", "is_passed", *COUNTS])
        told = f"Tổ họp ngày {done.held_on:%d/%m/%Y}. {outcome.line}. {vote.remarks}".strip()
        if outcome.has_passed:
            group_pass(vote.dossier, actor=actor, at=at)
        else:
            group_refuse(vote.dossier, reason=told, actor=actor, at=at)
    return done


@transaction.atomic
def meet_again(
    meeting: GroupMeeting, dossiers: Collection[Dossier], *, reason: str, actor: User, at: datetime
) -> GroupMeeting:
    """Họp lại: takes some dossiers of a concluded meeting back to the tổ; a new meeting votes on them anew."""
    lock(meeting.review)
    stored: GroupMeeting = hold(meeting, can_lead, actor=actor, at=at)
    if stored.is_draft:
        raise MoveRefusedError("Cuộc họp chưa kết luận, thầy/cô sửa ngay trong cuộc họp này.")
    reason = one_line(reason)
    if len(reason) < LEAST_REASON:
        raise ValidationError({"reason": f"Thầy/cô ghi lý do họp lại, ít nhất {LEAST_REASON} chữ cái."})
    if not dossiers:
        raise ValidationError({"dossiers": "Thầy/cô chọn ít nhất một hồ sơ để xét lại."})
    voted = set(stored.votes.filter(is_passed__isnull=False).values_list("dossier", flat=True))
    if not {one.pk for one in dossiers} <= voted:
        raise PermissionDenied
    for dossier in sorted(dossiers, key=lambda one: one.pk):
        group_again(dossier, reason=reason, actor=actor, at=at)
    return _begin(stored.review, stored.group, timezone.localdate(at), actor, at, corrects=stored, corrects_why=reason)


def _begin(review: Review, group: Group, held_on: date, actor: User, at: datetime, **told: Any) -> GroupMeeting:
    _refuse_future(held_on, at)
    meeting = GroupMeeting(
        school_id=review.school_id, review=review, group=group, held_on=held_on, chair=actor.person,
        created_by=actor.person, **told,
    )  # fmt: skip
    meeting.full_clean(exclude=["search_key"])
    meeting.save()
    _write_lists(meeting, Told(values={}))
    record(actor=actor, verb="group_meeting.add", target=meeting, at=at, reason=meeting.corrects_why)
    return meeting


def _refuse_future(held_on: date, at: datetime) -> None:
    if held_on > timezone.localdate(at):
        raise ValidationError({"held_on": "Ngày họp không được ở tương lai: cuộc họp được ghi khi đã họp."})


def held_draft(meeting: GroupMeeting, actor: User, at: datetime) -> GroupMeeting:
    stored: GroupMeeting = hold(meeting, can_lead, actor=actor, at=at)
    if not stored.is_draft:
        raise MoveRefusedError("Cuộc họp đã kết luận nên giữ nguyên. Ghi sai thì tổ họp lại bằng một cuộc họp mới.")
    return stored


def _write_lists(meeting: GroupMeeting, told: Told) -> None:
    """The people of the tổ on its day and the dossiers that wait, each as told, or as it was."""
    held = {one.person_id: one for one in meeting.attendances.all()}
    people = set(people_of(meeting.group, meeting.held_on).values_list("pk", flat=True))
    meeting.attendances.exclude(person__in=people).delete()
    for key in sorted(people):
        one = held.get(key) or Attendance(meeting=meeting, person_id=key)
        if presence := told.presence.get(key):
            one.is_present, one.reason = presence.is_present, "" if presence.is_present else one_line(presence.reason)
        one.clean_fields(exclude=["meeting", "person"])
        one.save()
    votes = {one.dossier_id: one for one in meeting.votes.all()}
    waiting = list(waiting_in(meeting.review, meeting.group))
    meeting.votes.exclude(dossier__in=waiting).delete()
    for dossier in waiting:
        vote = votes.get(dossier.pk) or Vote(meeting=meeting, dossier=dossier)
        _write_vote(vote, meeting, told.votes.get(dossier.pk, {}))


def _refuse_absent_electors(meeting: GroupMeeting) -> None:
    """Who was called to vote in a sealed poll was there."""
    counting = meeting.polls.exclude(state=PollState.VOID)
    voting = Poll.electors.through.objects.filter(poll__in=counting).values("person")
    if away := meeting.attendances.filter(is_present=False, person__in=voting).select_related("person").first():
        told = f"{away.person} có tên trong cuộc bỏ phiếu kín của cuộc họp này nên giữ là có mặt."
        raise ValidationError({f"present-{away.person_id}": told})


def _write_vote(vote: Vote, meeting: GroupMeeting, told: Mapping[str, Any]) -> None:
    """Of what is voted on in a sealed poll nothing is written by hand but who presides, and remarks."""
    if vote.poll_id:
        told = {name: value for name, value in told.items() if name in {"led_by", "remarks"}}
    elif told.get("manner", vote.manner) not in Manner.BY_HAND:
        raise PermissionDenied
    for name, value in told.items():
        setattr(vote, name, value)
    vote.remarks = nfc(vote.remarks).strip()
    key = vote.dossier_id
    if vote.led_by and vote.led_by.school_id != meeting.school_id:
        raise PermissionDenied
    given = [getattr(vote, name) is not None for name in COUNTS]
    if any(given) and not all(given):
        name = COUNTS[given.index(False)]
        raise ValidationError({f"{name}-{key}": f"{vote.dossier}: thầy/cô ghi đủ bốn số, hoặc để trống cả bốn."})
    if (count := vote.count) and count.total > count.voters:
        told_sum = f"{count.agreed} + {count.against} + {count.blank} = {count.total}"
        raise ValidationError(
            {f"voters-{key}": f"{vote.dossier}: {told_sum} phiếu, nhiều hơn {count.voters} người biểu quyết."}
        )
    vote.clean_fields(exclude=["meeting", "dossier", "led_by"])
    vote.save()
