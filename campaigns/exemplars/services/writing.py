"""Điển hình: telling of one, writing it further, what was done to foster and to spread it, its steps."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.exemplars.enums import ExemplarState, Whose
from campaigns.exemplars.flows import EXEMPLAR_FLOW
from campaigns.exemplars.models import Exemplar, FosteringNote, Replication
from campaigns.exemplars.policies import can_foster, can_manage, can_write
from thiduakt.audit.services import record
from thiduakt.ledger.models.holders import PLACES, Holder, kind_of
from thiduakt.notices.enums import NoticeKind
from thiduakt.notices.services.notifying import notify
from thiduakt.permissions import require
from thiduakt.school.models import Person, Pupil, SchoolClass, User
from thiduakt.workflow import MoveRefusedError, hold, perform, refuse_stale

FOUND_FIELDS = ("title", "kind", "found_on", "campaign", "story")
LATER_FIELDS = ("criteria", "fostered_by", "due_on", "results", "article", "published_from", "published_until")


@transaction.atomic
def propose(holder: Holder, values: Mapping[str, Any], *, actor: User, at: datetime) -> Exemplar:
    """Told of by whoever found it. Of pupils and classes only by whoever sees them on the list."""
    today = timezone.localdate(at)
    require(actor, "exemplar.propose", on=today)
    if holder.school_id != actor.school_id:
        raise PermissionDenied
    if (
        isinstance(holder, Pupil | SchoolClass)
        and not type(holder).objects.open_to(actor, "pupil.view", today).filter(pk=holder.pk).exists()
    ):
        raise PermissionDenied
    kind = kind_of(holder)
    exemplar = Exemplar(school_id=actor.school_id, holder_kind=kind, found_by_id=actor.person_id)
    if place := PLACES.get(kind):
        setattr(exemplar, place, holder)
    _write(exemplar, values, FOUND_FIELDS, today)
    record(actor=actor, verb="exemplar.propose", target=exemplar, at=at)
    return exemplar


@transaction.atomic
def edit(exemplar: Exemplar, values: Mapping[str, Any], *, version: int, actor: User, at: datetime) -> Exemplar:
    """As it was changed since `version`; only whoever manages writes how it goes on."""
    stored: Exemplar = hold(exemplar, can_write, actor=actor, at=at)
    if stored.state not in ExemplarState.EDITABLE:
        state = stored.get_state_display()
        raise MoveRefusedError(f"Điển hình {state} nên không sửa được. Thầy/cô gỡ khỏi trang công khai trước khi sửa.")
    refuse_stale(stored, version)
    manages = can_manage(actor, stored, at)
    stored.version += 1
    _write(stored, values, (*FOUND_FIELDS, *LATER_FIELDS) if manages else FOUND_FIELDS, timezone.localdate(at))
    record(actor=actor, verb="exemplar.edit", target=stored, at=at)
    return stored


@transaction.atomic
def write_note(exemplar: Exemplar, *, day: date, text: str, actor: User, at: datetime) -> FosteringNote:
    stored: Exemplar = hold(exemplar, can_foster, actor=actor, at=at)
    if stored.state != ExemplarState.FOSTERING:
        raise MoveRefusedError("Chỉ ghi nhật ký khi điển hình đang được bồi dưỡng.")
    _refuse_coming(day, timezone.localdate(at))
    note = FosteringNote(exemplar=stored, day=day, text=text.strip(), written_by_id=actor.person_id)
    note.full_clean()
    note.save()
    record(actor=actor, verb="exemplar.note", target=stored, at=at)
    return note


@transaction.atomic
def write_replication(
    exemplar: Exemplar, *, place: str, day: date, by: str, note: str, actor: User, at: datetime
) -> Replication:
    stored: Exemplar = hold(exemplar, can_manage, actor=actor, at=at)
    if stored.state not in {ExemplarState.RECOGNISED, ExemplarState.PUBLISHED}:
        raise MoveRefusedError("Chỉ nhân rộng điển hình đã công nhận.")
    _refuse_coming(day, timezone.localdate(at))
    row = Replication(exemplar=stored, place=place, day=day, by=by, note=note)
    row.full_clean()
    row.save()
    record(actor=actor, verb="exemplar.replicate", target=stored, at=at, changes={"nơi": place})
    return row


@transaction.atomic
def take_step(exemplar: Exemplar, action: str, *, reason: str = "", actor: User, at: datetime) -> Exemplar:
    """One move of EXEMPLAR_FLOW. Who is to be asked, and who is glad to hear of it, is told."""
    today = timezone.localdate(at)

    def settle(locked: Exemplar) -> dict[str, Any]:
        return {"published_from": locked.published_from or today} if action == "publish" else {}

    moved: Exemplar = perform(EXEMPLAR_FLOW, exemplar, action, reason=reason, actor=actor, at=at, settle=settle)
    told: dict[str, Any] = {"url": moved.get_absolute_url(), "school_id": moved.school_id, "actor": actor, "at": at}
    if action == "recognise" and moved.person and Whose.PERSON in moved.consents_missing():
        subject = f"Xin thầy/cô đồng ý công bố: {moved.title}"
        notify([moved.person], kind=NoticeKind.EXEMPLAR_CONSENT_ASKED, subject=subject, **told)
    if action == "publish":
        people = Person.objects.filter(school=moved.school_id).at_work(today)
        notify(people, kind=NoticeKind.EXEMPLAR_PUBLISHED, subject=f"Điển hình: {moved.title}", **told)
    return moved


def _write(exemplar: Exemplar, values: Mapping[str, Any], fields: tuple[str, ...], today: date) -> None:
    for name in fields:
        if name in values:
            setattr(exemplar, name, values[name])
    _refuse_coming(exemplar.found_on, today, "found_on")
    if any(one and one.school_id != exemplar.school_id for one in (exemplar.campaign, exemplar.fostered_by)):
        raise PermissionDenied
    exemplar.full_clean(exclude=["search_key"])
    exemplar.save()


def _refuse_coming(day: date, today: date, field: str = "day") -> None:
    if day > today:
        raise ValidationError({field: "Ngày không được sau hôm nay."})
