"""Mở hòm, đóng hòm, kiểm phiếu, xác nhận: the steps of the officials, the heavy ones by two of them."""

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone

from nominations.ballots.enums import Official, PollState
from nominations.ballots.flows import POLL_FLOW
from nominations.ballots.manifest import hash_of
from nominations.ballots.models import SEALED, Poll
from nominations.ballots.policies import can_close, can_conduct
from nominations.ballots.queries import counted, missing_of, receipts_of, why_not_counted
from nominations.ballots.sealing import TamperedError, key_mark, new_pair, wrap
from thiduakt.audit.services import record
from thiduakt.catalog.choices import chosen
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User
from thiduakt.workflow import MoveRefusedError, hold, perform, refuse_stale

from .preparing import rehearse

UNASKED: dict[str, Any] = {"voiding_by": None, "void_reason": ""}  # who asked to void it, asked of what it was before
TAMPERED = (
    "Hòm phiếu không còn nguyên như máy chủ đã ghi, nên không kiểm được. Thầy/cô hủy cuộc bỏ phiếu này và bỏ phiếu lại."
)


Step = Callable[..., Poll]


def watched(step: Step) -> Step:
    """What is not whole goes no further, and the log tells that it is not."""

    @wraps(step)
    def told(poll: Poll, *, actor: User, at: datetime) -> Poll:
        try:
            return step(poll, actor=actor, at=at)
        except TamperedError as error:
            with transaction.atomic():
                record(actor=actor, verb="poll.tampered", target=poll, at=at)
            raise MoveRefusedError(TAMPERED) from error

    return told


def held_whole(poll: Poll, allowed: Callable[..., bool], actor: User, at: datetime) -> Poll:
    """Held, and as the server has left it: nothing is signed anew over what somebody changed."""
    stored: Poll = hold(poll, allowed, actor=actor, at=at)
    if stored.state in SEALED and not stored.is_whole:
        raise TamperedError
    return stored


def sealed_values(poll: Poll, **values: Any) -> dict[str, Any]:
    """`values` with the next version and the mark over all of it; for a row that is held."""
    values["version"] = poll.version + 1
    for name, value in values.items():
        setattr(poll, name, value)
    return {**values, "mac": poll.whole_mac}


@transaction.atomic
def open_poll(poll: Poll, *, version: int | None = None, actor: User, at: datetime) -> Poll:
    """The first official confirms, a second one with another function opens. `version`: of the page that was looked at."""
    stored: Poll = hold(poll, can_conduct, actor=actor, at=at)
    if version is not None:
        refuse_stale(stored, version)
    if stored.state == PollState.DRAFT:
        if missing := missing_of(stored):
            raise MoveRefusedError(missing)
        rehearse(stored)
        if _is_first(stored, "opening_by", actor):
            return _first(stored, "opening_by", actor, at, verb="poll.open_first")
    opened: Poll = perform(POLL_FLOW, stored, "open", actor=actor, at=at, settle=lambda row: _opening(row, at))
    notify(
        opened.electors.all(), kind=NoticeKind.POLL_OPENED, subject=f"Bỏ phiếu kín: {opened}",
        text="Hòm phiếu đã mở. Thầy/cô bỏ phiếu trước khi chủ tọa hoặc thư ký đóng hòm.", url=opened.get_absolute_url(),
        school_id=opened.school_id, actor=None, at=at,
    )  # fmt: skip
    return opened


@watched
@transaction.atomic
def close_poll(poll: Poll, *, actor: User, at: datetime) -> Poll:
    """By chair or secretary, once more without any effect. A box with all ballots in it is closed by whoever counts it."""
    stored = held_whole(poll, can_close, actor, at)
    if stored.state == PollState.CLOSED:
        return stored
    closed: Poll = perform(POLL_FLOW, stored, "close", actor=actor, at=at, settle=lambda row: _closing(row, at))
    return closed


@watched
@transaction.atomic
def count_poll(poll: Poll, *, actor: User, at: datetime) -> Poll:
    """A teller and one more official."""
    stored = held_whole(poll, can_conduct, actor, at)
    if stored.state == PollState.OPEN and stored.is_full:
        stored = close_poll(stored, actor=actor, at=at)
    if stored.state == PollState.CLOSED:
        if found := why_not_counted(stored):
            raise MoveRefusedError(found)
        if _is_first(stored, "counting_by", actor):
            return _first(stored, "counting_by", actor, at, verb="poll.count_first")
        functions = stored.functions_of(stored.counting_by_id or 0) | stored.functions_of(actor.person_id)
        if Official.TELLER not in functions:
            raise MoveRefusedError("Một trong hai người xác nhận kiểm phiếu phải là người kiểm phiếu.")
    done: Poll = perform(POLL_FLOW, stored, "count", actor=actor, at=at, settle=_counting)
    return done


@watched
@transaction.atomic
def confirm_poll(poll: Poll, *, actor: User, at: datetime) -> Poll:
    """Each official once; with the last of them it is confirmed, and the ballots are destroyed unless they are kept."""
    stored = held_whole(poll, can_conduct, actor, at)
    if stored.state == PollState.COUNTED:
        if stored.confirmed_by.contains(actor.person):
            return stored
        stored.confirmed_by.add(actor.person)
        officials = {stored.chair_id, stored.secretary_id, *stored.teller_ids}
        if officials - set(stored.confirmed_by.values_list("pk", flat=True)):
            record(actor=actor, verb="poll.confirm_one", target=stored, at=at)
            return stored
    day = timezone.localdate(at)
    settled = {"confirmed_on": day, **UNASKED}
    confirmed: Poll = perform(POLL_FLOW, stored, "confirm", actor=actor, at=at, settle=lambda row: settled)
    return shred_poll(confirmed, actor=actor, at=at) if not confirmed.keep_days else confirmed


