"""Why a proposed row was refused: the audit log keeps the reason."""

from collections.abc import Iterable, Mapping

from thiduakt.audit.models import AuditEvent

from .enums import RuleState
from .flows import RULE_FLOW
from .models import Honor, Rule

Row = Honor | Rule


def refusal_reasons(rows: Iterable[Row]) -> Mapping[Row, str]:
    """Of those of `rows` that were refused, in one query."""
    refused = {(row._meta.label_lower, row.pk): row for row in rows if row.state == RuleState.REFUSED}
    if not refused:
        return {}
    events = AuditEvent.objects.filter(
        verb=RULE_FLOW.verb(RULE_FLOW.moves["refuse"]),
        object_type__in={label for label, _ in refused},
        object_id__in={pk for _, pk in refused},
    )
    told = {(event.object_type, event.object_id): event.reason for event in events}
    return {row: told.get(key, "") for key, row in refused.items()}
