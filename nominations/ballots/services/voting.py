"""Bỏ phiếu: one sealed ballot and one mark, written together or not at all.

Nothing but the poll's own row is written, and no moment: an event in the log would tell when somebody voted.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from nominations.ballots.boxes import seats_of, with_ballot, with_seat
from nominations.ballots.enums import Choice, PollState
from nominations.ballots.models import Poll
from nominations.ballots.policies import can_vote
from nominations.ballots.sealing import receipt_of, seal
from thiduakt.school.models import User
from thiduakt.workflow import MoveRefusedError, lock

from .conducting import TAMPERED, sealed_values

TRIES = 3
MAY_SAY = (Choice.AGREE, Choice.AGAINST, Choice.BLANK)


class AlreadyVotedError(MoveRefusedError):
    """Somebody votes once, and is never told the receipt a second time."""


class BoxClosedError(MoveRefusedError):
    """The ballot came after the closing, or before the opening, and is not counted."""


def cast(poll: Poll, choices: Mapping[str, Choice], *, actor: User, at: datetime) -> str:
    """The receipt. `choices`: by the key of each candidate that this person votes on, all of them."""
    for _ in range(TRIES):
        if receipt := _cast(poll, choices, actor, at):
            return receipt
    raise MoveRefusedError("Nhiều người gửi phiếu cùng lúc nên phiếu chưa vào hòm. Thầy/cô bấm gửi lại.")


@transaction.atomic(durable=True)
def _cast(poll: Poll, choices: Mapping[str, Choice], actor: User, at: datetime) -> str:
    """Empty where the row has changed between being read and being written."""
    held: Poll = lock(poll)
    if not can_vote(actor, held, at):
        raise PermissionDenied
    refuse_unopened(held)
    if not held.is_whole or held.receipts is not None:  # a box that was closed stays closed, whatever its state says
        raise MoveRefusedError(TAMPERED)
    seat = held.content.electors.index(actor.person_id)
    if seat in seats_of(held.voted):
        raise AlreadyVotedError("Thầy/cô đã bỏ phiếu. Phiếu đã vào hòm thì không xem lại, không sửa được.")
    sealed = seal(_ballot(held, choices, actor), bytes(held.public_key or b""), held.bound)
    written = _put(
        held, box=with_ballot(held.box, sealed), box_count=held.box_count + 1,
        voted=with_seat(held.voted, seat), voted_count=held.voted_count + 1,
    )  # fmt: skip
    return receipt_of(sealed) if written else ""


def refuse_unopened(poll: Poll) -> None:
    if poll.state != PollState.OPEN:
        raise BoxClosedError("Hòm phiếu không mở, nên không bỏ phiếu được.")


def _put(held: Poll, **values: Any) -> bool:
    """The lock keeps others away; if it were ever lost, the version would still tell that somebody was faster."""
    before = held.version
    same = Poll.objects.filter(pk=held.pk, version=before, state=PollState.OPEN)
    return bool(same.update(**sealed_values(held, **values)))


def _ballot(poll: Poll, choices: Mapping[str, Choice], actor: User) -> bytes:
    """A byte for each candidate. No sentence of a refusal repeats what was chosen."""
    own = {one.key for one in poll.content.open_to(actor.person_id)}
    if set(choices) - own:
        raise PermissionDenied
    if any(choices.get(key) not in MAY_SAY for key in own):
        raise ValidationError("Thầy/cô chọn một ý kiến ở mỗi dòng trên phiếu.")
    return bytes(choices.get(one.key, Choice.RECUSED) for one in poll.content.candidates)
