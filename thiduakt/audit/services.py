"""Writing the audit chain. Reading and verifying it: `chain.py`."""

from datetime import datetime
from typing import Any

from django.db import transaction

from .chain import event_hash
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
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event is written in the transaction of the act it tells of.")
    school_id = target.school_id
    AuditHead.objects.get_or_create(school_id=school_id)
    head = AuditHead.objects.select_for_update().get(school_id=school_id)
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
        changes=changes or {},
        reason=reason,
        prev=head.hash,
    )
    event.hash = event_hash(event)
    event.save()
    head.seq, head.hash = event.seq, event.hash
    head.save(update_fields=["seq", "hash"])
    return event
