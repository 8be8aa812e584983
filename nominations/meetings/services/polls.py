"""Bỏ phiếu kín của tổ: dossiers of a meeting that is being held, in one sealed poll of whoever is there."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.ballots.enums import UNUSED, PollState
from nominations.ballots.manifest import LEAST_ELECTORS, Candidate
from nominations.ballots.models import Poll
from nominations.ballots.queries import missing_of
from nominations.ballots.services.preparing import discard_poll, prepare_poll
from nominations.dossiers.models import Dossier
from nominations.meetings.enums import Manner
from nominations.meetings.models import GroupMeeting, Vote
from nominations.meetings.queries import able_to_count, attendances_of, free_of, rule_of, votes_of
from thiduakt.audit.services import record
from thiduakt.school.models import Person, User
from thiduakt.workflow import MoveRefusedError

from .meetings import held_draft


@transaction.atomic
def begin_poll(
    meeting: GroupMeeting, dossiers: Collection[Dossier], tellers: Sequence[Person], *, actor: User, at: datetime
) -> Poll:
    """A nominee who is out while the tổ votes takes no part in that line; among fewer than five nothing is secret."""
    stored = held_draft(meeting, actor, at)
    if stored.held_on != timezone.localdate(at):
        raise MoveRefusedError("Bỏ phiếu kín trên hệ thống làm trong ngày họp. Thầy/cô xem lại ngày họp đã ghi.")
    if stored.chair is None or stored.secretary is None:
        raise MoveRefusedError("Thầy/cô bấm Ghi cuộc họp, điểm danh, chọn người chủ trì và thư ký trước khi bỏ phiếu kín.")
    votes = _chosen(stored, dossiers)
    if not set(tellers) <= set(able_to_count(stored)):
        raise PermissionDenied
    rule = rule_of(stored).sentence
    poll = prepare_poll(
        f"{stored}: {stored.review}",
        candidates=[Candidate(str(one.dossier_id), str(one.dossier), one.dossier.unit) for one in votes],
        electors=[one.person for one in attendances_of(stored) if one.is_present],
        recusals={(one.dossier.person_id, str(one.dossier_id)) for one in votes if one.is_out and one.dossier.person_id},
        chair=_presider(votes, stored.chair), secretary=stored.secretary, tellers=tellers, rule=f"Đạt {rule}",
        school_id=stored.school_id, least=LEAST_ELECTORS, actor=actor, at=at,
    )  # fmt: skip
    if missing := [*_barred_officials(poll), *missing_of(poll)]:
        raise MoveRefusedError(missing)
    stored.polls.add(poll)
    Vote.objects.filter(pk__in=[one.pk for one in votes]).update(manner=Manner.SECRET, poll=poll)
    told = {"cuộc bỏ phiếu": poll.pk, "số hồ sơ": len(votes)}
    _touch(stored)
    record(actor=actor, verb="group_meeting.poll", target=stored, at=at, changes=told)
    return poll


@transaction.atomic
def drop_poll(meeting: GroupMeeting, poll: Poll, *, actor: User, at: datetime) -> None:
    """Of one that was never opened, or was voided: its dossiers are voted on anew, or in another way."""
    stored = held_draft(meeting, actor, at)
    votes = stored.votes.filter(poll=poll)
    if poll.state not in UNUSED or not stored.polls.contains(poll):
        raise MoveRefusedError("Hòm phiếu đã mở, không bỏ được. Muốn biểu quyết lại thì hủy cuộc bỏ phiếu ấy trước.")
    votes.update(manner=Manner.HANDS, poll=None)
    if poll.state == PollState.DRAFT:
        discard_poll(poll, actor=actor, at=at)
    _touch(stored)
    record(actor=actor, verb="group_meeting.drop_poll", target=stored, at=at, changes={"cuộc bỏ phiếu": poll.pk})


def _chosen(meeting: GroupMeeting, dossiers: Collection[Dossier]) -> list[Vote]:
    asked = {one.pk for one in dossiers}
    if not asked:
        raise ValidationError({"dossiers": "Thầy/cô chọn ít nhất một hồ sơ để bỏ phiếu kín."})
    votes = [one for one in free_of(votes_of(meeting)) if one.dossier_id in asked]
    if len(votes) != len(asked):
        raise MoveRefusedError("Có hồ sơ vừa được ghi số phiếu, đưa vào bỏ phiếu kín hoặc tạm dừng xét. Thầy/cô chọn lại.")
    return votes


def _presider(votes: Sequence[Vote], chair: Person) -> Person:
    """Whoever presides over all of these votes, where that is one other person; the chair of the meeting otherwise."""
    leaders = {one.led_by or chair for one in votes}
    return leaders.pop() if len(leaders) == 1 else chair


def _barred_officials(poll: Poll) -> list[str]:
    """A poll is not seen by whoever takes part in no line of it: they could neither open nor confirm it."""
    barred = poll.barred.filter(pk__in=[poll.chair_id, poll.secretary_id])
    return [
        f"{person} ra ngoài khi tổ biểu quyết nên không chủ trì, không làm thư ký cuộc bỏ phiếu này được. Thầy/cô bấm Ghi "
        "cuộc họp, chọn người khác cho phần này."
        for person in barred
    ]  # fmt: skip


def _touch(meeting: GroupMeeting) -> None:
    """A page that was opened before is not saved over it."""
    meeting.version += 1
    meeting.save(update_fields=["version"])
