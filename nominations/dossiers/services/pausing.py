"""Tạm dừng xét, xét tiếp: by hand with a reason, and for a complaint. The dossier goes on once the last cause has ended."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.models import Dossier
from nominations.dossiers.policies import acts_for_school
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.school.models import User
from thiduakt.vietnamese import one_line
from thiduakt.workflow import MoveRefusedError, hold, lock

from .road import long_enough, tell

CAN_PAUSE = acts_for_school("dossier.pause")


@transaction.atomic
def pause(dossier: Dossier, *, reason: str, actor: User, at: datetime) -> Dossier:
    """Its place on the road stays. The reason is read by all who see the dossier."""
    stored = _held(dossier, actor, at)
    if stored.state not in S.IN_HAND:
        raise MoveRefusedError(f"Hồ sơ {stored.get_state_display()}, không có gì để tạm dừng.")
    if stored.paused_on:
        raise MoveRefusedError("Hồ sơ này đã tạm dừng xét.")
    stored.paused_on, stored.pause_reason = timezone.localdate(at), one_line(long_enough(reason, "Thầy/cô ghi rõ lý do"))
    stored.clean_fields(exclude=[field.name for field in Dossier._meta.fields if field.name != "pause_reason"])
    _written(stored, verb="dossier.pause", actor=actor, at=at, reason=stored.pause_reason)
    tell(stored, NoticeKind.DOSSIER_PAUSED, f"Tạm dừng xét hồ sơ {stored.honor_name}", actor, at, text=stored.pause_reason)
    return stored


@transaction.atomic
def resume(dossier: Dossier, *, actor: User, at: datetime) -> Dossier:
    """What else it waits for goes on holding it up."""
    stored = _held(dossier, actor, at)
    if not stored.paused_on:
        raise MoveRefusedError("Hồ sơ này không tạm dừng xét.")
    stored.paused_on, stored.pause_reason = None, ""
    _written(stored, verb="dossier.resume", actor=actor, at=at)
    tell(stored, NoticeKind.DOSSIER_PAUSED, f"Tiếp tục xét hồ sơ {stored.honor_name}", actor, at)
    return stored


@transaction.atomic
def dispute(dossier: Dossier, *, at: datetime) -> Dossier:
    """A complaint about it is open. No rule is asked: the caller has decided; the log does not tell who complained."""
    stored = hold_dossier(dossier)
    if stored.state in S.ENDED:
        raise MoveRefusedError(f"Hồ sơ {stored.get_state_display()}, không còn gì để tạm dừng.")
    if stored.disputed_on is None:
        stored.disputed_on = timezone.localdate(at)
        _written(stored, verb="dossier.pause", actor=None, at=at)
    return stored


@transaction.atomic
def settle(dossier: Dossier, *, actor: User, at: datetime) -> Dossier:
    """The last complaint about it is answered."""
    stored = hold_dossier(dossier)
    if stored.disputed_on:
        stored.disputed_on = None
        _written(stored, verb="dossier.resume", actor=actor, at=at)
    return stored


def hold_dossier(dossier: Dossier) -> Dossier:
    """Locked after its round, as everybody does who moves it."""
    lock(dossier.review)
    return lock(dossier)


def _held(dossier: Dossier, actor: User, at: datetime) -> Dossier:
    lock(dossier.review)
    stored: Dossier = hold(dossier, CAN_PAUSE, actor=actor, at=at)
    return stored


def _written(stored: Dossier, *, verb: str, actor: User | None, at: datetime, reason: str = "") -> None:
    stored.version += 1
    stored.save(update_fields=["paused_on", "pause_reason", "disputed_on", "version"])
    record(actor=actor, verb=verb, target=stored, at=at, reason=reason)
