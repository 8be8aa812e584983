"""Chuẩn bị: who and what is voted on, while nobody has voted yet; and the trial of the seal with a ballot of nobody."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.ballots.counting import tallied
from nominations.ballots.enums import Choice, PollState
from nominations.ballots.manifest import LEAST_ELECTORS, Candidate, Manifest, hash_of
from nominations.ballots.models import Poll
from nominations.ballots.sealing import TamperedError, new_pair, padded, seal, unseal, unwrap, wrap
from thiduakt.audit.services import record
from thiduakt.permissions import scopes
from thiduakt.school.models import Person, User
from thiduakt.workflow import MoveRefusedError, lock

NO_LONGER = "Cuộc bỏ phiếu không còn ở bước chuẩn bị nên không sửa được nữa."


@transaction.atomic
def prepare_poll(
    title: str, *, candidates: Sequence[Candidate], electors: Sequence[Person], recusals: Collection[tuple[int, str]],
    chair: Person, secretary: Person, tellers: Sequence[Person], rule: str, school_id: int, least: int = 0, actor: User,
    at: datetime,
) -> Poll:  # fmt: skip
    """A poll that nobody but its officials sees yet. Who of a council or of a tổ may prepare one, the room above decides.

    `least`: how many have to vote for the result to stand, five if not more. `recusals`: (person, key of a candidate).
    Whoever takes part in no line at all is no elector, and sees nothing of it.
    """
    poll = Poll(school_id=school_id)
    return _write(
        poll, title, Manifest(candidates=candidates, electors=[], recusals=recusals, rule=rule, least=least),
        electors, (chair, secretary, tellers), actor, at,
    )  # fmt: skip


@transaction.atomic
def discard_poll(poll: Poll, *, actor: User, at: datetime) -> None:
    stored = _held_draft(poll)
    _refuse_stranger(actor, stored.school_id, at)
    record(actor=actor, verb="poll.discard", target=stored, at=at)
    stored.delete()


def rehearse(poll: Poll) -> None:
    """Chạy thử: a ballot with random choices goes the whole way, under keys of its own; nothing of it is stored."""
    uid, size = uuid4(), len(poll.content.candidates)
    told = bytes(secrets.choice((Choice.AGAINST, Choice.AGREE, Choice.BLANK)) for _ in range(size))
    bound = uid.bytes + bytes.fromhex(hash_of(poll.manifest))
    try:
        private, public = new_pair()
        opened = unseal(seal(told, public, bound), unwrap(wrap(private, uid), uid), bound)
        counts = [one.ballots for one in tallied([opened], size)]
    except TamperedError:
        opened, counts = b"", []
    if opened != padded(told) or counts != [1] * size:
        raise MoveRefusedError(
            "Chạy thử một phiếu không ra kết quả đúng, nên hòm phiếu chưa mở. Thầy/cô báo người quản trị."
        )


def _held_draft(poll: Poll) -> Poll:
    stored: Poll = lock(poll)
    if stored.state != PollState.DRAFT:
        raise MoveRefusedError(NO_LONGER)
    return stored


def _refuse_stranger(actor: User, school_id: int, at: datetime) -> None:
    if actor.school_id != school_id or not scopes(actor, "ballot.conduct", timezone.localdate(at)):
        raise PermissionDenied


def _write(
    poll: Poll, title: str, manifest: Manifest, electors: Sequence[Person],
    officials: tuple[Person, Person, Sequence[Person]], actor: User, at: datetime,
) -> Poll:  # fmt: skip
    _refuse_stranger(actor, poll.school_id, at)
    chair, secretary, tellers = officials
    if any(person.school_id != poll.school_id for person in (chair, secretary, *tellers, *electors)):
        raise PermissionDenied
    keys = [one.key for one in manifest.candidates]
    if len(set(keys)) != len(keys):
        raise ValidationError("Một người, một tập thể chỉ đứng ở một dòng trên phiếu.")
    recusals = {(person, key) for person, key in manifest.recusals if key in keys}
    concerned = {person for person, _ in recusals}
    barred = {person for person in concerned if keys and all((person, key) in recusals for key in keys)}
    voting = list(dict.fromkeys(person.pk for person in electors if person.pk not in barred))
    poll.title, poll.chair, poll.secretary, poll.opening_by = title, chair, secretary, None
    poll.manifest = Manifest(
        candidates=manifest.candidates, electors=voting, recusals=recusals, rule=manifest.rule,
        least=max(LEAST_ELECTORS, min(manifest.least, len(voting))),
    ).written()  # fmt: skip
    poll.clean_fields(exclude=[field.name for field in Poll._meta.fields if field.name != "title"])
    poll.validate_constraints()
    poll.save()
    poll.tellers.set(tellers)
    poll.electors.set(voting)
    poll.barred.set(barred)
    record(actor=actor, verb="poll.prepare", target=poll, at=at)
    return Poll.objects.get(pk=poll.pk)
