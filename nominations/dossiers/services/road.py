"""The road of a dossier: handed in, reviewed by the tổ, given back, appraised, brought before the council, concluded.

Everybody who moves one locks the round first and then the dossier: what closes the round, and what is handed in, come one
after the other. Raises MoveRefusedError, with a sentence, for what cannot be done now.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from nominations.dossiers.enums import DossierState as S
from nominations.dossiers.enums import Part, ReviewState
from nominations.dossiers.flows import DOSSIER_FLOW
from nominations.dossiers.models import Dossier
from nominations.dossiers.policies import acts_for_school, can_return, can_write, next_step, why_shut
from thiduakt.audit.services import record
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.school.models import Person, User
from thiduakt.vietnamese import nfc
from thiduakt.workflow import MoveRefusedError, StaleError, hold, lock, perform

from .assessing import freeze

SHORTEST_REASON = 20  # characters
GIVEN_BACK_NO_MORE: dict[str, Any] = {"returned_to": "", "returned_fields": [], "returned_until": None}
STALE = "Hồ sơ vừa có người thay đổi. Thầy/cô đọc lại rồi bấm lần nữa."
Settle = Callable[[Dossier], dict[str, Any]]


@transaction.atomic
def hand_in(dossier: Dossier, *, version: int, actor: User, at: datetime) -> Dossier:
    """To the tổ, or straight to the school; what the law says of the holder is frozen with its facts."""
    review, stored = lock(dossier.review), lock(dossier)
    if not can_write(actor, stored, at):
        raise PermissionDenied
    if shut := why_shut(review, stored, at):
        raise MoveRefusedError(shut)
    _refuse_changed(stored, version)

    def settle(row: Dossier) -> dict[str, Any]:
        """Late is what came first after the day: what was given back and mended keeps the moment of its first sending."""
        after = review.is_over(at) or review.state == ReviewState.CLOSED
        return {
            "handed_in_at": row.handed_in_at or at,
            "is_late": row.is_late or (row.handed_in_at is None and after),
            **GIVEN_BACK_NO_MORE,
            "version": row.version + 1,
        }

    move = "hand_in" if next_step(stored) == S.TO_GROUP else "submit"
    moved = perform(DOSSIER_FLOW, stored, move, actor=actor, at=at, settle=settle)
    freeze(moved, at=at)
    return moved


@transaction.atomic
def give_back(
    dossier: Dossier, *, fields: Collection[str], reason: str, until: date, version: int, actor: User, at: datetime
) -> Dossier:
    """Only the flagged parts open again, until the end of the day `until`, with the reason beside them."""
    lock(dossier.review)
    stored = hold(dossier, can_return, actor=actor, at=at)
    _refuse_changed(stored, version)
    flagged = [part.value for part in Part if part in fields]
    if not flagged:
        raise ValidationError({"flagged": "Thầy/cô đánh dấu ít nhất một mục cần bổ sung."})
    reason = long_enough(reason, "Thầy/cô ghi rõ cần bổ sung gì")
    if until < timezone.localdate(at):
        raise ValidationError({"until": "Hạn bổ sung không được ở trong quá khứ."})
    back_to = S.TO_GROUP if stored.state == S.TO_GROUP else S.SUBMITTED
    returned = perform(
        DOSSIER_FLOW, stored, "return", actor=actor, at=at, reason=reason,
        settle=lambda row: {
            "returned_to": back_to.value, "returned_fields": flagged, "returned_reason": reason, "returned_until": until,
            "returned_by": str(actor), "opened_at": None, "version": row.version + 1,
        },
    )  # fmt: skip
    tell(
        returned, NoticeKind.DOSSIER_RETURNED,
        f"Hồ sơ {returned.honor_name} được trả lại để bổ sung, hạn hết ngày {until:%d/%m/%Y}", actor, at, text=reason,
    )  # fmt: skip
    return returned


@transaction.atomic
def withdraw(dossier: Dossier, *, version: int, actor: User, at: datetime) -> Dossier:
    """Taken out by its writers, before anybody has begun to appraise it."""
    lock(dossier.review)
    stored = hold(dossier, can_write, actor=actor, at=at)
    _refuse_changed(stored, version)
    return perform(DOSSIER_FLOW, stored, "withdraw", actor=actor, at=at, settle=_counted)


def group_pass(dossier: Dossier, *, actor: User, at: datetime) -> Dossier:
    """The tổ has voted for it."""
    return _moved(dossier, "group_pass", actor, at)


@transaction.atomic
def group_refuse(dossier: Dossier, *, reason: str, actor: User, at: datetime) -> Dossier:
    reason = long_enough(reason, "Tổ ghi rõ vì sao không đề nghị")
    refused = _moved(dossier, "group_refuse", actor, at, reason=reason)
    tell(refused, NoticeKind.DOSSIER_REFUSED, f"Tổ không đề nghị {refused.honor_name}", actor, at, text=reason)
    return refused


def group_again(dossier: Dossier, *, reason: str, actor: User, at: datetime) -> Dossier:
    """Back to the tổ, which votes on it in another meeting."""
    return _moved(dossier, "group_again", actor, at, reason=long_enough(reason, "Tổ ghi rõ vì sao xét lại"))


@transaction.atomic
def open_file(dossier: Dossier, *, actor: User, at: datetime) -> Dossier:
    """The school has begun to appraise it: from now on its writers cannot withdraw it."""
    lock(dossier.review)
    stored = hold(dossier, acts_for_school("dossier.appraise"), actor=actor, at=at)
    if stored.state != S.SUBMITTED or stored.opened_at is not None:
        return stored
    stored.opened_at = at
    stored.save(update_fields=["opened_at"])
    record(actor=actor, verb="dossier.open", target=stored, at=at)
    return stored


def appraise(dossier: Dossier, *, actor: User, at: datetime) -> Dossier:
    return _moved(dossier, "appraise", actor, at, settle=lambda row: {"opened_at": row.opened_at or at, **_counted(row)})


def take_back(dossier: Dossier, *, reason: str, actor: User, at: datetime) -> Dossier:
    return _moved(dossier, "take_back", actor, at, reason=reason)


def to_council(dossier: Dossier, *, actor: User, at: datetime) -> Dossier:
    return _moved(dossier, "to_council", actor, at)


def from_council(dossier: Dossier, *, reason: str, actor: User, at: datetime) -> Dossier:
    return _moved(dossier, "from_council", actor, at, reason=reason)


@transaction.atomic
def award(dossier: Dossier, *, actor: User, at: datetime) -> Dossier:
    awarded = _moved(dossier, "award", actor, at)
    tell(awarded, NoticeKind.DOSSIER_DECIDED, f"Hội đồng đề nghị khen thưởng: {awarded.honor_name}", actor, at)
    return awarded


@transaction.atomic
def refuse(dossier: Dossier, *, reason: str, actor: User, at: datetime) -> Dossier:
    """Never without a reason, which the person reads."""
    reason = long_enough(reason, "Thầy/cô ghi rõ lý do hội đồng không đề nghị")
    refused = _moved(dossier, "refuse", actor, at, reason=reason)
    tell(refused, NoticeKind.DOSSIER_REFUSED, f"Hội đồng không đề nghị {refused.honor_name}", actor, at, text=reason)
    return refused


@transaction.atomic
def waive(dossier: Dossier, key: str, *, actor: User, at: datetime) -> Dossier:
    """A condition is let pass. Who may, and that there were two, is for whoever calls; the reason stands there."""
    lock(dossier.review)
    stored = lock(dossier)
    if key not in stored.waived:
        stored.waived = [*stored.waived, key]
        stored.version += 1
        stored.save(update_fields=["waived", "version"])
    return stored


def people_behind(dossier: Dossier) -> list[Person]:
    """Whom a word about it concerns: the person, and whoever wrote it."""
    return [person for person in (dossier.person, dossier.written_by.person) if person is not None]


def tell(dossier: Dossier, kind: NoticeKind, subject: str, actor: User, at: datetime, *, text: str = "") -> None:
    notify(
        people_behind(dossier), kind=kind, subject=f"{subject} ({dossier.review})", text=text,
        url=dossier.get_absolute_url(), school_id=dossier.school_id, actor=actor, at=at,
    )  # fmt: skip


def long_enough(reason: str, told: str) -> str:
    reason = nfc(reason).strip()
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": f"{told}, ít nhất {SHORTEST_REASON} ký tự."})
    return reason


@transaction.atomic
def _moved(
    dossier: Dossier, move: str, actor: User, at: datetime, *, reason: str = "", settle: Settle | None = None
) -> Dossier:
    lock(dossier.review)
    return perform(DOSSIER_FLOW, dossier, move, actor=actor, at=at, reason=reason, settle=settle or _counted)


def _counted(row: Dossier) -> dict[str, Any]:
    return {"version": row.version + 1}


def _refuse_changed(stored: Dossier, version: int) -> None:
    """Nobody takes a step on what they have not read."""
    if stored.version != version:
        raise StaleError(STALE, version=stored.version)
