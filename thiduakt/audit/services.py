"""Writing the audit chain. Reading and verifying it: `chain.py`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from .chain import event_hash
from .closed import refuse_closed
from .models import AuditEvent, AuditHead

SYSTEM = "hệ thống"


def record(
    *,
    actor: Any,
    verb: str,
    target: Any,
    at: datetime,
    changes: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Append one event to the chain of the target's school, in the transaction of the act itself.

    `target` is a row that carries `school_id`; `actor` a user, or None for the system. Personal values do not belong in
    `changes`: name the fields that changed.
    """
    (event,) = record_each([(target, changes or {})], actor=actor, verb=verb, at=at, reason=reason)
    return event


def record_each(
    acts: Sequence[tuple[Any, dict[str, Any]]], *, actor: Any, verb: str, at: datetime, reason: str = ""
) -> list[AuditEvent]:
    """One event for each (target, changes), in their order, of an act that reaches many rows of one school."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event is written in the transaction of the act it tells of.")
    if not acts:
        return []
    school_id = acts[0][0].school_id
    head = hold_head(school_id)
    events = []
    for target, changes in acts:
        refuse_closed(target)
        event = AuditEvent(
            school_id=school_id,
            seq=head.seq + 1,
            at=at,
            actor_id=actor.pk if actor else None,
            actor_name=str(actor)[:150] if actor else SYSTEM,
            verb=verb,
            object_type=target._meta.label_lower,
            object_id=target.pk,
            object_label=str(target)[:300],
            changes=changes,
            reason=reason,
            prev=head.hash,
        )
        event.hash = event_hash(event)
        head.seq, head.hash = event.seq, event.hash
        events.append(event)
    made = AuditEvent.objects.bulk_create(events)
    head.save(update_fields=["seq", "hash"])
    return made


def hold_head(school_id: int) -> AuditHead:
    """The head of the log, until the transaction ends: who was writing of an act has ended, and who comes waits."""
    AuditHead.objects.get_or_create(school_id=school_id)
    return AuditHead.objects.select_for_update().get(school_id=school_id)