@transaction.atomic
def shred_poll(poll: Poll, *, actor: User | None, at: datetime) -> Poll:
    """Box and key are gone from then on: nobody can open a single ballot, wherever else a copy may lie.

    So are those of a poll that is not whole, which is not signed anew: that it was changed stays plain.
    """
    stored: Poll = hold(poll, can_conduct, actor=actor, at=at)
    until = stored.kept_until
    if until and stored.keep_days and timezone.localdate(at) <= until:
        raise MoveRefusedError(f"Trường quy định giữ phiếu đến hết ngày {until:%d/%m/%Y}, chưa hủy được.")
    emptied, was_whole = {"box": None, "sk_wrapped": None}, stored.is_whole
    shredded: Poll = perform(
        POLL_FLOW, stored, "shred", actor=actor, at=at,
        settle=lambda row: sealed_values(row, **emptied) if was_whole else emptied,
    )  # fmt: skip
    return shredded


@transaction.atomic
def void_poll(poll: Poll, *, reason: str = "", actor: User, at: datetime) -> Poll:
    """The first official gives the reason, another one with another function voids. The ballots are destroyed unread.

    What is counted is known: whoever counted it has to agree that it comes to nothing.
    """
    stored: Poll = hold(poll, can_conduct, actor=actor, at=at)
    if stored.state in POLL_FLOW.moves["void"].sources and _is_first(stored, "voiding_by", actor):
        stored.void_reason = reason.strip()
        if len(stored.void_reason) < 10:
            raise MoveRefusedError("Thầy/cô ghi rõ lý do hủy cuộc bỏ phiếu, ít nhất 10 ký tự.")
        stored.clean_fields(exclude=[one.name for one in stored._meta.fields if one.name != "void_reason"])
        return _first(stored, "voiding_by", actor, at, "void_reason", verb="poll.void_first")
    both = stored.functions_of(stored.voiding_by_id or 0) | stored.functions_of(actor.person_id)
    if stored.state == PollState.COUNTED and Official.TELLER not in both:
        raise MoveRefusedError("Phiếu đã kiểm: một trong hai người hủy phải là người kiểm phiếu.")
    return _void(stored, stored.void_reason, actor, at)


def void_restored(*, at: datetime) -> int:
    """After a restore: what was cast since the backup is gone, so that no open box tells the truth any more."""
    polls = list(Poll.objects.filter(state=PollState.OPEN).order_by("pk"))
    for poll in polls:
        with transaction.atomic():
            _void(poll, "Dữ liệu được khôi phục từ bản sao lưu khi hòm phiếu đang mở.", None, at)
    return len(polls)


def shred_due(*, at: datetime) -> int:
    """Every night: the ballots whose days are over."""
    confirmed = Poll.objects.filter(state=PollState.CONFIRMED).order_by("pk")
    due = [poll for poll in confirmed if poll.kept_until and poll.kept_until < timezone.localdate(at)]
    for poll in due:
        shred_poll(poll, actor=None, at=at)
    return len(due)


def _is_first(poll: Poll, field: str, actor: User) -> bool:
    """Whether somebody else still has to confirm; MoveRefusedError for who has confirmed already, or holds the same part."""
    first: Person | None = getattr(poll, field)
    if first is None:
        return True
    if first.pk == actor.person_id:
        raise MoveRefusedError("Thầy/cô đã xác nhận. Bước này cần thêm một người nữa giữ việc khác xác nhận.")
    both = poll.functions_of(first.pk), poll.functions_of(actor.person_id)
    if both[0] == both[1]:
        raise MoveRefusedError("Người xác nhận thứ hai phải giữ việc khác người thứ nhất: chủ tọa, thư ký hoặc kiểm phiếu.")
    return False


def _first(poll: Poll, field: str, actor: User, at: datetime, *fields: str, verb: str) -> Poll:
    setattr(poll, field, actor.person)
    poll.save(update_fields=[field, *fields])
    record(actor=actor, verb=verb, target=poll, at=at)
    return poll


def _opening(poll: Poll, at: datetime) -> dict[str, Any]:
    day = timezone.localdate(at)
    private, public = new_pair()
    seats = list(poll.manifest["electors"])
    secrets.SystemRandom().shuffle(seats)
    manifest = poll.manifest | {"electors": seats}
    return sealed_values(
        poll, manifest=manifest, manifest_hash=hash_of(manifest), n_electors=len(seats), public_key=public,
        sk_wrapped=wrap(private, poll.uid), key_mark=key_mark(), opened_on=day,
        keep_days=int(chosen(poll.school_id, day)["ballot_days"]),
    )  # fmt: skip


def _closing(poll: Poll, at: datetime) -> dict[str, Any]:
    receipts = receipts_of(poll)
    day = timezone.localdate(at)
    return sealed_values(poll, receipts=receipts, receipts_hash=hash_of(receipts), closed_on=day, **UNASKED)


def _counting(poll: Poll) -> dict[str, Any]:
    tally = counted(poll)
    return sealed_values(poll, tally=tally, tally_hash=hash_of(tally), **UNASKED)


def _void(poll: Poll, reason: str, actor: User | None, at: datetime) -> Poll:
    """No mark is left where there is nothing to guard, and where the server may have lost its key."""
    emptied = {"box": None, "sk_wrapped": None, "mac": "", "void_reason": reason}
    void: Poll = perform(POLL_FLOW, poll, "void", actor=actor, at=at, reason=reason, settle=lambda row: emptied)
    return void
